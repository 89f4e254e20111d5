import { createHash } from 'node:crypto';
import type { Db } from '#dialect';
import { CLAIM_MS } from '../../catalog/corrections/corrections.ts';
import { labelIn } from '../../catalog/corrections/label.ts';
import { placeOf } from '../../catalog/corrections/place.ts';
import { previewOf } from '../../catalog/corrections/preview.ts';
import type { Proposed, PullRequests } from '../../catalog/corrections/pull-request.ts';
import type { Asker } from '../../catalog/corrections/row.ts';
import type { ForeignKinds } from '../../catalog/foreign-kinds.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import { entityByRef } from '../../catalog/store.ts';
import { titleOf } from '../../catalog/summary.ts';
import type { By } from '../desk/desk.ts';
import { ASK_THEM, auditLine, ownersOf, refusalOf, refuse } from '../desk/parts.ts';
import type { Check, Scorecard } from '../scorecard.ts';
import type { Standards } from '../standards.ts';
import { afterLook } from './after-look.ts';
import { codeHomeOf } from './code-home.ts';
import { fixBranch, fixProposal } from './fix-proposal.ts';
import type { FixRow } from './fix-row.ts';
import {
  addFix,
  claimFix,
  dueFixes,
  fixById,
  fixesWhere,
  hurryFixes,
  settledFixes,
  UNDER_WAY,
  updateFix,
} from './fix-store.ts';
import type { CheckKey, FixAsked, Fixes, FixStuck } from './fixes.ts';
import { type PlannedFix, planFix } from './plan-fix.ts';
import { type RenderFix, renderedFix } from './render-fix.ts';

export type FixParts = {
  db: Db;
  index: CatalogIndex;
  standards: Pick<Standards, 'scorecards' | 'judge'>;
  now: () => Date;
  newId: () => string;
  admins: readonly string[];
  kinds?: ForeignKinds;
  /** Null where nothing may be written; `whyNot` says what to set then. */
  github: Pick<PullRequests, 'propose' | 'look'> | null;
  whyNot: string;
  render: RenderFix;
  /** A fix was merged: its repository is read again, should the webhook be lost. May be called again for the same one. */
  onMerged: (row: FixRow) => Promise<void>;
};

type Planned = { plan: PlannedFix; scorecard: Scorecard; check: Check };

const BATCH = 50;

