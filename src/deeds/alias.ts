import type { Db } from '#dialect';
import { labelOf } from '../catalog/labels.ts';
import type { CatalogIndex } from '../catalog/search.ts';
import { refusalFor } from '../operations/rights.ts';
import { giveName, takeName } from '../questions/unknown/naming.ts';
import type { Doing } from './doing.ts';

type Parts = {
  db: Db;
  index: CatalogIndex;
  /** Refs of the teams and people who may name anything. */
  admins: readonly string[];
  onNamed: () => Promise<void>;
};

/** Whoever owns the thing may be away for some days. */
const WEEK_MS = 7 * 24 * 60 * 60_000;

/** Gives an entity another name: understood at once, wherever somebody asks. */
export function aliasDeed({ db, index, admins, onNamed }: Parts): Doing<'alias'> {
  return {
    lifeMs: WEEK_MS,
    target: ({ ref }) => ref,
    refusal: async ({ ref }, by) => refusalFor(await index.current(), { ref, by: by.ref, admins }),
    async carryOut({ ref, alias }, { by, now }) {
      const view = await index.current();
      const given = await giveName({ db, view, now }, { alias, ref, by });
      if (given.kind === 'not') return { kind: 'failed', text: given.reason };
      await onNamed();
      return { kind: 'done', text: `"${alias}" means ${labelOf(view, ref)} from now on.` };
    },
  };
}

/** Takes away a name that somebody gave here. */
export function unaliasDeed({ db, index, admins, onNamed }: Parts): Doing<'unalias'> {
  return {
    lifeMs: WEEK_MS,
    target: ({ ref }) => ref,
    refusal: async ({ ref }, by) => refusalFor(await index.current(), { ref, by: by.ref, admins }),
    async carryOut({ ref, alias }, { now }) {
      const name = labelOf(await index.current(), ref);
      // The same press may come here twice; the second time the name is gone already.
      await takeName({ db, now }, { alias, ref });
      await onNamed();
      return { kind: 'done', text: `"${alias}" does not mean ${name} any more.` };
    },
  };
}
