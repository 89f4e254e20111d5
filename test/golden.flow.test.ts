import { afterAll, beforeAll, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import type { RunReport } from '../src/scaffolder/runs/run.ts';
import { testWorld } from './world.ts';

const BY = 'user:default/lena-hoffmann';

let world: World;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function run(template: string, values: object): Promise<RunReport> {
  const asked = { template, values: values as never, secrets: {}, by: BY, key: template };
  const started = await world.app.scaffolder.start(asked);
  if (started.kind !== 'started') throw new Error(JSON.stringify(started));
  await world.app.scaffolder.work();
  const report = await world.app.scaffolder.report(started.id);
  if (!report) throw new Error('The run is gone.');
  return report;
}

function textOf(name: string, path: string, branch = 'main'): string {
  const { model } = world.github;
  const commit = model.git.get(model.repository(name).branches.get(branch) ?? '');
  const tree = commit?.type === 'commit' ? commit.tree : '';
  const blob = model.git.get(model.git.at(tree, path)?.oid ?? '');
  return blob?.type === 'blob' ? String(blob.content) : '';
}

it('a golden path becomes a protected repository that its team on GitHub reviews', async () => {
  const report = await run('template:callboard/kafka-consumer', {
    name: 'voucher-listener',
    description: 'Tells merchants when a voucher was taken.',
    owner: 'group:default/checkout-experience',
    topic: 'payments.captured.v1',
    repoUrl: 'github.com?owner=marlinpay&repo=voucher-listener',
    announce: true,
  });
  expect(report.error).toBeNull();
  expect(report).toMatchObject({ state: 'completed' });
  expect(report.links.map(({ title }) => title)).toEqual(['Repository', 'Catalog entry', 'CI']);
  expect(textOf('voucher-listener', '.github/CODEOWNERS')).toContain('* @marlinpay/checkout\n');
});

it('repositories without a descriptor are offered one, with what was guessed and from what', async () => {
  const files = { 'go.mod': 'module x\n', 'main.go': '', CODEOWNERS: '* @marlinpay/kyc\n' };
  await world.github.model.createRepository({ name: 'warp-drive', files });
  const report = await run('template:callboard/add-catalog-info', {
    repositories: ['marlinpay/warp-drive', 'https://github.com/marlinpay/ledger'],
  });
  expect(report.error).toBeNull();
  const said = report.texts.map(({ content }) => content).join('\n');
  expect(said).toContain('https://github.com/marlinpay/warp-drive/pull/');
  expect(said).toContain('marlinpay/ledger: It has catalog-info.yaml already.');
  const branch = textOf('warp-drive', 'catalog-info.yaml', 'callboard/add-catalog-info');
  expect(branch).toContain('owner: group:default/onboarding-kyc');
  expect(textOf('warp-drive', 'catalog-info.yaml')).toBe('');
});
