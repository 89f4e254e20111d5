import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Environment, Place } from '../../scaffolder/repository-host.ts';
import { Anything, type Api, type Calls } from './calls.ts';
import { only } from './git-data.ts';
import { nameOf } from './repository.ts';

const Numbered = z.object({ id: z.number() });
const Policies = z.object({
  branch_policies: z.array(z.object({ name: z.string(), type: z.string().default('branch') })),
});

const ROUTE = '/repos/{owner}/{repo}/environments/{environment}';

/** An environment to deploy to, with who has to say yes and from which branches. */
export function ensureEnvironment(
  calls: Calls,
  place: Place,
  environment: Environment,
): Promise<void> {
  const { name, branches, waitTimer, preventSelfReview } = environment;
  const at = { ...only(place), environment: name };
  return calls(`make the environment ${name} of ${nameOf(place)}`, async (api) => {
    const reviewers = [];
    for (const one of environment.reviewers) reviewers.push(await reviewerOf(api, place, one));
    await api.call(Anything, `PUT ${ROUTE}`, {
      ...at,
      ...(waitTimer !== null && { wait_timer: waitTimer }),
      ...(preventSelfReview !== null && { prevent_self_review: preventSelfReview }),
      ...(reviewers.length > 0 && { reviewers }),
      deployment_branch_policy: branches && {
        protected_branches: branches.protectedOnly,
        custom_branch_policies: !branches.protectedOnly,
      },
    });
    const wanted = [
      ...(branches?.names ?? []).map((branch) => ({ name: branch, type: 'branch' })),
      ...(branches?.tags ?? []).map((tag) => ({ name: tag, type: 'tag' })),
    ];
    if (wanted.length > 0) await addPolicies(api, at, wanted);
  });
}

async function addPolicies(
  api: Api,
  at: Place & { environment: string },
  wanted: readonly { name: string; type: string }[],
): Promise<void> {
  const route = `${ROUTE}/deployment-branch-policies`;
  const { branch_policies } = await api.call(Policies, `GET ${route}`, { ...at, per_page: 100 });
  for (const { name, type } of wanted) {
    const isThere = branch_policies.some((one) => one.name === name && one.type === type);
    if (!isThere) await api.call(Anything, `POST ${route}`, { ...at, name, type });
  }
}

async function reviewerOf(
  api: Api,
  { owner }: Place,
  one: Environment['reviewers'][number],
): Promise<{ type: 'User' | 'Team'; id: number }> {
  if ('team' in one) {
    const route = 'GET /orgs/{owner}/teams/{team}';
    const found = await api.find(Numbered, route, { owner, team: one.team });
    if (found) return { type: 'Team', id: found.id };
    throw new UserError(`GitHub has no team ${one.team} in ${owner}.`, 'Name another reviewer.');
  }
  const found = await api.find(Numbered, 'GET /users/{user}', { user: one.user });
  if (found) return { type: 'User', id: found.id };
  throw new UserError(`GitHub knows nobody called ${one.user}.`, 'Name another reviewer.');
}