/** "Open PR" below a failing check: from the press to the merge. */
export function createFixes(parts: FixParts): Fixes {
  const { db, index, now, admins, github } = parts;

  /** `isWrittenOut` false: expressions stay as they are, for who only wants to know whether there is a fix; that is asked often. */
  async function planOf(key: CheckKey, isWrittenOut = true): Promise<Planned | FixStuck> {
    const { ref, scorecard: name, check: id } = key;
    const scorecard = (await parts.standards.scorecards()).find((one) => one.name === name);
    const check = scorecard?.checks.find((one) => one.id === id);
    const found = await entityByRef(db, ref);
    if (!scorecard || !check || !found)
      return stuck('The entity or the check is not there any more.', 'Look at /scorecards.');
    if (!check.fix) return stuck('No pull request can fix this check.', check.howToFix);
    const view = await index.current();
    const ownerRef = view.out(ref, 'ownedBy')[0] ?? null;
    const owner = ownerRef ? ((await entityByRef(db, ownerRef))?.entity ?? null) : null;
    const about = { entity: found.entity, owner };
    const fix = isWrittenOut ? await renderedFix(check.fix, about, parts.render) : check.fix;
    if ('kind' in fix) return fix;
    const plan = planFix(fix, {
      ref,
      name: labelIn(view, ref),
      kinds: parts.kinds,
      descriptor: await placeOf(db, ref),
      home: await codeHomeOf(db, found),
      owner: ownerRef ? { label: labelIn(view, ownerRef), entity: owner } : null,
    });
    if (plan.kind === 'stuck') return plan;
    return github ? { plan, scorecard, check } : stuck('I may not write to GitHub.', parts.whyNot);
  }

  /** The same for who has not pressed yet; a press that is kept goes on, because the file may be there by its own pull request. */
  async function openPlanOf(key: CheckKey, isWrittenOut = true): Promise<Planned | FixStuck> {
    const planned = await planOf(key, isWrittenOut);
    if ('kind' in planned || !planned.plan.isThere) return planned;
    const { path, repository } = planned.plan;
    return stuck(`${path} is in ${repository} already.`, planned.check.howToFix);
  }

  /** Why nothing is to be opened although it could be: the check fails no more. */
  async function unneeded({ ref, scorecard, check }: CheckKey): Promise<FixStuck | null> {
    const results = await parts.standards.judge(ref);
    const result = results
      .find((one) => one.scorecard.name === scorecard)
      ?.checks.find((one) => one.check.id === check);
    if (result?.outcome === 'pass') return stuck('The check passes by now.', 'Nothing is to do.');
    if (result?.outcome === 'not-applicable')
      return stuck('The check is not about this entity any more.', 'Nothing is to do.');
    return null;
  }

  async function ask(key: CheckKey, by: By): Promise<FixAsked> {
    const view = await index.current();
    const { ref, scorecard, check } = key;
    const deed = { what: 'fix', target: ref, by };
    const reason = refusalOf(view, { by, refs: ownersOf(view, ref), admins });
    if (reason !== null) {
      await refuse(parts, { ...deed, reason, nextStep: ASK_THEM });
      return { kind: 'refused', reason, nextStep: ASK_THEM };
    }
    const newest = (await fixesWhere(db, { refs: [ref], scorecard, check, limit: 1 }))[0];
    // A press on an older message finds what is under way.
    if (newest && UNDER_WAY.includes(newest.state))
      return { kind: 'kept', row: newest, isNew: false };
    const planned = await openPlanOf(key);
    if ('kind' in planned) return planned;
    const wrong = await unneeded(key);
    if (wrong) return wrong;
    const id = hashOf(key, await settledFixes(db, key));
    const { repository, path, title } = planned.plan;
    const askedAt = now();
    const row: FixRow = {
      id,
      ref,
      scorecard,
      check,
      state: 'asked',
      repository,
      path,
      branch: fixBranch(id, key),
      number: null,
      url: null,
      askedBy: by.ref,
      askedAt,
      openedAt: null,
      settledAt: null,
      settledBy: null,
      problem: null,
      nextStep: null,
      attempts: 0,
      dueAt: askedAt,
    };
    const detail = `${title}, in ${repository}.`;
    const line = by.isAudited ? null : auditLine(parts, { ...deed, id: `fix:${id}`, detail });
    const kept = await addFix(db, row, line);
    const isNew = kept.askedBy === by.ref && kept.askedAt.getTime() === askedAt.getTime();
    return { kind: 'kept', row: kept, isNew };
  }

  async function carryOut(id: string): Promise<FixRow | null> {
    const row = await fixById(db, id);
    if (!row || !github || !UNDER_WAY.includes(row.state)) return row;
    if (!(await claimFix(db, row, new Date(now().getTime() + CLAIM_MS)))) return fixById(db, id);
    const { repository, number } = row;
    const found =
      row.state === 'opened' && number !== null
        ? await github.look({ repository, number })
        : await open(row, github);
    // Before the row says so: whoever dies in between comes here again.
    if (found.kind === 'merged') await parts.onMerged(row);
    await updateFix(db, id, afterLook(row, found, now()));
    return fixById(db, id);
  }

  async function open(row: FixRow, { propose }: Pick<PullRequests, 'propose'>): Promise<Proposed> {
    const planned = await planOf(row);
    if ('kind' in planned) return planned;
    const view = await index.current();
    const ownerRef = view.out(row.ref, 'ownedBy')[0];
    const owner = ownerRef ? ((await entityByRef(db, ownerRef))?.entity ?? null) : null;
    const asker = await askerOf(row.askedBy);
    // The row says which file it is: where another one would be changed by now, the branch still holds the first.
    const plan = { ...planned.plan, repository: row.repository, path: row.path };
    return propose(fixProposal({ ...planned, row, planned: plan, asker, owner }));
  }

  async function askerOf(ref: string): Promise<Asker> {
    const entity = ref.includes(':') ? ((await entityByRef(db, ref))?.entity ?? null) : null;
    const login = entity?.metadata.annotations?.['github.com/user-login'] ?? null;
    return { ref: entity && ref, name: (entity && titleOf(entity)) ?? ref, login };
  }

  return {
    ask,
    carryOut,
    async check(key) {
      const planned = await openPlanOf(key, false);
      return 'kind' in planned ? planned : null;
    },
    async preview(key) {
      const planned = await openPlanOf(key);
      if ('kind' in planned) return planned;
      const { title, repository, path, edit, mayCreate } = planned.plan;
      const change = await previewOf(db, { repository, path, mayCreate }, edit);
      return { kind: 'planned', title, repository, path, change };
    },
    async work() {
      for (const { id } of await dueFixes(db, now(), BATCH)) await carryOut(id);
    },
    hint: (repositoryId) => hurryFixes(db, { repositoryId, now: now() }),
    async of(ref, { scorecard, check }) {
      return (await fixesWhere(db, { refs: [ref], scorecard, check, limit: 1 }))[0] ?? null;
    },
  };
}

function stuck(reason: string, nextStep: string): FixStuck {
  return { kind: 'stuck', reason, nextStep, url: null };
}

function hashOf({ ref, scorecard, check }: CheckKey, turn: number): string {
  const text = JSON.stringify([ref, scorecard, check, turn]);
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}
