import type { CatalogIndex } from '../catalog/search.ts';
import { refusalFor } from '../operations/rights.ts';
import type { By, DeskOutcome, StandardsDesk } from '../scorecards/desk/desk.ts';
import type { FixRow } from '../scorecards/fixes/fix-row.ts';
import type { Fixes } from '../scorecards/fixes/fixes.ts';
import type { Doing, Outcome, Presser } from './doing.ts';

type Parts = {
  index: CatalogIndex;
  desk: Pick<StandardsDesk, 'snooze' | 'requestExemption'>;
  fixes: Pick<Fixes, 'ask' | 'carryOut'>;
  /** Refs of the teams and people who run the platform. */
  admins: readonly string[];
};

const DAY_MS = 24 * 60 * 60_000;

/** Keeps findings quiet until a day. */
export function snoozeDeed({ index, desk, admins }: Parts): Doing<'snooze'> {
  return {
    lifeMs: DAY_MS,
    target: ({ ref, recipient }) => ref ?? recipient,
    refusal: async ({ recipient }, by) =>
      refusalFor(await index.current(), { ref: recipient, by: by.ref, admins }),
    words: {
      label: 'Why?',
      isLong: false,
      detail: 'Reason',
      read: ({ reason }) => reason ?? '',
      write: (deed, words) => ({ ...deed, reason: words || null }),
    },
    async carryOut({ kind: _, until, ...asked }, { by, key }) {
      return said(await desk.snooze({ ...asked, id: key, until: new Date(until) }, actor(by)));
    },
  };
}

/** Asks whoever decides to excuse an entity from a check until a day. */
export function exemptDeed({ index, desk, admins }: Parts): Doing<'exempt'> {
  return {
    lifeMs: DAY_MS,
    target: ({ ref }) => ref,
    refusal: async ({ ref }, by) => refusalFor(await index.current(), { ref, by: by.ref, admins }),
    words: {
      label: 'Why?',
      isLong: true,
      detail: 'Reason',
      read: ({ reason }) => reason,
      write: (deed, words) => ({ ...deed, reason: words }),
    },
    async carryOut({ kind: _, until, ...asked }, { by }) {
      return said(await desk.requestExemption({ ...asked, until: new Date(until) }, actor(by)));
    },
  };
}

/** Says yes or no to an exemption that waits; the desk knows who may. */
export function decideDeed({
  desk,
}: {
  desk: Pick<StandardsDesk, 'decideExemption'>;
}): Doing<'decide-exemption'> {
  return {
    lifeMs: DAY_MS,
    target: ({ id }) => id,
    refusal: async () => null,
    words: {
      label: 'What do you say to it?',
      isLong: true,
      detail: 'Said to it',
      read: ({ reason }) => reason ?? '',
      write: (deed, words) => ({ ...deed, reason: words || null }),
    },
    async carryOut({ kind: _, ...decision }, { by }) {
      return said(await desk.decideExemption(decision, actor(by)));
    },
  };
}

/** Opens the pull request that makes a check pass. */
export function fixDeed({ index, fixes, admins }: Parts): Doing<'fix'> {
  return {
    lifeMs: DAY_MS,
    target: ({ ref }) => ref,
    refusal: async ({ ref }, by) => refusalFor(await index.current(), { ref, by: by.ref, admins }),
    async carryOut({ kind: _, ...key }, { by }) {
      const asked = await fixes.ask(key, actor(by));
      if (asked.kind !== 'kept')
        return { kind: 'failed', text: `${asked.reason} ${asked.nextStep}`.trim() };
      return pullSaid((await fixes.carryOut(asked.row.id)) ?? asked.row);
    },
  };
}

/** A deed leaves its own line in the audit. */
function actor({ ref, name }: Presser): By {
  return { ref, name, isAudited: true };
}

function said(outcome: DeskOutcome): Outcome {
  if (outcome.kind === 'done') return { kind: 'done', text: outcome.text };
  return { kind: 'failed', text: `${outcome.reason} ${outcome.nextStep}`.trim() };
}

function pullSaid({ state, number, repository, url, problem, nextStep }: FixRow): Outcome {
  const pull = `Pull request #${number} of ${repository}`;
  switch (state) {
    case 'asked':
      return { kind: 'done', text: `I open the pull request as soon as I can. ${problem ?? ''}` };
    case 'opened':
      return { kind: 'done', text: `${pull} makes the check pass when it is merged: ${url}` };
    case 'merged':
      return { kind: 'done', text: `${pull} is merged; the check is looked at again soon.` };
    case 'closed':
      return { kind: 'failed', text: `${pull} was closed without being merged.` };
    case 'unneeded':
      return { kind: 'done', text: 'The file is so already; the check is looked at again soon.' };
    case 'failed':
      return { kind: 'failed', text: `${problem ?? ''} ${nextStep ?? ''}`.trim() };
  }
}
