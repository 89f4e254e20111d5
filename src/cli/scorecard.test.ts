import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCli } from '../cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scorecard-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await runCli(['scorecard', ...argv], {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  });
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

const CHECK = `name: docs
title: Docs
levels: [bronze, gold]
checks:
  - { id: readme, title: Has a README, why: Why., howToFix: Add a README.md., level: bronze, rule: facts.hasReadme }
  - { id: docs, title: Has docs, why: Why., howToFix: Add docs/index.md., level: gold, rule: facts.hasDocs }
`;
const BASKET = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: basket }
spec: { type: service, lifecycle: production, owner: shop }
`;

it('checks scorecards: file, line and column, and exit 1 for a mistake', async () => {
  write('cards/good.yaml', CHECK);
  expect(await run('check', join(folder, 'cards'))).toMatchObject({
    exit: 0,
    out: '1 scorecard in 1 file, all valid.',
  });
  const bad = write(
    'cards/bad.yaml',
    CHECK.replace('name: docs', 'name: more').replace('hasReadme', 'hasReadMe'),
  );
  const { exit, out } = await run('check', join(folder, 'cards'));
  expect(exit).toBe(1);
  expect(out).toContain(
    `${bad}:5:106: There is no fact \`hasReadMe\` – did you mean \`hasReadme\`? (more)`,
  );
  const json = JSON.parse((await run('check', bad, '--json')).out);
  expect(json.scorecards).toMatchObject([
    { file: bad, name: 'more', valid: false, problems: [{ line: 5, path: 'checks.0.rule' }] },
  ]);
  expect((await run('check', join(folder, 'nowhere'))).exit).toBe(2);
});

it('lists scorecards and initiatives', async () => {
  write('cards/docs.yaml', CHECK);
  write(
    'cards/goal.yaml',
    'name: goal\ntitle: Docs for all\ndue: 2026-06-30\nchecks: [docs/docs]\n',
  );
  const { exit, out } = await run('list', join(folder, 'cards'));
  expect(exit).toBe(0);
  expect(out).toBe(
    'docs: Docs (2 checks, Bronze < Gold)\ngoal: Docs for all (1 check, due 2026-06-30)',
  );
});

it('does not take two scorecards of one name', async () => {
  write('cards/a.yaml', CHECK);
  write('cards/b.yaml', CHECK);
  const { exit, out } = await run('check', join(folder, 'cards'));
  expect(exit).toBe(1);
  expect(out).toContain('There is a scorecard `docs` already, in');
});

it('scores a checkout, with what to do, and exits 1 while a check fails', async () => {
  const card = write('cards/docs.yaml', CHECK);
  write('repository/catalog-info.yaml', BASKET);
  write('repository/README.md', '# Basket');
  const files = join(folder, 'repository');
  const before = await run('run', card, '--files', files);
  expect(before.exit).toBe(1);
  expect(before.out).toContain('basket: Docs: Bronze (1 before Gold)');
  expect(before.out).toContain('✗ Has docs [gold]: Add docs/index.md.');
  write('repository/docs/index.md', '# Basket');
  const { exit, out } = await run('run', card, '--files', files, '--json');
  expect(exit).toBe(0);
  expect(JSON.parse(out).results).toMatchObject([
    {
      scorecard: 'docs',
      ref: 'component:default/basket',
      level: 'gold',
      next: null,
      checks: [{ outcome: 'pass', evidence: [{ source: 'README.md' }] }, {}],
    },
  ]);
});

it('scores by what ships when no scorecard is named, and finds owners in a catalog', async () => {
  write('repository/catalog-info.yaml', BASKET);
  write(
    'teams/shop.yaml',
    'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: shop }\nspec: { type: team, children: [] }\n',
  );
  const { out } = await run(
    'run',
    '--files',
    join(folder, 'repository'),
    '--catalog',
    join(folder, 'teams'),
    '--json',
  );
  const { results } = JSON.parse(out);
  expect(results).toHaveLength(4);
  const owner = results[0].checks.find(({ id }: { id: string }) => id === 'owner-exists');
  expect(owner).toMatchObject({ outcome: 'pass', evidence: [{ source: 'the catalog' }] });
});

