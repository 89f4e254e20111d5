import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Actors, Outcome, Place, Protection } from '../../scaffolder/repository-host.ts';
import { refusalOf } from '../refusal.ts';
import { Anything, type Calls } from './calls.ts';
import { only } from './git-data.ts';
import { nameOf } from './repository.ts';

const Branch = z.object({ name: z.string() });

/** The rules of one branch as a whole: what was there before is replaced. https://docs.github.com/en/rest/branches/branch-protection */
export function protectBranch(
  calls: Calls,
  { place, branch, protection }: { place: Place; branch: string; protection: Protection },
): Promise<Outcome> {
  const of = { ...only(place), branch };
  return calls(`protect ${branch} of ${nameOf(place)}`, async (api) => {
    const route = '/repos/{owner}/{repo}/branches/{branch}/protection';
    try {
      // A branch that was pushed a moment ago is not always found.
      const there = await api.appears(() =>
        api.find(Branch, 'GET /repos/{owner}/{repo}/branches/{branch}', of),
      );
      if (!there)
        throw new UserError(
          `There is no branch ${branch} in ${nameOf(place)}.`,
          'Name one that is there.',
        );
      await api.call(Anything, `PUT ${route}`, { ...of, ...bodyOf(protection) });
      if (protection.requireSignatures)
        await api.call(Anything, `POST ${route}/required_signatures`, of);
    } catch (error) {
      const { message = '' } = refusalOf(error) ?? {};
      // Private repositories of a free organisation have no protection, which Backstage lets pass too.
      if (/upgrade to github|make this repository public/i.test(message))
        return { kind: 'declined', reason: message };
      throw error;
    }
    return { kind: 'done' };
  });
}

function bodyOf(of: Protection): Record<string, unknown> {
  return {
    required_status_checks: of.checks && {
      strict: of.checks.isStrict,
      contexts: of.checks.contexts,
    },
    enforce_admins: of.enforceAdmins,
    restrictions: of.restrictions && listed(of.restrictions),
    required_pull_request_reviews: {
      required_approving_review_count: of.requiredApprovals,
      require_code_owner_reviews: of.requireCodeOwners,
      dismiss_stale_reviews: of.dismissStale,
      require_last_push_approval: of.requireLastPush,
      ...(of.bypass && { bypass_pull_request_allowances: listed(of.bypass) }),
    },
    required_conversation_resolution: of.requireConversations,
    required_linear_history: of.requireLinear,
    block_creations: of.blockCreations,
  };
}

function listed({ users, teams, apps }: Actors) {
  return { users, teams, apps };
}
