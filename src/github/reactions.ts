import { z } from 'zod';
import { ACCESS_LOST } from './removal.ts';

const RepositoryHint = z.object({
  node_id: z.string().min(1),
  default_branch: z.string().nullish(),
});

/** What is kept of a delivery: names and ids. Webhooks are hints; the state is always read again. */
export const Delivery = z.object({
  action: z.string().optional(),
  ref: z.string().optional(),
  organization: z.object({ login: z.string() }).optional(),
  repository: RepositoryHint.optional(),
  repositories_added: z.array(z.object({ node_id: z.string() })).optional(),
  repositories_removed: z.array(z.object({ node_id: z.string() })).optional(),
});
export type Delivery = z.infer<typeof Delivery>;

export type Reaction =
  /** Read these repositories again, by node id. */
  | { kind: 'repositories'; ids: string[] }
  /** Read what changed in this repository and what was deployed. */
  | { kind: 'work'; ids: string[] }
  /** Ask how this repository is set up and doing, at the next turn. */
  | { kind: 'health'; ids: string[] }
  /** Read teams and people again. */
  | { kind: 'organisation' }
  /** The App may no longer read these: keep what is known and say so. */
  | { kind: 'accessLost'; ids: string[]; reason: string }
  | { kind: 'nothing' };

const REPOSITORY_EVENTS = new Set(['repository', 'create', 'delete', 'public']);
/** What comes often in the life of a pull request and changes nothing that is told of it. */
const WORK_EVENTS = new Set(['deployment', 'deployment_status', 'pull_request', 'release']);
/** Settings, checks and alerts: many of them follow one another, so they are hints for the next turn. */
const HEALTH_EVENTS = new Set([
  ...['branch_protection_rule', 'branch_protection_configuration', 'repository_ruleset'],
  ...['check_suite', 'status', 'dependabot_alert', 'repository_vulnerability_alert'],
  ...['security_and_analysis', 'secret_scanning_alert'],
]);
const IDLE_ACTIONS =
  /^(?:assigned|unassigned|review_requested|review_request_removed|milestoned|demilestoned|locked|unlocked|enqueued|dequeued|auto_merge_enabled|auto_merge_disabled)$/;
const ORGANISATION_EVENTS = new Set(['team', 'team_add', 'membership', 'organization', 'member']);

/** What an event asks for. Events that move nothing the catalog knows ask for nothing. */
export function reactionTo(event: string, delivery: Delivery): Reaction {
  const { repository } = delivery;
  if (event === 'installation_repositories') return installationReaction(delivery);
  if (event === 'installation' && ['suspend', 'deleted'].includes(delivery.action ?? '')) {
    const reason = `the GitHub App was ${delivery.action === 'suspend' ? 'suspended' : 'removed'}`;
    return { kind: 'accessLost', ids: [], reason: `${ACCESS_LOST}: ${reason}` };
  }
  if (ORGANISATION_EVENTS.has(event)) return { kind: 'organisation' };
  if (!repository) return { kind: 'nothing' };
  if (HEALTH_EVENTS.has(event)) {
    // A suite is asked for and begins long before it says something.
    const isIdle = event === 'check_suite' && delivery.action !== 'completed';
    return isIdle ? { kind: 'nothing' } : { kind: 'health', ids: [repository.node_id] };
  }
  if (WORK_EVENTS.has(event)) {
    const isIdle = IDLE_ACTIONS.test(delivery.action ?? '');
    return isIdle ? { kind: 'nothing' } : { kind: 'work', ids: [repository.node_id] };
  }
  if (event === 'push') {
    // Without the branch in the payload it may be the default one.
    const branch = repository.default_branch;
    const isDefault = !branch || delivery.ref === `refs/heads/${branch}`;
    return isDefault ? { kind: 'repositories', ids: [repository.node_id] } : { kind: 'nothing' };
  }
  return REPOSITORY_EVENTS.has(event)
    ? { kind: 'repositories', ids: [repository.node_id] }
    : { kind: 'nothing' };
}

function installationReaction(delivery: Delivery): Reaction {
  const added = (delivery.repositories_added ?? []).map((one) => one.node_id);
  const removed = (delivery.repositories_removed ?? []).map((one) => one.node_id);
  if (delivery.action === 'removed') {
    const reason = `${ACCESS_LOST}: the repository was taken from the GitHub App`;
    return { kind: 'accessLost', ids: removed, reason };
  }
  return added.length > 0 ? { kind: 'repositories', ids: added } : { kind: 'nothing' };
}
