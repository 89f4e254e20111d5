import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { entities } from '../../db/schema.ts';
import type { Entity } from '../entity.ts';
import type { ForeignKinds } from '../foreign-kinds.ts';
import type { CatalogIndex } from '../search.ts';
import { titleOf as nameOfEntity } from '../summary.ts';
import { aliasKeyIn } from './alias-key.ts';
import { type Check, checkCorrection } from './check.ts';
import { type Correction, inWords, isRival, isSingle } from './correction.ts';
import { correctDescriptor, type Edited } from './edit.ts';
import { labelIn } from './label.ts';
import { type FilePlace, placeOf } from './place.ts';
import { type Preview, previewOf } from './preview.ts';
import { branchOf, proposalOf, type Said as SourceSaid } from './proposal.ts';
import type { Proposed, PullRequests } from './pull-request.ts';
import type { Asker } from './row.ts';
import {
  addCorrection,
  type CorrectionRow,
  claimCorrection,
  correctionById,
  dueCorrections,
  hurry,
  pendingOf,
  settledBefore,
  untoldCorrections,
  updateCorrection,
} from './store.ts';
import { answerFor, type Judged, judge, type Owners, type Said } from './verdict.ts';

export type CorrectionsOptions = {
  db: Db;
  index: CatalogIndex;
  now: () => Date;
  kinds?: ForeignKinds;
  /** Null where nothing may be written; `whyNot` says what to set then. */
  github: PullRequests | null;
  whyNot: string;
  /** What the sources say about an entity, for the pull request. */
  said?: (ref: string) => Promise<readonly SourceSaid[]>;
  /** Tells people what became of a correction; may be called again for the same news. */
  tell: (row: CorrectionRow) => Promise<void>;
  /** Who may say for the owner whether it is so, and where that is written down. */
  owners: Owners;
};

/** What came of asking for a correction. */
export type Asked =
  | { kind: 'kept'; row: CorrectionRow; isNew: boolean }
  | { kind: 'wrong'; check: NonNullable<Check> }
  /** It cannot be done from here. */
  | { kind: 'stuck'; reason: string; nextStep: string; url: string | null };

export type Corrections = {
  /** Checks a correction and keeps it as a row; the pull request comes with `work`. */
  ask: (asked: { correction: Correction; reason: string; asker: Asker }) => Promise<Asked>;
  /** The same checks, without keeping anything. */
  check: (correction: Correction) => Promise<Exclude<Asked, { kind: 'kept' }> | null>;
  placeOf: (ref: string) => Promise<FilePlace>;
  /** What would change in the file, without keeping anything. */
  preview: (correction: Correction) => Promise<Preview>;
  askerOf: (ref: string | null, name: string) => Promise<Asker>;
  /** Opens pull requests that are due, looks after those that are open, tells what was not told. Ends the same however often it runs. */
  work: () => Promise<void>;
  /** Does what is to be done about one correction now. `again`: somebody new is told of what others were told. */
  carryOut: (id: string, options?: { again?: boolean }) => Promise<CorrectionRow | null>;
  /** Somebody of the owner says whether it is so. */
  judge: (said: Said) => Promise<Judged>;
  /** Something happened to pull requests of a repository, by GitHub's node id. */
  hint: (repositoryId: string) => Promise<void>;
};

const MINUTE = 60_000;
/** A webhook comes sooner; this is for those that were lost. */
export const LOOK_AGAIN_MS = 10 * MINUTE;
export const CLAIM_MS = 2 * MINUTE;
const LONGEST_WAIT_MS = 30 * MINUTE;
const BATCH = 50;

