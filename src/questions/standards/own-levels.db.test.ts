import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../../catalog/search.ts';
import { applySnapshots } from '../../catalog/sync.ts';
import { openTestDb } from '../../db/test-db.ts';
import type { Ask } from '../answer.ts';
import { createAsk } from '../ask.ts';
import { seedResults, testStandards } from './test-standards.ts';

// An organisation whose levels nobody here thought of, with a service that is called as JavaScript calls things.

const NOW = new Date('2026-11-22T12:00:00Z');
const CATALOG = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: tide, title: Tide }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: mia }
spec: { memberOf: [tide] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: dock-gate }
spec: { type: service, lifecycle: production, owner: tide }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: constructor }
spec: { type: service, lifecycle: production, owner: tide }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: knots }
spec: { type: library, lifecycle: production, owner: tide }
`;
const SEAWORTHY = `
name: seaworthy
title: Seaworthy
levels: [afloat, voyager, admiral]
checks:
  - { id: tags, title: Tagged, why: W., howToFix: Add tags., level: afloat, rule: facts.hasTags }
  - { id: readme, title: README, why: W., howToFix: Write it., level: voyager, rule: facts.hasReadme }
  - { id: runbook, title: Runbook, why: W., howToFix: Link it., level: admiral, rule: facts.hasRunbook }
  - { id: licence, title: Licence, why: W., howToFix: Add it., level: admiral, effectiveFrom: 2027-02-01, rule: facts.hasLicense }
  - { id: licence-text, title: Licence, why: W., howToFix: Add it., level: admiral, effectiveFrom: 2027-02-01, rule: facts.hasLicense }
`;

let db: Db;
let ask: Ask;
beforeAll(async () => {
  db = await openTestDb();
  const file = { location: 'file:/sea/all.yaml', path: 'all.yaml', text: CATALOG, commit: null };
  const snapshots = [{ source: 'folder:/sea', files: [file], derived: [] }];
  await applySnapshots(db, { snapshots, now: () => NOW });
  const good = { hasTags: true, hasReadme: true, hasRunbook: false, hasLicense: false };
  const facts = {
    'component:default/dock-gate': good,
    'component:default/constructor': { ...good, hasReadme: false },
  };
  const standards = testStandards(db, { facts, now: NOW, yaml: SEAWORTHY });
  const refs = Object.keys(facts);
  await seedResults(db, standards, { refs, owner: 'group:default/tide', now: NOW });
  ask = createAsk({ db, index: createCatalogIndex(db), now: () => NOW, standards });
});
afterAll(() => db.close());

it.each([
  ['is dock-gate admiral', /^No\. dock-gate is Voyager/],
  ['is dock-gate voyager?', /^Yes\./],
  ['is knots admiral', /No scorecard is about knots/],
  ['why is constructor afloat', /constructor is Afloat.*for Voyager: "README" fails/],
  [
    'why did constructor drop to afloat',
    /^It did not fall as far as I know\. constructor is Afloat/,
  ],
  ['how do we get dock-gate to admiral', /for Admiral, the least work first: 1\. "Runbook"/],
  ['how do we get dock-gate to platinum', /No scorecard has a level platinum.*afloat/],
  ['which services are afloat', /^1 entity is Afloat on Seaworthy: constructor\./],
  ['which services are below admiral', /^2 entities are below Admiral/],
  ['which services fail constructor', /No check|not understand|I do not know|constructor/],
  ['which services fail the licence check', /It counts from 1 February 2027/],
  ['what is left for team tide', /^Tide: \d failing checks: .*dock-gate: Runbook/],
  [
    'exempt dock-gate from the runbook check until march because we rewrite it',
    /Ask to exempt dock-gate from "Runbook"\? Until 1 March 2027, because: we rewrite it/,
  ],
  [
    'what if we required a runbook at voyager',
    /at Voyager of Seaworthy, 1 of 2 entities would drop: dock-gate \(Voyager to Afloat\)\. .*nobody would be told/,
  ],
  [
    'what if we required a licence at afloat',
    /2 of 2 entities would drop: .*Tide \(of 2\) would be told/,
  ],
  ['what if we required a parrot at voyager', /No check is called "parrot"/],
  ['exempt ghosty from the runbook check', /^I do not know "ghosty"\. Name the service/],
  ["why didn't anyone tell us about dock-gate", /about dock-gate/],
])('%s', async (text, wanted) => {
  const answer = await ask({ text, asker: 'user:default/mia', thread: null });
  expect(answer.text).toMatch(wanted);
});

it('keeps until when and why, where it has to ask which check is meant', async () => {
  const text = 'exempt dock-gate from the licence check until march because we rewrite it';
  const { kind, view } = await ask({ text, asker: 'user:default/mia', thread: null });
  const [option] = view?.kind === 'choice' ? view.options : [];
  expect([kind, option?.label]).toEqual(['choose', 'Licence']);
  const chosen = await ask({
    text: option?.question ?? '',
    asker: 'user:default/mia',
    thread: null,
  });
  expect(chosen.text).toMatch(
    /Ask to exempt .*"Licence"\? Until 1 March 2027, because: we rewrite/,
  );
});
