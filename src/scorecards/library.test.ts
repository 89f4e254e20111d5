import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rootFolder } from '../root.ts';
import { filesOf } from './library/folder.ts';
import type { StandardsFile } from './library/read-files.ts';
import { loadLibrary } from './library.ts';

const file = (name: string, text: string): StandardsFile => ({ file: name, text, url: null });

const CARD = `name: restores
title: Restores
facts:
  - { name: lastDrillAt, type: timestamp, title: Last restore test, usableForDays: 30 }
levels: [gold]
checks:
  - id: restore
    title: Restored in the last year
    why: Why.
    howToFix: Restore it.
    level: gold
    rule: now - facts.lastDrillAt < duration("8760h")
`;
const GOAL = `kind: Initiative
name: restore-all
title: Restore everything
due: 2026-06-30
since: 2026-06-01
filter: { kind: Component }
checks: [restores/restore, production-readiness/runbook]
`;

const told = ({ problems }: Awaited<ReturnType<typeof loadLibrary>>) =>
  problems.flatMap(({ file: at, problems: of }) =>
    of.map(({ line, column, message }) => `${at}:${line}:${column} ${message}`),
  );

it('reads scorecards, declared facts and initiatives that name each other across files', async () => {
  const library = await loadLibrary([file('goal.yaml', GOAL), file('card.yaml', CARD)], {
    zone: 'Europe/Lisbon',
  });
  expect(told(library)).toEqual([]);
  expect(library.table.get('lastDrillAt')).toMatchObject({
    type: 'timestamp',
    source: 'posted by other tools',
    usableForDays: 30,
  });
  expect(library.initiatives).toMatchObject([
    {
      name: 'restore-all',
      after: 'keep',
      since: new Date('2026-05-31T23:00:00Z'),
      due: new Date('2026-06-30T22:59:59.999Z'),
      checks: [
        { scorecard: 'restores', check: 'restore' },
        { scorecard: 'production-readiness', check: 'runbook' },
      ],
    },
  ]);
});

it('says of an initiative what is wrong, with line, column and the name that was meant', async () => {
  const text = GOAL.replace('restores/restore', 'restores/restor')
    .replace('production-readiness/runbook', 'productionreadiness/runbook')
    .replace('filter: { kind: Component }', 'filter: facts.hasReadme')
    .replace('due: 2026-06-30', 'due: 2026-06-31')
    .replace('title:', 'titel:');
  expect(told(await loadLibrary([file('goal.yaml', text), file('card.yaml', CARD)]))).toEqual([
    'goal.yaml:3:1 `title` is missing: `titel` – did you mean `title`?',
    'goal.yaml:4:6 `due` is "2026-06-31"; write a day like 2026-09-01.',
    'goal.yaml:6:9 An initiative is about entities, so its filter cannot ask for facts; ask for them in the filter of a check.',
    'goal.yaml:7:10 `restores` has no check `restor` – did you mean `restore`? Its checks: restore.',
    'goal.yaml:7:27 There is no scorecard `productionreadiness` – did you mean `production-readiness`?',
  ]);
});

it('takes no fact that means something else already, and none of a type that rules do not know', async () => {
  const text = `facts:
  - { name: hasReadme, type: int, title: Readmes }
  - { name: score, type: number, title: Score }
`;
  expect(told(await loadLibrary([file('facts.yaml', text)]))).toEqual([
    'facts.yaml:3:26 `facts.1.type` is "number". Allowed: bool, int, string, timestamp, list<string>.',
    'facts.yaml:2:13 There is a fact `hasReadme` already (Has a README, bool); choose another name, or leave this out.',
  ]);
});

it('keeps what a file said last while it has mistakes, and goes without it where it never was right', async () => {
  const { good } = await loadLibrary([file('card.yaml', CARD)]);
  const broken = file('card.yaml', CARD.replace('lastDrillAt <', 'lastDrilledAt <'));
  const kept = await loadLibrary([broken], { instead: () => good });
  const names = ({ scorecards }: typeof kept) => scorecards.map(({ name }) => name);
  expect(names(kept)).toContain('restores');
  expect(told(kept)).toEqual([expect.stringContaining('There is no fact `lastDrilledAt`')]);
  expect(kept.good).toEqual([]);
  expect(names(await loadLibrary([broken]))).not.toContain('restores');
});

it('puts a scorecard in the place of one that ships under its name', async () => {
  const own = file('own.yaml', CARD.replace('name: restores', 'name: docs-and-ownership'));
  const { scorecards } = await loadLibrary([own]);
  expect(scorecards.filter(({ name }) => name === 'docs-and-ownership')).toMatchObject([
    { title: 'Restores' },
  ]);
});

it('reads the standards of the other organisations of the fixtures', async () => {
  const files = await filesOf(join(rootFolder(), 'fixtures', 'standards'));
  const library = await loadLibrary(files, { shipped: false });
  expect(told(library)).toEqual([]);
  expect(library.scorecards.map(({ name }) => name)).toEqual([
    'patient-safety',
    'grid-ready',
    'tech-insights',
  ]);
});
