import type { Db } from '#dialect';
import { labelOf } from '../../catalog/labels.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import { writeAudit } from '../../operations/audit.ts';
import { refusalFor } from '../../operations/rights.ts';
import { type MissState, missOf, settleMiss } from '../misses.ts';
import { type UnknownName, unknownNames } from './list.ts';
import { giveName, takeName } from './naming.ts';

/** Who acts: an entity of the catalog, or the name of a token. */
export type Actor = { ref: string; name: string; isTrusted?: boolean };

export type Settling =
  | { kind: 'done'; text: string }
  /** They may not; the reason is a sentence. */
  | { kind: 'refused'; reason: string }
  /** It cannot be, and which part of what was said is to be mended. */
  | { kind: 'wrong'; part: 'alias' | 'ref'; reason: string };

/** What the platform lead does about names nobody knew. Rights are checked and a line is left in the audit, wherever it is done. */
export type NamesDesk = {
  list: (choice: {
    limit: number;
    states?: readonly MissState[];
    since?: Date;
  }) => Promise<UnknownName[]>;
  /** Why this person may not do what only admins may; null when they may. */
  refusal: (by: Actor) => Promise<string | null>;
  name: (named: { alias: string; ref: string }, by: Actor) => Promise<Settling>;
  unname: (named: { alias: string; ref: string }, by: Actor) => Promise<Settling>;
  /** So that it is not listed any more, or again. */
  setAside: (text: string, isAside: boolean, by: Actor) => Promise<Settling>;
};

export function createNamesDesk({
  db,
  index,
  admins,
  now,
  newId,
}: {
  db: Db;
  index: CatalogIndex;
  admins: readonly string[];
  now: () => Date;
  newId: () => string;
}): NamesDesk {
  type Act = { what: string; target: string; ref: string | null };

  /** Checks the right, does it, and leaves a line about either. */
  async function act(
    { what, target, ref }: Act,
    by: Actor,
    work: () => Promise<Settling>,
  ): Promise<Settling> {
    const view = await index.current();
    const reason = by.isTrusted ? null : refusalFor(view, { ref, by: by.ref, admins });
    const settling: Settling = reason ? { kind: 'refused', reason } : await work();
    if (settling.kind === 'wrong') return settling;
    const isDone = settling.kind === 'done';
    const line = { who: by.ref, what, target, detail: isDone ? settling.text : settling.reason };
    const outcome = isDone ? ('done' as const) : ('refused' as const);
    await writeAudit(db, { ...line, outcome, id: newId(), at: now(), proposal: null });
    return settling;
  }

  return {
    list: async (choice) => unknownNames(db, await index.current(), choice),
    refusal: async (by) =>
      by.isTrusted ? null : refusalFor(await index.current(), { ref: null, by: by.ref, admins }),

    name: ({ alias, ref }, by) =>
      act({ what: 'alias', target: ref, ref }, by, async () => {
        const view = await index.current();
        const given = await giveName({ db, view, now: now() }, { alias, ref, by });
        if (given.kind === 'not') return { kind: 'wrong', part: given.part, reason: given.reason };
        return { kind: 'done', text: `"${alias}" means ${labelOf(view, ref)} from now on.` };
      }),

    unname: ({ alias, ref }, by) =>
      act({ what: 'unalias', target: ref, ref }, by, async () => {
        const name = labelOf(await index.current(), ref);
        if (await takeName({ db, now: now() }, { alias, ref }))
          return { kind: 'done', text: `"${alias}" does not mean ${name} any more.` };
        return { kind: 'wrong', part: 'alias', reason: `Nobody called ${name} "${alias}" here.` };
      }),

    setAside: (text, isAside, by) =>
      act({ what: isAside ? 'ignore' : 'unignore', target: '*', ref: null }, by, async () => {
        const miss = await missOf(db, text);
        const wanted: MissState = isAside ? 'open' : 'ignored';
        if (miss?.state !== wanted)
          return { kind: 'wrong', part: 'alias', reason: 'Somebody settled this already.' };
        const state = isAside ? 'ignored' : 'open';
        await settleMiss(db, text, { state, ref: null, by: by.name, now: now() });
        return {
          kind: 'done',
          text: isAside ? `"${text}" is ignored.` : `"${text}" is listed again.`,
        };
      }),
  };
}
