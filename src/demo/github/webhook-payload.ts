import type { Model } from './model/model.ts';
import type { Commit, Repository, WebhookEvent } from './model/types.ts';
import {
  accountJson,
  gitPerson,
  organizationJson,
  ownerJson,
  repositoryJson,
  teamJson,
} from './rest/json.ts';

type Push = { ref: string; before?: string; commit: Commit; forced: boolean };

const ZEROS = '0'.repeat(40);

/** The body of a webhook, as of now. */
export function webhookPayload(
  model: Model,
  event: WebhookEvent,
  api: string,
): Record<string, unknown> {
  const { name, action, repository, team, user, sender } = event;
  const extra =
    name === 'push' && repository
      ? pushPayload(model, repository, event.extra as Push)
      : event.extra;
  return {
    ...(action === undefined ? {} : { action }),
    ...extra,
    ...(repository ? { repository: repositoryJson(model, repository, api) } : {}),
    ...(team ? { team: teamJson(model, team, api) } : {}),
    ...(name === 'membership' && user ? { scope: 'team', member: accountJson(user, api) } : {}),
    ...(name === 'organization' && user
      ? { membership: { role: user.role?.toLowerCase() ?? 'member', user: accountJson(user, api) } }
      : {}),
    organization: organizationJson(model.organization, api),
    installation: { id: model.installation.id, node_id: `MDIz${model.installation.id}` },
    sender: ownerJson(model, sender ?? model.organization.login, api),
  };
}

function pushPayload(model: Model, of: Repository, push: Push): Record<string, unknown> {
  const { commit } = push;
  const url = `https://github.com/${of.owner}/${of.name}`;
  const person = { ...gitPerson(model, commit), username: commit.author };
  const listed = {
    id: commit.oid,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.at,
    url: `${url}/commit/${commit.oid}`,
    author: person,
    committer: person,
    added: commit.changes.added,
    removed: commit.changes.removed,
    modified: commit.changes.modified,
  };
  return {
    ref: push.ref,
    before: push.before ?? ZEROS,
    after: commit.oid,
    created: push.before === undefined,
    deleted: false,
    forced: push.forced,
    base_ref: null,
    compare: `${url}/compare/${(push.before ?? ZEROS).slice(0, 12)}...${commit.oid.slice(0, 12)}`,
    commits: [listed],
    head_commit: listed,
    pusher: { name: commit.author, email: person.email },
  };
}
