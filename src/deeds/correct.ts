import type { Db } from '#dialect';
import type { Asked, Corrections } from '../catalog/corrections/corrections.ts';
import {
  addPlace,
  type CorrectionPlace,
  type CorrectionRow,
} from '../catalog/corrections/store.ts';
import type { Doing, Outcome } from './doing.ts';
import { proposalById } from './store.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Proposes a correction as a pull request in the name of whoever presses. */
export function correctDeed({
  db,
  corrections,
}: {
  db: Db;
  corrections: Corrections;
}): Doing<'correct'> {
  return {
    lifeMs: DAY_MS,
    target: ({ ref }) => ref,
    // Anybody may say that something is wrong: who owns the file decides.
    refusal: async () => null,
    async carryOut({ kind: _, ...correction }, { by, key }) {
      const asker = await corrections.askerOf(by.ref, by.name);
      const asked = await corrections.ask({ correction, reason: '', asker });
      if (asked.kind !== 'kept') return refused(asked);
      const proposal = await proposalById(db, key);
      const { channel = null, threadTs = null } = proposal ?? {};
      await addPlace(db, placeOf(asked.row.id, { channel, threadTs, person: by.slackId }));
      const row = await corrections.carryOut(asked.row.id, { again: !asked.isNew });
      return outcomeOf(row ?? asked.row, asked.isNew);
    },
  };
}

function refused(asked: Exclude<Asked, { kind: 'kept' }>): Outcome {
  if (asked.kind === 'wrong') return { kind: 'failed', text: asked.check.message };
  return { kind: 'failed', text: `${asked.reason} ${asked.nextStep}` };
}

/** In the thread of the card. Outside a thread only one person saw it, so that person is told. */
function placeOf(
  correction: string,
  {
    channel,
    threadTs,
    person,
  }: { channel: string | null; threadTs: string | null; person: string },
): CorrectionPlace {
  const isShared = channel !== null && (threadTs !== null || channel.startsWith('D'));
  return {
    correction,
    channel: isShared ? channel : person,
    ts: '',
    threadTs: isShared ? threadTs : null,
    person,
  };
}

function outcomeOf(row: CorrectionRow, isNew: boolean): Outcome {
  const pull = `Pull request #${row.number} of ${row.repository}`;
  switch (row.state) {
    case 'asked':
      return {
        kind: 'done',
        text: `I open the pull request as soon as I can. ${row.problem ?? ''}`,
      };
    case 'opened':
      return {
        kind: 'done',
        text: `${pull} proposes it${isNew ? '' : ', since somebody asked before'}.`,
      };
    case 'merged':
      return { kind: 'done', text: `${pull} is merged.` };
    case 'closed':
      return { kind: 'failed', text: `${pull} was closed without being merged.` };
    case 'unneeded':
      return { kind: 'done', text: 'The file says so already; my answers follow within minutes.' };
    case 'failed':
      return { kind: 'failed', text: `${row.problem ?? ''} ${row.nextStep ?? ''}`.trim() };
  }
}
