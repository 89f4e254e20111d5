import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../db/test-db.ts';
import { createLog } from '../log.ts';
import { readAudit } from '../operations/audit.ts';
import type { Deed } from '../questions/deed.ts';
import { createStandardsDesk } from '../scorecards/desk/create.ts';
import { exemptionById } from '../scorecards/desk/exemption-store.ts';
import { ANA, BOOKS, LEDGER, openCompany, ROB, START } from '../scorecards/desk/test-company.ts';
import { createFixes } from '../scorecards/fixes/create.ts';
import { createDeeds, type Deeds } from './deeds.ts';
import type { Doings } from './doing.ts';
import { exemptDeed, fixDeed, snoozeDeed } from './standards.ts';

const RUNBOOK = { ref: LEDGER, scorecard: 'ready', check: 'runbook' };
const PULL = 'https://github.com/acme/books/pull/7';

let db: Db;
let deeds: Deeds;
beforeEach(async () => {
  db = await openTestDb();
  const company = await openCompany(db);
  let ids = 0;
  const now = () => START;
  const parts = { db, ...company, now, newId: () => `id-${++ids}`, admins: [] };
  const desk = createStandardsDesk({
    ...parts,
    proposeOwner: async () => ({ kind: 'proposed', correction: 'c1' }),
  });
  const fixes = createFixes({
    ...parts,
    standards: { ...company.standards, judge: async () => [] },
    github: {
      propose: async () => ({ kind: 'opened', number: 7, url: PULL }),
      look: async () => ({ kind: 'opened', number: 7, url: PULL }),
    },
    whyNot: '',
    render: async (input) => ({ value: input, problems: [] }),
    onMerged: async () => {},
  });
  const doing = { index: company.index, desk, fixes, admins: [] };
  const doings = {
    snooze: snoozeDeed(doing),
    exempt: exemptDeed(doing),
    fix: fixDeed(doing),
  } as unknown as Doings;
  deeds = createDeeds({ ...parts, log: createLog('silent'), doings: () => doings });
});
afterEach(() => db.close());

async function press(deed: Deed, by = ANA) {
  const card = { kind: 'confirm' as const, title: 'Really?', details: [], verb: 'Yes', deed };
  const asked = { askedBy: ANA.ref, askedBySlack: 'U1', channel: 'C1', threadTs: null };
  const proposal = await deeds.propose({ view: card, ...asked });
  return deeds.press(proposal?.id ?? '', { ref: by.ref, name: by.name, slackId: 'U1' });
}

const until = '2026-06-30T12:00:00.000Z';

it.each<[said: string, deed: Deed]>([
  [
    'hears nothing of ledger until 2026-06-30',
    {
      kind: 'snooze',
      recipient: BOOKS,
      ref: LEDGER,
      scorecard: null,
      check: null,
      until,
      reason: null,
    },
  ],
  ['EX-1 asks for an exemption', { kind: 'exempt', ...RUNBOOK, until, reason: 'Off in July' }],
  [`makes the check pass when it is merged: ${PULL}`, { kind: 'fix', ...RUNBOOK }],
])('"%s" comes of a press by its team, and leaves one line', async (said, deed) => {
  expect(await press(deed, ROB)).toMatchObject({
    kind: 'refused',
    reason: 'That is for members of books.',
  });
  const pressed = await press(deed);
  expect(pressed).toMatchObject({
    kind: 'settled',
    proposal: { state: 'done', outcome: expect.stringContaining(said) },
  });
  const lines = await readAudit(db, { limit: 9 });
  expect(lines.map(({ who, what, outcome }) => [who, what, outcome]).toSorted()).toEqual([
    [ANA.ref, deed.kind, 'done'],
    [ROB.ref, deed.kind, 'refused'],
  ]);
});

it('says on the card what cannot be, so that it can be put right', async () => {
  const deed: Deed = { kind: 'exempt', ...RUNBOOK, until: START.toISOString(), reason: 'Late' };
  expect(await press(deed)).toMatchObject({
    proposal: { state: 'failed', outcome: expect.stringContaining('That day has passed.') },
  });
  expect(await exemptionById(db, 'EX-1')).toBeNull();
});
