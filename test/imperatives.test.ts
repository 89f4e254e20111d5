import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Core, createCore } from '../src/core.ts';
import { runs } from '../src/db/scaffolder-tables.ts';
import { audit, locks, outbox, proposals } from '../src/db/schema.ts';

// Asking is not doing: whatever is ordered, in an organisation that is not the demo's, is a card to press or is declined.

let core: Core;
beforeAll(async () => {
  core = await createCore(':memory:', () => new Date('2026-06-15T12:30:00Z'));
  await core.readCatalog(fileURLToPath(new URL('../fixtures/aurora-care', import.meta.url)));
});
afterAll(() => core.db.close());

/** What is said, what becomes of it, and what it is about. */
const ORDERS: readonly [
  text: string,
  kind: 'choose' | 'confirm' | 'declined',
  intent: string,
  subject?: string,
][] = [
  ['delete lab-router', 'declined', 'unsafe', 'component:clinical/lab-router'],
  ['please remove bed-board', 'declined', 'unsafe', 'component:clinical/bed-board'],
  ['destroy mq-clinical', 'declined', 'unsafe', 'resource:default/mq-clinical'],
  ['archive sandbox-echo', 'declined', 'unsafe', 'component:default/sandbox-echo'],
  ['decommission triage-assist', 'declined', 'unsafe', 'component:clinical/triage-assist'],
  ['i want you to delete everything', 'declined', 'unsafe'],
  ['drop meds-db', 'declined', 'unsafe', 'resource:clinical/meds-db'],
  ['wipe insights-lake', 'declined', 'unsafe', 'component:default/insights-lake'],
  ['restart med_orders', 'declined', 'deploy.request', 'component:clinical/med_orders'],
  [
    'can you restart dose-checker for me',
    'declined',
    'deploy.request',
    'component:clinical/dose-checker',
  ],
  ['just restart it', 'declined', 'deploy.request'],
  ['reboot mq-clinical', 'declined', 'deploy.request', 'resource:default/mq-clinical'],
  ['stop waitlist-worker', 'declined', 'deploy.request', 'component:clinical/waitlist-worker'],
  ['kill the ci-runner job', 'declined', 'deploy.request', 'component:default/ci-runner'],
  ['turn off triage-assist', 'declined', 'deploy.request', 'component:clinical/triage-assist'],
  ['fail over patient-db', 'declined', 'deploy.request', 'resource:clinical/patient-db'],
  ['pause quality-reports', 'declined', 'deploy.request', 'component:default/quality-reports'],
  ['scale lab-router to 5 replicas', 'declined', 'deploy.request', 'component:clinical/lab-router'],
  ['scale up adt-gateway', 'declined', 'deploy.request', 'component:clinical/adt-gateway'],
  [
    'increase memory of radiology-viewer',
    'declined',
    'deploy.request',
    'component:clinical/radiology-viewer',
  ],
  ['clear the cache of formulary', 'declined', 'deploy.request', 'component:clinical/formulary'],
  ['run the migration of meds-db', 'declined', 'deploy.request', 'resource:clinical/meds-db'],
  [
    'switch lab-router to the backup',
    'declined',
    'deploy.request',
    'component:clinical/lab-router',
  ],
  [
    'enable dark mode for patient-app',
    'declined',
    'deploy.request',
    'component:default/patient-app',
  ],
  [
    'deploy claims-engine to prod',
    'declined',
    'deploy.request',
    'component:corporate/claims-engine',
  ],
  [
    'go ahead and deploy scheduling-api',
    'declined',
    'deploy.request',
    'component:clinical/scheduling-api',
  ],
  [
    'could somebody redeploy notify-hub please',
    'declined',
    'deploy.request',
    'component:default/notify-hub',
  ],
  ['roll back patient-app', 'declined', 'deploy.request', 'component:default/patient-app'],
  [
    'promote patient-app to production',
    'declined',
    'deploy.request',
    'component:default/patient-app',
  ],
  ['retry the build of patient-app', 'declined', 'deploy.request', 'component:default/patient-app'],
  [
    'trigger the pipeline for badge-sync',
    'declined',
    'deploy.request',
    'component:default/badge-sync',
  ],
  [
    'cancel the deployment of patient-app',
    'declined',
    'deploy.request',
    'component:default/patient-app',
  ],
  ['upgrade fhir-kit to v2', 'declined', 'deploy.request', 'component:default/fhir-kit'],
  ['merge my PR', 'declined', 'deploy.request'],
  ['merge the PR for login-gate', 'declined', 'deploy.request', 'component:default/login-gate'],
  ['approve the PR', 'declined', 'deploy.request'],
  ['approve it', 'declined', 'deploy.request'],
  ['do it', 'declined', 'deploy.request'],
  ['approve my exemption', 'declined', 'exempt.request'],
  [
    'exempt bed-board from the runbook check',
    'choose',
    'exempt.request',
    'component:clinical/bed-board',
  ],
  ['silence the alerts of lab-router', 'declined', 'nudge.snooze', 'component:clinical/lab-router'],
  ['mute alerts for patient-index', 'declined', 'nudge.snooze', 'component:clinical/patient-index'],
  ['rotate keys', 'declined', 'unsafe'],
  ['rotate the keys of login-gate', 'declined', 'unsafe', 'component:default/login-gate'],
  ['reset the password of omar said', 'declined', 'unsafe', 'user:default/omar-said'],
  ['make me admin', 'declined', 'unsafe'],
  [
    'make me an admin of cloud foundations',
    'declined',
    'unsafe',
    'group:default/cloud-foundations',
  ],
  ['give me access to patient-db', 'declined', 'unsafe', 'resource:clinical/patient-db'],
  [
    'grant ida holm write access to image-scoring',
    'declined',
    'unsafe',
    'component:clinical/image-scoring',
  ],
  ['add hana kimura to imaging', 'declined', 'unsafe'],
  ['fire jonas weber', 'declined', 'unsafe', 'user:default/jonas-weber'],
  ['close the incident', 'declined', 'page.request'],
  ['resolve incident 12', 'declined', 'page.request'],
  [
    'tell jonas berg that login-gate is down',
    'declined',
    'page.request',
    'user:default/jonas-berg',
  ],
  ['email the imaging team', 'declined', 'page.request', 'group:default/imaging'],
  ['create a repo for teapots', 'choose', 'scaffold.start'],
  ['new python service called teapot', 'confirm', 'scaffold.start'],
  ['register a new service called teapot', 'declined', 'scaffold.start'],
  ['register fhir-kit', 'declined', 'scaffold.start', 'component:default/fhir-kit'],
  [
    'rename lab-router to sample-router',
    'declined',
    'catalog.correct',
    'component:clinical/lab-router',
  ],
  [
    'transfer ownership of notify-hub to lab systems',
    'declined',
    'catalog.correct',
    'component:default/notify-hub',
  ],
  ['assign bed-board to scheduling', 'declined', 'catalog.correct', 'component:clinical/bed-board'],
  [
    'deprecate pharmacy-legacy',
    'declined',
    'catalog.correct',
    'component:clinical/pharmacy-legacy',
  ],
  ['page scheduling', 'confirm', 'page.request', 'group:default/scheduling'],
  [
    'page the lab team because results are late',
    'confirm',
    'page.request',
    'group:default/lab-systems',
  ],
  ['escalate to access management', 'confirm', 'page.request', 'group:default/access-management'],
  [
    'wake up whoever is on call for lab-router',
    'confirm',
    'page.request',
    'component:clinical/lab-router',
  ],
  [
    'tell everybody who depends on adt-gateway that it is down',
    'confirm',
    'blast',
    'component:clinical/adt-gateway',
  ],
  ['notify consumers of patient-index', 'confirm', 'blast', 'component:clinical/patient-index'],
  ['let everyone who uses login gate know', 'confirm', 'blast', 'component:default/login-gate'],
  ['lock bed-board until friday', 'confirm', 'freeze', 'component:clinical/bed-board'],
  ['can you freeze deploys of notify-hub', 'confirm', 'freeze', 'component:default/notify-hub'],
  ['freeze everything', 'confirm', 'freeze'],
];