it('reads nothing that a link leads to outside the checkout', async () => {
  const secret = write('outside/CODEOWNERS', '* @acme/shop');
  write('repository/catalog-info.yaml', BASKET);
  symlinkSync(secret, join(folder, 'repository', 'CODEOWNERS'));
  const { out } = await run('run', '--files', join(folder, 'repository'), '--json');
  const docs = JSON.parse(out).results.find(
    ({ scorecard }: { scorecard: string }) => scorecard === 'docs-and-ownership',
  );
  expect(docs.checks.find(({ id }: { id: string }) => id === 'owner-reviews').outcome).toBe(
    'unknown',
  );
});

it('says when there is nothing to score', async () => {
  write('repository/README.md', '# Nothing');
  expect(await run('run', '--files', join(folder, 'repository'))).toMatchObject({
    exit: 1,
    out: expect.stringContaining('no valid catalog-info.yaml'),
  });
});

it('reads the docs of a checkout: how many pages, and what in them leads nowhere', async () => {
  const card = write(
    'cards/docs.yaml',
    `name: links
title: Links
levels: [gold]
checks:
  - { id: pages, title: Has pages, why: Why., howToFix: Write them., level: gold, rule: facts.docsPages > 1 }
  - { id: links, title: Links lead somewhere, why: Why., howToFix: Mend them., level: gold, rule: facts.brokenDocsLinks == 0 }
`,
  );
  write('shop/catalog-info.yaml', BASKET);
  write('shop/docs/index.md', '# Basket\n\nSee [more](more.md).\n');
  write('shop/docs/more.md', '# More\n');
  const outcome = async () => {
    const { out } = await run('run', card, '--files', join(folder, 'shop'), '--json');
    const [result] = JSON.parse(out).results;
    return result.checks.map(({ id, outcome: of }: { id: string; outcome: string }) => [id, of]);
  };
  expect(await outcome()).toEqual([
    ['pages', 'pass'],
    ['links', 'pass'],
  ]);
  write('shop/docs/more.md', '# More\n\n[gone](gone.md)\n');
  expect(await outcome()).toEqual([
    ['pages', 'pass'],
    ['links', 'fail'],
  ]);
});

const CATALOG = `${BASKET}---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ledger, description: Books money., title: Ledger }
spec: { type: service, lifecycle: production, owner: books }
`;

it('scores the catalog by the scorecards of the settings, and says how it stands', async () => {
  write('catalog/catalog-info.yaml', CATALOG);
  const { exit, out } = await run('run', '--catalog', join(folder, 'catalog'), '--json');
  expect(exit).toBe(0);
  const { summary, scorecards, results } = JSON.parse(out);
  expect(summary).toMatchObject({ isWhole: true, evaluated: 2 });
  expect(scorecards.map(({ name }: { name: string }) => name)).toContain('catalog-completeness');
  expect(results).toContainEqual(
    expect.objectContaining({ ref: 'component:default/ledger', owner: 'group:default/books' }),
  );
  const words = await run('run', '--catalog', join(folder, 'catalog'));
  expect(words.out).toMatch(/^Catalog completeness: \d+ %, 2 entities: /m);
  expect((await run('run', folder)).err).toContain('Name a checkout with --files');
});

const DESCRIBED = `name: words
title: Words
levels: [bronze, silver]
checks:
  - { id: owner, title: States an owner, why: W., howToFix: H., level: bronze, rule: facts.hasOwner }
  - { id: words, title: Says what it is, why: W., howToFix: H., level: silver, rule: facts.hasDescription }
`;

it('tries a scorecard on the catalog before anybody publishes it', async () => {
  write('catalog/catalog-info.yaml', CATALOG);
  const file = write('words.yaml', DESCRIBED);
  const { exit, out } = await run('simulate', file, '--catalog', join(folder, 'catalog'));
  expect(exit).toBe(0);
  expect(out.split('\n')).toEqual([
    'Words is new: 2 entities, 75 % on average.',
    ...['  no level: 0', '  Bronze: 1', '  Silver: 1'],
    ...['Would be told (1):', '  shop: basket'],
  ]);
  const json = await run('simulate', file, '--catalog', join(folder, 'catalog'), '--json');
  expect(JSON.parse(json.out)).toMatchObject({
    ...{ scorecard: 'words', isNew: true },
    told: [{ recipient: 'group:default/shop', refs: ['component:default/basket'] }],
  });
  const bad = write('bad.yaml', DESCRIBED.replace('hasOwner', 'hasOwners'));
  expect(await run('simulate', bad)).toMatchObject({
    exit: 1,
    err: expect.stringContaining(':5:'),
  });
});
