import { expect, it } from 'vitest';
import { reactionTo } from './reactions.ts';

const repository = { node_id: 'R_1', default_branch: 'main' };
const read = { kind: 'repositories', ids: ['R_1'] };
const work = { kind: 'work', ids: ['R_1'] };
const nothing = { kind: 'nothing' };
const people = { kind: 'organisation' };

it.each([
  ['push', { ref: 'refs/heads/main', repository }, read],
  ['push', { ref: 'refs/heads/feature', repository }, nothing],
  ['push', { ref: 'refs/tags/main', repository }, nothing],
  ['push', { ref: 'refs/heads/feature', repository: { node_id: 'R_1' } }, read],
  ['deployment_status', { action: 'created', repository }, work],
  ['pull_request', { action: 'closed', repository }, work],
  ['pull_request', { action: 'assigned', repository }, nothing],
  ['release', { action: 'published', repository }, work],
  ['repository', { action: 'renamed', repository }, read],
  ['repository', { action: 'privatized', repository }, read],
  ['repository', { action: 'deleted', repository }, read],
  ['team', { action: 'edited' }, people],
  ['membership', { action: 'removed' }, people],
  ['organization', { action: 'member_added' }, people],
  ['issues', { action: 'opened', repository }, nothing],
  ['ping', {}, nothing],
  ['installation', { action: 'created' }, nothing],
  [
    'installation_repositories',
    { action: 'added', repositories_added: [{ node_id: 'R_1' }] },
    read,
  ],
])('%s %o asks for %o', (event, delivery, reaction) => {
  expect(reactionTo(event, delivery)).toEqual(reaction);
});

it('takes a repository that the App may no longer read for lost, not for deleted', () => {
  const delivery = { action: 'removed', repositories_removed: [{ node_id: 'R_1' }] };
  expect(reactionTo('installation_repositories', delivery)).toMatchObject({
    kind: 'accessLost',
    ids: ['R_1'],
  });
  expect(reactionTo('installation', { action: 'suspend' })).toMatchObject({
    kind: 'accessLost',
    ids: [],
  });
});
