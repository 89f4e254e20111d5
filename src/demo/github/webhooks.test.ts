import { App } from 'octokit';
import { expect, it } from 'vitest';
import { services, startGitHub } from './test-github.ts';

// The check that a stock GitHub App makes.
const { webhooks: octokit } = new App({
  appId: 1,
  privateKey: 'not used',
  webhooks: { secret: 'it is a secret' },
});

type Received = { event: string; guid: string; isSigned: boolean; body: Record<string, unknown> };

function listening(answers: number[] = []) {
  const github = startGitHub({
    members: [{ login: 'ana', name: 'Ana Duarte', role: 'ADMIN' }],
    teams: [{ slug: 'payments', name: 'Payments' }],
    repositories: services(2),
  });
  const received: Received[] = [];
  github.webhooks.subscribe({
    url: 'http://callboard.test/github/webhooks',
    secret: 'it is a secret',
    async deliver(request) {
      const text = await request.text();
      received.push({
        event: request.headers.get('x-github-event') ?? '',
        guid: request.headers.get('x-github-delivery') ?? '',
        isSigned: await octokit.verify(text, request.headers.get('x-hub-signature-256') ?? ''),
        body: JSON.parse(text),
      });
      return new Response(null, { status: answers.shift() ?? 202 });
    },
  });
  return { ...github, received };
}

it('tells of a push with the files that changed, signed', async () => {
  const { model, received } = listening();
  await model.push(
    'service-1',
    { 'README.md': '# One', 'catalog-info.yaml': 'kind: API', 'gone.txt': null },
    { author: 'ana', message: 'Describe it' },
  );
  const [push] = received;
  expect(push).toMatchObject({ event: 'push', isSigned: true });
  expect(push?.body).toMatchObject({
    ref: 'refs/heads/main',
    forced: false,
    commits: [
      {
        message: 'Describe it',
        added: ['README.md'],
        modified: ['catalog-info.yaml'],
        removed: [],
      },
    ],
    repository: { full_name: 'marlinpay/service-1', node_id: model.repository('service-1').id },
    sender: { login: 'ana' },
    installation: { id: model.installation.id },
  });
});

it('keeps the node id of a repository through everything that happens to it', async () => {
  const { model, received } = listening();
  const { id } = model.repository('service-1');
  await model.rename('service-1', 'billing');
  await model.archive('billing');
  await model.setVisibility('billing', 'public');
  await model.transfer('billing', 'other-org');
  await model.deleteRepository('service-2');
  await model.createRepository({ name: 'new' });
  expect(received.map(({ body }) => body['action'])).toEqual([
    'renamed',
    'archived',
    'publicized',
    'transferred',
    'deleted',
    'created',
  ]);
  const ids = received
    .slice(0, 4)
    .map(({ body }) => (body['repository'] as { node_id: string }).node_id);
  expect(new Set(ids)).toEqual(new Set([id]));
  expect(model.visible().map(({ name }) => name)).toEqual(['new']);
});

it('tells of people and teams', async () => {
  const { model, received } = listening();
  await model.addMember({ login: 'ravi', name: 'Ravi Menon' });
  await model.joinTeam('payments', 'ravi');
  await model.renameTeam('payments', { slug: 'money', name: 'Money' });
  await model.removeMember('ravi');
  expect(received.map(({ event, body }) => `${event}.${body['action']}`)).toEqual([
    'organization.member_added',
    'membership.added',
    'team.edited',
    'organization.member_removed',
  ]);
  expect(model.teams.get('money')?.members).toEqual([]);
});

it('lists what a receiver did not take, and sends it again with the same id', async () => {
  const { model, webhooks, received, fetch } = listening([503]);
  await model.push('service-1', { 'README.md': '# One' });
  const api = 'https://api.github.com/app/hook/deliveries';
  const asApp = { headers: { authorization: 'Bearer a.b.c' } };
  const failures = await fetch(`${api}?status=failure`, asApp);
  const failed = (await failures.json()) as { id: number }[];
  expect(failed).toMatchObject([{ event: 'push', status_code: 503, redelivery: false }]);
  const again = await fetch(`${api}/${failed[0]?.id}/attempts`, { method: 'POST', ...asApp });
  await webhooks.settled();
  expect(again.status).toBe(202);
  expect(received.map(({ guid }) => guid)).toEqual([received[0]?.guid, received[0]?.guid]);
  expect(webhooks.deliveries().map(({ status_code: code }) => code)).toEqual([202, 503]);
});

it('goes on when the receiver is away', async () => {
  const { model, webhooks } = listening();
  webhooks.subscribe({
    url: 'http://callboard.test/github/webhooks',
    secret: 'it is a secret',
    deliver: () => Promise.reject(new Error('connection refused')),
  });
  await model.push('service-1', { 'README.md': '# One' });
  expect(webhooks.deliveries()).toMatchObject([{ status: 'failed to connect to host' }]);
});
