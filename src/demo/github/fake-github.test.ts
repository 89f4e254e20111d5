import { Octokit } from 'octokit';
import { expect, it } from 'vitest';
import { createFakeGitHub } from './fake-github.ts';
import { defineOrganisation } from './organisation.ts';

const organisation = defineOrganisation({
  login: 'marlinpay',
  name: 'Marlin Pay',
  members: [{ login: 'ana', name: 'Ana Duarte', email: 'ana@marlinpay.example', role: 'ADMIN' }],
  repositories: [{ name: 'ledger', files: { 'docs/index.md': '# Ledger\n' } }],
});

function start() {
  const github = createFakeGitHub({ now: () => new Date('2026-06-15T12:30:00Z'), organisation });
  const octokit = new Octokit({ auth: 'ghp_demo', request: { fetch: github.fetch } });
  return { ...github, octokit };
}

it('answers a stock Octokit over GraphQL and REST from one model', async () => {
  const { octokit, model } = start();
  await model.push('ledger', { 'catalog-info.yaml': 'kind: Component\n' }, { author: 'ana' });
  const { repository } = await octokit.graphql<{ repository: { object: { text: string } } }>(
    '{ repository(owner: "marlinpay", name: "ledger") { object(expression: "HEAD:catalog-info.yaml") { ... on Blob { text } } } }',
  );
  const { data } = await octokit.rest.repos.getContent({
    owner: 'marlinpay',
    repo: 'ledger',
    path: 'catalog-info.yaml',
    mediaType: { format: 'raw' },
  });
  expect(repository.object.text).toBe('kind: Component\n');
  expect(data).toBe('kind: Component\n');
});