/** "Wrong? Fix it": from what somebody says is wrong to the pull request, and what became of it. */
export function createCorrections(options: CorrectionsOptions): Corrections {
  const { db, index, now, github, tell } = options;

  async function check(correction: Correction) {
    const view = await index.current();
    const wrong = checkCorrection(view, correction);
    if (wrong) return { kind: 'wrong' as const, check: wrong };
    const place = await reachable(correction.ref);
    if (place.kind === 'elsewhere') return { ...place, kind: 'stuck' as const };
    const rival = (await pendingOf(db, correction.ref)).find((row) => isRival(row, correction));
    return rival ? { kind: 'stuck' as const, ...(await proposedBefore(rival)) } : null;
  }

  /** Where it is stated, if a pull request may be opened there. */
  async function reachable(ref: string): Promise<FilePlace> {
    const place = await placeOf(db, ref);
    if (place.kind === 'elsewhere' || github) return place;
    const reason = 'I may not write to GitHub.';
    return { kind: 'elsewhere', reason, nextStep: options.whyNot, url: place.url };
  }

  async function proposedBefore(row: CorrectionRow) {
    const view = await index.current();
    const what = inWords(row, (ref) => labelIn(view, ref));
    const pull = row.number === null ? '' : ` in pull request #${row.number}`;
    return {
      reason: `${row.asker.name} proposed something else already${pull}: ${what}.`,
      nextStep: 'Say there what is right; once it is closed, propose it here.',
      url: row.url,
    };
  }

  async function editFor(correction: Correction): Promise<(text: string) => Edited> {
    const aliasKey = correction.field === 'alias' ? await aliasKeyIn(db) : undefined;
    const { kinds } = options;
    return (text) => correctDescriptor(text, correction, { kinds, ...(aliasKey && { aliasKey }) });
  }

  async function ask({
    correction,
    reason,
    asker,
  }: Parameters<Corrections['ask']>[0]): Promise<Asked> {
    const wrong = await check(correction);
    if (wrong) return wrong;
    const place = await placeOf(db, correction.ref);
    if (place.kind === 'elsewhere') return { ...place, kind: 'stuck' };
    const { ref, field, value, was } = correction;
    const proposal = hashOf([ref, field, value, isSingle(field) ? '' : (was ?? '')]);
    const turn = await settledBefore(db, proposal);
    const id = turn === 0 ? proposal : `${proposal}-${turn + 1}`;
    const view = await index.current();
    const isNew = await addCorrection(db, {
      id,
      proposal,
      ...correction,
      reason,
      asker,
      owner: view.out(ref, 'ownedBy')[0] ?? null,
      state: 'asked',
      repository: place.repository,
      path: place.path,
      branch: branchOf(id, correction),
      askedAt: now(),
      dueAt: now(),
      attempts: 0,
    });
    const row = await correctionById(db, id);
    if (!row) throw new Error('A correction that was kept is gone.');
    return { kind: 'kept', row, isNew };
  }

  async function carryOut(id: string, { again = false } = {}): Promise<CorrectionRow | null> {
    const row = await correctionById(db, id);
    if (!row) return null;
    if (isOpen(row) && github) await turn(row, github);
    const after = await correctionById(db, id);
    if (after) await tellOnce(again ? { ...after, told: null } : after);
    return after;
  }

  async function turn(row: CorrectionRow, { propose, look, answer }: PullRequests) {
    if (!(await claimCorrection(db, row, new Date(now().getTime() + CLAIM_MS)))) return;
    const { repository, number } = row;
    const saying = row.isVerdictSaid === false ? answerFor(row) : null;
    const found =
      row.state !== 'opened' || number === null
        ? await propose(await proposalFor(row))
        : saying
          ? await answer({ repository, number, ...saying })
          : await look({ repository, number });
    const isSaid = saying !== null && found.kind !== 'later';
    await updateCorrection(db, row.id, {
      ...changeFor(row, found, now()),
      ...(isSaid && { isVerdictSaid: true }),
    });
  }

  async function proposalFor(row: CorrectionRow) {
    const view = await index.current();
    const correction: Correction = {
      ref: row.ref,
      field: row.field,
      value: row.value,
      was: row.was,
    };
    return proposalOf({
      ...row,
      correction,
      said: (await options.said?.(row.ref)) ?? [],
      owner: row.owner ? await entityOf(db, row.owner) : null,
      nameOf: (ref) => labelIn(view, ref),
      edit: await editFor(correction),
    });
  }

  async function tellOnce(row: CorrectionRow): Promise<void> {
    const isNews = row.state !== 'asked' || row.problem !== null;
    if (!isNews || row.told === row.state) return;
    await tell(row);
    await updateCorrection(db, row.id, { told: row.state });
  }

  return {
    ask,
    check,
    carryOut,
    placeOf: reachable,
    async preview(correction) {
      const place = await reachable(correction.ref);
      if (place.kind === 'elsewhere') return { ...place, kind: 'stuck' };
      return previewOf(db, place, await editFor(correction));
    },
    async askerOf(ref, name) {
      const entity = ref ? await entityOf(db, ref) : null;
      const login = entity?.metadata.annotations?.['github.com/user-login'] ?? null;
      return { ref, name: (entity && nameOfEntity(entity)) ?? name, login };
    },
    async work() {
      if (github) for (const row of await dueCorrections(db, now(), BATCH)) await turn(row, github);
      for (const row of await untoldCorrections(db, BATCH)) await tellOnce(row);
    },
    judge: (said) => judge({ db, now, owners: options.owners }, said),
    hint: (repositoryId) => hurry(db, { repositoryId, now: now() }),
  };
}

function isOpen({ state }: CorrectionRow): boolean {
  return state === 'asked' || state === 'opened';
}

/** What a row becomes by what GitHub said. */
export function changeFor(row: CorrectionRow, found: Proposed, now: Date): Partial<CorrectionRow> {
  switch (found.kind) {
    case 'opened':
      return {
        state: 'opened',
        number: found.number,
        url: found.url,
        openedAt: row.openedAt ?? now,
        problem: null,
        nextStep: null,
        dueAt: new Date(now.getTime() + LOOK_AGAIN_MS),
      };
    case 'merged':
    case 'closed':
      return {
        state: found.kind,
        number: found.number,
        url: found.url,
        settledBy: found.kind === 'closed' ? (keeperOf(row) ?? found.by) : found.by,
        settledWhy: found.kind === 'closed' ? found.why : null,
        settledAt: now,
        problem: null,
        nextStep: null,
      };
    case 'same':
      return { state: 'unneeded', settledAt: now, problem: null, nextStep: null };
    case 'stuck':
      // A pull request that cannot be looked at any more is open as far as anybody knows.
      if (row.state === 'opened')
        return { problem: found.reason, nextStep: found.nextStep, dueAt: later(row, now) };
      return { state: 'failed', problem: found.reason, nextStep: found.nextStep, settledAt: now };
    case 'later':
      return { problem: found.reason, nextStep: null, dueAt: later(row, now) };
  }
}

/** Who had it closed: GitHub only knows that we did. */
function keeperOf({ verdict }: CorrectionRow): string | null {
  return verdict?.says === 'keep' ? verdict.name : null;
}

/** When what could not be done is tried again: each time a little later. */
export function later({ attempts }: { attempts: number }, now: Date): Date {
  return new Date(now.getTime() + Math.min(LONGEST_WAIT_MS, MINUTE * 2 ** Math.min(attempts, 5)));
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 10);
}

async function entityOf(db: Db, ref: string): Promise<Entity | null> {
  const [row] = await db.select().from(entities).where(eq(entities.ref, ref));
  return row && !row.removedAt ? row.entity : null;
}
