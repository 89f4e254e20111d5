import { and, between, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { aliases, documents, entities } from '../../db/schema.ts';
import { chunks } from '../chunks.ts';
import { nameKey, nameWords } from '../names.ts';
import { parseRef } from '../ref.ts';
import { aliasesOf, emailOf, titleOf } from '../summary.ts';
import { createTypos } from './typos.ts';

/** The existing entity that a ref to nothing probably means, and how the two are alike. */
export type Meant = { ref: string; how: 'namespace' | 'kind' | 'platform' | 'alias' | 'name' };

/** For refs that nothing has: what each of them probably means; null where that cannot be said. */
export async function whatIsMeant(
  db: Db,
  missing: readonly string[],
): Promise<(ref: string) => Meant | null> {
  if (missing.length === 0) return () => null;
  const names = namesOf(await candidates(db, missing));
  const areOwners = missing.some((ref) => isPeople(ref));
  const called = areOwners ? await otherNames(db, missing) : new Map<string, Meant>();
  return (ref) => sameName(ref, names) ?? calledSo(ref, called) ?? nearName(ref, names);
}

/** More slips than this are another word. */
const MOST_SLIPS = 2;

/** Refs that one of the missing may mean: of its name, of its kind and about its length, and for owners every team and person. */
async function candidates(db: Db, missing: readonly string[]): Promise<string[]> {
  const kinds = new Set(missing.map(kindIn));
  if (missing.some(isOwnerLike)) for (const kind of ['group', 'user']) kinds.add(kind);
  const lengths = missing.map((ref) => nameIn(ref).length);
  const known = await db
    .select({ ref: entities.ref })
    .from(entities)
    .where(
      and(
        isNull(entities.removedAt),
        or(
          // The names of so many are compared faster than they are listed.
          missing.length > FEW
            ? sql`1 = 1`
            : inArray(sql`lower(${entities.name})`, missing.map(nameIn)),
          eq(entities.kind, 'group'),
          and(
            inArray(entities.kind, [...kinds]),
            between(
              sql`length(${entities.name})`,
              Math.min(...lengths) - MOST_SLIPS,
              Math.max(...lengths) + MOST_SLIPS,
            ),
          ),
        ),
      ),
    );
  return known.map(({ ref }) => ref);
}

const FEW = 500;

type Names = {
  byName: ReadonlyMap<string, readonly string[]>;
  typos: ReturnType<typeof createTypos>;
  teams: readonly { ref: string; words: readonly string[] }[];
};

function namesOf(refs: readonly string[]): Names {
  const byName = new Map<string, string[]>();
  const typos = createTypos();
  const teams: { ref: string; words: readonly string[] }[] = [];
  for (const ref of refs) {
    const kind = ref.slice(0, ref.indexOf(':'));
    const name = nameIn(ref);
    const same = byName.get(name);
    if (same) same.push(ref);
    else byName.set(name, [ref]);
    typos.add(kind, name, ref);
    if (kind === 'group') teams.push({ ref, words: telling(name) });
  }
  return { byName, typos, teams };
}

function nameIn(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}

function kindIn(ref: string): string {
  return ref.slice(0, ref.indexOf(':'));
}

function isPeople(ref: string): boolean {
  return ref.startsWith('group:') || ref.startsWith('user:');
}

/** The very name in another namespace, or of another kind that may stand in its place. */
function sameName(ref: string, { byName }: Names): Meant | null {
  const alike = byName.get(nameIn(ref)) ?? [];
  const elsewhere = alike.find((other) => kindIn(other) === kindIn(ref));
  if (elsewhere) return { ref: elsewhere, how: 'namespace' };
  // Teams and people own, and nothing else does; things depend on things.
  const fit = alike.filter((other) => isPeople(other) === isOwnerLike(ref));
  const here = fit.find((other) => parseRef(other).namespace === parseRef(ref).namespace);
  const other = here ?? fit[0];
  return other ? { ref: other, how: 'kind' } : null;
}

/** `team:payments` is meant for a Group as well. */
function isOwnerLike(ref: string): boolean {
  return isPeople(ref) || /^(?:team|squad|person):/.test(ref);
}

/** Slugs, aliases, titles and e-mail addresses of teams and people, each by its key; what two of them are called is nobody's. */
async function otherNames(db: Db, missing: readonly string[]): Promise<Map<string, Meant>> {
  const found = new Map<string, Meant | null>();
  const add = (name: string | null, ref: string, how: Meant['how']) => {
    const key = name === null ? '' : nameKey(name);
    if (key === '') return;
    const before = found.get(key);
    if (before === undefined) found.set(key, { ref, how });
    else if (before?.ref !== ref) found.set(key, null);
  };
  const joined = await db
    .select({ ref: documents.ref, joins: documents.joins })
    .from(documents)
    .innerJoin(entities, eq(entities.ref, documents.ref))
    .where(and(isNotNull(documents.joins), isNull(entities.removedAt)));
  for (const { ref, joins } of joined)
    if (ref && joins) add(joins.slice(joins.indexOf('=') + 1), ref, 'platform');
  // Addresses are looked through only where one is named: there may be thousands of people.
  const hasAddress = missing.some((ref) => ref.includes('@'));
  const people = await db
    .select({ ref: entities.ref, entity: entities.entity })
    .from(entities)
    .where(
      and(
        hasAddress ? inArray(entities.kind, ['group', 'user']) : eq(entities.kind, 'group'),
        isNull(entities.removedAt),
      ),
    );
  for (const { ref, entity } of people) {
    add(titleOf(entity), ref, 'alias');
    add(emailOf(entity), ref, 'alias');
    for (const alias of aliasesOf(entity)) add(alias, ref, 'alias');
  }
  for (const chunk of chunks(missing.map(nameIn))) {
    const rows = await db
      .select({ alias: aliases.alias, ref: aliases.ref })
      .from(aliases)
      .where(inArray(aliases.alias, chunk));
    for (const { alias, ref } of rows) add(alias, ref, 'alias');
  }
  return new Map([...found].flatMap(([key, one]) => (one ? [[key, one] as const] : [])));
}

function calledSo(ref: string, called: ReadonlyMap<string, Meant>): Meant | null {
  if (!isOwnerLike(ref)) return null;
  return called.get(nameKey(nameIn(ref))) ?? null;
}

/** A slip of the finger, or for a team the same telling words: `team-payments` and `payments`, `payments` and `payments-platform`. */
function nearName(ref: string, { typos, teams }: Names): Meant | null {
  const kinds = isOwnerLike(ref) ? ['group', 'user'] : [kindIn(ref)];
  for (const kind of kinds) {
    const near = typos.nearest(kind, nameIn(ref));
    if (near) return { ref: near, how: 'name' };
  }
  if (!isOwnerLike(ref)) return null;
  const words = telling(nameIn(ref));
  const same = teams.filter((team) => nameKeyOf(team.words) === nameKeyOf(words));
  const within = teams.filter(
    ({ words: others }) => isPart(words, others) || isPart(others, words),
  );
  const [only, ...rivals] = same.length > 0 ? same : within;
  return only && rivals.length === 0 ? { ref: only.ref, how: 'name' } : null;
}

/** The words of a team's name without those that only say that it is one. */
function telling(name: string): string[] {
  const words = nameWords(name);
  const some = words.filter((word) => !/^(?:teams?|squad|tribe|group|the|guild|crew)$/.test(word));
  return some.length > 0 ? some : words;
}

function nameKeyOf(words: readonly string[]): string {
  return words.join('');
}

function isPart(some: readonly string[], all: readonly string[]): boolean {
  return some.length > 0 && some.length < all.length && some.every((word) => all.includes(word));
}
