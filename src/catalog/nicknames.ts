import { and, asc, eq, max, ne } from 'drizzle-orm';
import type { Db } from '#dialect';
import { aliases, catalogRevisions, entities } from '../db/schema.ts';
import { nameKey, nameWords, withoutArticle } from './names.ts';
import type { CatalogView } from './search.ts';

// Names that people here give to entities, kept beside the descriptors: effective at once, on every replica, until somebody takes them away.

export type Nickname = {
  alias: string;
  ref: string;
  /** A ref of a person, or the name somebody goes by. */
  by: string;
  at: Date;
};

/** What stands in the way of a name. */
export type Barrier =
  /** It is called so already. */
  | { kind: 'known' }
  /** Something else is called so, by its own name, its title or another alias. */
  | { kind: 'taken'; ref: string }
  /** Nothing a person could type as a name. */
  | { kind: 'unfit'; reason: string }
  /** There is no such entity. */
  | { kind: 'gone' };

export type Naming = { kind: 'added' } | Barrier;

const LONGEST = 60;
/** What `aliases.origin` says of names that descriptors and renames gave. */
const NOT_SAID = ['annotation', 'rename'] as const;

/** What is wrong with a name before anybody is asked about it; null where it may be one. */
export function unfit(alias: string): string | null {
  const words = nameWords(alias);
  if (words.join('').length < 2) return 'A name needs two letters or digits at least.';
  if (alias.trim().length > LONGEST) return `A name has ${LONGEST} characters at most.`;
  if (/[\p{Cc}\p{Cf}<>`]/u.test(alias)) return 'A name is plain words.';
  return null;
}

/** What stands in the way of a name for an entity; null where nothing does. */
export function barrierTo(
  view: CatalogView,
  { alias, ref }: { alias: string; ref: string },
): Barrier | null {
  const reason = unfit(alias);
  if (reason) return { kind: 'unfit', reason };
  if (!view.get(ref)) return { kind: 'gone' };
  const bearers = bearersOf(view, alias);
  if (bearers.includes(ref)) return { kind: 'known' };
  const [bearer] = bearers;
  return bearer === undefined ? null : { kind: 'taken', ref: bearer };
}

/** What is called so, by its own name, its title or an alias, or known by it as a handle. */
export function bearersOf(view: CatalogView, said: string): string[] {
  return [said, withoutArticle(said)].flatMap((name) =>
    view
      .find(name, { except: ['location'], depth: 'exact', limit: 20 })
      .filter(({ match }) => match === 'exact' || match === 'handle')
      .map(({ entry }) => entry.ref),
  );
}

/**
 * Gives an entity another name. One that something else has already is refused: an alias never stands in the way of a name.
 */
export async function addNickname(
  db: Db,
  view: CatalogView,
  { alias: given, ref, by, now }: { alias: string; ref: string; by: string; now: Date },
): Promise<Naming> {
  const alias = given.replace(/\s+/g, ' ').trim();
  const barrier = barrierTo(view, { alias, ref });
  if (barrier) return barrier;
  return rename(db, { ref, now }, async () => {
    const other = await namedMeanwhile(db, alias, ref);
    if (other) return { kind: 'taken', ref: other };
    return (tx) =>
      tx.insert(aliases).values({ alias, ref, origin: by, createdAt: now }).onConflictDoNothing();
  });
}

/** What another replica gave this name to since the index was read. */
async function namedMeanwhile(db: Db, alias: string, ref: string): Promise<string | null> {
  const rows = await db.select().from(aliases).where(ne(aliases.ref, ref));
  const keys = new Set([nameKey(alias), nameKey(withoutArticle(alias))]);
  return rows.find((row) => keys.has(nameKey(row.alias)))?.ref ?? null;
}

/** Takes a name away that a person gave; false when there is none. Names of descriptors are changed there. */
export async function removeNickname(
  db: Db,
  { alias, ref, now }: { alias: string; ref: string; now: Date },
): Promise<boolean> {
  const [found] = await nicknamesOf(db, { ref, alias });
  if (!found) return false;
  await rename(
    db,
    { ref, now },
    async () => (tx) =>
      tx.delete(aliases).where(and(eq(aliases.alias, alias), eq(aliases.ref, ref))),
  );
  return true;
}

/** Names that people gave, newest first. */
export async function nicknamesOf(
  db: Db,
  { ref, alias }: { ref?: string; alias?: string } = {},
): Promise<Nickname[]> {
  const rows = await db
    .select()
    .from(aliases)
    .where(
      and(
        ...NOT_SAID.map((origin) => ne(aliases.origin, origin)),
        ref === undefined ? undefined : eq(aliases.ref, ref),
        alias === undefined ? undefined : eq(aliases.alias, alias),
      ),
    )
    .orderBy(asc(aliases.alias));
  return rows
    .map(({ alias: name, ref: named, origin, createdAt }) => ({
      alias: name,
      ref: named,
      by: origin,
      at: createdAt,
    }))
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}

type Change = Parameters<Parameters<Db['atomically']>[0]>[0];

const MOST_ATTEMPTS = 10;

/**
 * A change of names raises the revision of what is named, and so every index reads it again. `plan` looks once more before each
 * attempt: a revision is taken once, so of two who change names at the same time the second sees what the first has done.
 */
async function rename(
  db: Db,
  { ref, now }: { ref: string; now: Date },
  plan: () => Promise<Naming | ((tx: Change) => unknown)>,
): Promise<Naming> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await newestRevision(db);
    const revision = before + 1;
    const change = await plan();
    if (typeof change !== 'function') return change;
    try {
      await db.atomically((tx) => [
        tx.insert(catalogRevisions).values({ revision, at: now }),
        change(tx),
        tx.update(entities).set({ revision }).where(eq(entities.ref, ref)),
      ]);
      return { kind: 'added' };
    } catch (error) {
      const isOutrun = (await newestRevision(db)) > before;
      if (!isOutrun || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

async function newestRevision(db: Db): Promise<number> {
  const [row] = await db
    .select({ revision: max(catalogRevisions.revision) })
    .from(catalogRevisions);
  return row?.revision ?? 0;
}
