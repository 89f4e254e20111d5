import type { Db } from '#dialect';
import { advice, UserError } from '../errors.ts';
import type { Log } from '../log.ts';
import { writeAudit } from '../operations/audit.ts';
import type { View } from '../questions/answer.ts';
import { type Doing, type Doings, doingOf, type Outcome, type Presser } from './doing.ts';
import type { Proposal } from './proposal.ts';
import {
  addProposal,
  claimProposal,
  closeProposal,
  endAttempt,
  proposalById,
  rewordProposal,
} from './store.ts';

export type Proposed = {
  view: Extract<View, { kind: 'confirm' }>;
  askedBy: string | null;
  askedBySlack: string | null;
  channel: string | null;
  threadTs: string | null;
};

/** What a press did. The proposal is as it stands afterwards. */
export type Pressed =
  | { kind: 'unknown' }
  /** It was done, tried, dismissed or has run out: the card says which. `isMine`: by this very press. */
  | { kind: 'settled'; proposal: Proposal; isMine: boolean }
  /** Somebody else's press is being carried out at this moment. */
  | { kind: 'busy'; proposal: Proposal }
  | { kind: 'refused'; reason: string };

/** Asking is not doing: what is proposed waits as a row, and is done once, with the rights of whoever presses. */
export type Deeds = {
  /** Keeps a deed to be pressed; null where this installation cannot carry it out. */
  propose: (proposed: Proposed) => Promise<Proposal | null>;
  press: (id: string, by: Presser) => Promise<Pressed>;
  dismiss: (id: string, by: Presser) => Promise<Pressed>;
  /** The words that this person may still change; the reason why not as a UserError. */
  wordsOf: (id: string, by: Presser) => Promise<Words>;
  reword: (id: string, by: Presser, words: string) => Promise<Proposal>;
  /** Whether a card of this deed offers to change its words. */
  hasWords: (proposal: Proposal) => boolean;
};

export type Words = { label: string; isLong: boolean; text: string };

export function createDeeds({
  db,
  now,
  newId,
  log,
  doings,
}: {
  db: Db;
  now: () => Date;
  newId: () => string;
  log: Log;
  doings: () => Doings;
}): Deeds {
  const doing = (proposal: Pick<Proposal, 'deed'>) => doingOf(doings(), proposal.deed.kind);

  /** The proposal and what does it, or what to answer instead. */
  async function open(id: string): Promise<{ proposal: Proposal; how: Doing } | Pressed> {
    const proposal = await proposalById(db, id);
    const how = proposal && doing(proposal);
    if (!proposal || !how) return { kind: 'unknown' };
    const isOpen = proposal.state === 'open' || proposal.state === 'failed';
    if (isOpen && proposal.expiresAt <= now()) await closeProposal(db, id, 'expired', null, now());
    else if (isOpen || proposal.state === 'doing') return { proposal, how };
    return settled(id, false);
  }

  async function settled(id: string, isMine: boolean): Promise<Pressed> {
    const proposal = await proposalById(db, id);
    if (!proposal) return { kind: 'unknown' };
    if (proposal.state === 'doing') return { kind: 'busy', proposal };
    return { kind: 'settled', proposal, isMine };
  }

  async function attempt(proposal: Proposal, how: Doing, by: Presser): Promise<Outcome> {
    try {
      return await how.carryOut(proposal.deed, { by, key: proposal.id, now: now() });
    } catch (error) {
      if (error instanceof UserError) return { kind: 'failed', text: advice(error) };
      const reference = newId().slice(0, 8);
      log.error({ err: error, reference, deed: proposal.deed.kind }, 'deed failed');
      const text = `Something broke on my side (reference ${reference}), and I cannot say how far it got.`;
      return { kind: 'failed', text };
    }
  }

  async function leaveLine(
    { id, deed }: Proposal,
    { how, by }: { how: Doing; by: Presser },
    outcome: 'done' | 'failed' | 'refused',
    detail: string,
  ): Promise<void> {
    const target = how.target(deed);
    const line = { who: by.ref, what: deed.kind, target, outcome, detail };
    await writeAudit(db, { ...line, id: newId(), at: now(), proposal: id });
    log.info({ ...line, proposal: id }, 'deed');
  }

  async function editable(id: string, by: Presser) {
    const found = await open(id);
    if (!('how' in found) || found.proposal.state === 'doing')
      throw new UserError('It is too late to change this.', 'Ask again for a new card.');
    const { proposal, how } = found;
    if (!how.words) throw new UserError('There is nothing to change here.', '');
    // Somebody may have read the card and be about to press: the words are the asker's alone.
    if (proposal.askedBySlack !== by.slackId)
      throw new UserError('Only who asked may change this.', 'Ask yourself, for a card of yours.');
    return { proposal, words: how.words };
  }

  return {
    async propose({ view, askedBy, askedBySlack, channel, threadTs }) {
      const { kind: _, deed, ...card } = view;
      const how = doing({ deed });
      if (!how) return null;
      const at = now();
      const proposal: Proposal = {
        id: newId(),
        deed,
        card,
        askedBy,
        askedBySlack,
        channel,
        threadTs,
        state: 'open',
        pressedBy: null,
        pressedBySlack: null,
        pressedAt: null,
        outcome: null,
        attempts: 0,
        createdAt: at,
        expiresAt: new Date(at.getTime() + how.lifeMs),
      };
      await addProposal(db, proposal);
      return proposal;
    },

    async press(id, by) {
      const found = await open(id);
      if (!('how' in found)) return found;
      const { proposal, how } = found;
      const reason = await how.refusal(proposal.deed, by);
      if (reason) {
        await leaveLine(proposal, { how, by }, 'refused', reason);
        return { kind: 'refused', reason };
      }
      if (!(await claimProposal(db, proposal, by, now()))) return settled(id, false);
      const { kind, text } = await attempt(proposal, how, by);
      const claimed = { id, attempts: proposal.attempts + 1 };
      await endAttempt(db, claimed, { state: kind, outcome: text });
      await leaveLine(proposal, { how, by }, kind, text);
      return settled(id, true);
    },

    async dismiss(id, by) {
      const found = await open(id);
      if (!('how' in found)) return found;
      const { proposal, how } = found;
      if (proposal.state === 'doing') return { kind: 'busy', proposal };
      if (proposal.askedBySlack !== by.slackId) {
        const reason = await how.refusal(proposal.deed, by);
        if (reason) return { kind: 'refused', reason };
      }
      return settled(id, await closeProposal(db, id, 'dismissed', by, now()));
    },

    async wordsOf(id, by) {
      const { proposal, words } = await editable(id, by);
      return { label: words.label, isLong: words.isLong, text: words.read(proposal.deed) };
    },

    async reword(id, by, text) {
      const { proposal, words } = await editable(id, by);
      const deed = words.write(proposal.deed, text);
      const details = proposal.card.details.map((detail) =>
        detail.name === words.detail ? { ...detail, text: text || '–' } : detail,
      );
      const card = { ...proposal.card, details };
      if (!(await rewordProposal(db, id, { deed, card })))
        throw new UserError('It is too late to change this.', 'Ask again for a new card.');
      return { ...proposal, deed, card };
    },

    hasWords: (proposal) => doing(proposal)?.words !== undefined,
  };
}
