import type { Db } from '#dialect';
import { createCatalogIndex } from '../../catalog/search.ts';
import { applySnapshots } from '../../catalog/sync.ts';
import { blobs, repositories } from '../../db/schema.ts';
import { scorecardReader } from '../read-scorecard.ts';
import type { By } from './desk.ts';

/** A company of three teams with one service, for tests of what people decide about it. */
export const START = new Date('2026-06-15T12:00:00Z');
export const DAY_MS = 24 * 3_600_000;
export const LEDGER = 'component:default/ledger';
export const BOOKS = 'group:default/books';
export const RISK = 'group:default/risk';
export const PLATFORM = 'group:default/platform';
const person = (name: string): By => ({ ref: `user:default/${name}`, name });
/** Ana and Ben own the ledger, Rob is of Risk, Pia runs the platform, Sol reviews runbooks. */
export const [ANA, BEN, ROB, PIA, SOL] = ['ana', 'ben', 'rob', 'pia', 'sol'].map(person) as [
  By,
  By,
  By,
  By,
  By,
];

const entity = (kind: string, name: string, spec: string, annotations = '') =>
  `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${annotations}spec: ${spec}\n`;
const user = (name: string, team: string) =>
  entity(
    'User',
    name,
    `{ memberOf: [${team}] }`,
    `  annotations: { github.com/user-login: ${name} }\n`,
  );
const group = (name: string) =>
  entity(
    'Group',
    name,
    '{ type: team, children: [] }',
    `  annotations: { github.com/team-slug: acme/${name} }\n`,
  );

export const LEDGER_YAML = entity(
  'Component',
  'ledger',
  '{ type: service, lifecycle: test, owner: books }',
);
const FILES: Record<string, string> = {
  'catalog-info.yaml': LEDGER_YAML,
  'company.yaml': [
    group('books'),
    group('risk'),
    group('platform'),
    user('ana', 'books'),
    user('ben', 'books'),
    user('rob', 'risk'),
    user('pia', 'platform'),
    user('sol', 'risk'),
  ].join('---\n'),
};

const CARD = `
name: ready
title: Ready
owner: ${RISK}
checks:
  - id: runbook
    title: Has a runbook
    why: Somebody is woken.
    howToFix: Write docs/runbook.md.
    owner: user:default/sol
    weight: 1
    rule: facts.hasRunbook
    fix:
      action: add-file
      path: docs/runbook.md
      content: |
        # Runbook
  - id: stage
    title: Is in production
    why: People ask.
    howToFix: Say so.
    weight: 1
    rule: facts.hasLifecycle
    fix:
      action: edit-descriptor
      set: { spec.lifecycle: production }
  - id: slo
    title: Has an SLO
    why: Nobody knows else.
    howToFix: Write it down.
    weight: 1
    rule: facts.hasLinks
`;

/** The company in a database, and the rules it is held to. */
export async function openCompany(db: Db) {
  const now = () => START;
  await db.insert(repositories).values({
    id: 'books',
    slug: 'acme/books',
    url: 'https://github.com/acme/books',
    visibility: 'private',
    isArchived: false,
    defaultBranch: 'main',
    topics: [],
    files: Object.fromEntries(Object.keys(FILES).map((path) => [path, `oid of ${path}`])),
    seenAt: START,
  });
  for (const [path, text] of Object.entries(FILES))
    await db
      .insert(blobs)
      .values({ oid: `oid of ${path}`, text, bytes: text.length, isTruncated: false });
  const files = Object.entries(FILES).map(([path, text]) => ({
    location: `url:https://github.com/acme/books/blob/main/${path}`,
    path,
    text,
    commit: 'c1',
  }));
  await applySnapshots(db, { snapshots: [{ source: 'github:books', files, derived: [] }], now });
  const [read] = scorecardReader()(CARD);
  const card = read?.scorecard;
  if (!card) throw new Error(JSON.stringify(read?.problems));
  return { index: createCatalogIndex(db), standards: { scorecards: async () => [card] } };
}

/** A clock that is set by hand, and goes on a little whenever it is read: what comes later is later. */
export function clockAt(start: Date) {
  const clock = { now: start };
  const now = () => {
    clock.now = new Date(clock.now.getTime() + 1);
    return clock.now;
  };
  return { clock, now };
}