it.each(ORDERS)('"%s" is %s (%s)', async (text, kind, intent, subject) => {
  const answer = await core.ask({ text, asker: 'user:default/ida-holm', thread: null });
  expect(answer).toMatchObject({ kind, intent });
  if (subject) expect(answer.subjects).toContain(subject);
  // A declined order says so, and a card says what pressing it would do.
  if (intent === 'scaffold.start' && kind !== 'declined')
    expect(['choice', 'form']).toContain(answer.view.kind);
  else if (kind === 'choose') expect(answer.view.kind).toBe('choice');
  else if (kind === 'declined') expect(answer.text).toMatch(/\b(?:nothing|do not)\b/);
  else expect(answer.view).toMatchObject({ kind: 'confirm', deed: {} });
});

it('does none of it by being asked', async () => {
  for (const [text] of ORDERS) await core.ask({ text, asker: null, thread: null });
  for (const table of [locks, proposals, outbox, audit, runs])
    expect(await core.db.select().from(table)).toEqual([]);
});

it.each([
  'start time of lab-router',
  'who can restart lab-router',
  'what breaks if i delete lab-router',
])('"%s" is a question all the same', async (text) => {
  const answer = await core.ask({ text, asker: null, thread: null });
  expect(answer.kind).not.toBe('confirm');
  expect(answer.text).not.toMatch(/^I did nothing: I delete/);
});
