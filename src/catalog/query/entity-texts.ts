import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Db, isAmong, listValue, prepare } from '#dialect';
import { documents, entities } from '../../db/schema.ts';
import type { Entity, Relation } from '../entity.ts';
import { shownAnnotations } from '../location-annotations.ts';
import type { Problem } from '../problem.ts';

/** Entities as Backstage's API answers them, as JSON text: the database is asked for what is not at hand. */
export type EntityTexts = {
  /** Those of the refs that exist, by ref. */
  read: (
    refs: readonly string[],
    relationsOf: (ref: string) => readonly Relation[],
  ) => Promise<Map<string, string>>;
  /** These entities may look different now; null for all. */
  forget: (refs: readonly string[] | null) => void;
};

/** Characters kept at hand: some 6,000 usual entities. Without the bound the whole catalog would end up in memory. */
const MOST_KEPT = 6_000_000;
/** Larger ones (API definitions of megabytes) would push out all others. */
const LARGEST_KEPT = 60_000;

export function createEntityTexts(db: Db): EntityTexts {
  const rowsAmong = prepare(
    db
      .select({
        ref: entities.ref,
        uid: entities.uid,
        etag: entities.etag,
        location: entities.location,
        isCurrent: entities.isCurrent,
        text: sql<string>`cast(${entities.entity} as text)`,
      })
      .from(entities)
      .where(and(isAmong(entities.ref, 'refs'), isNull(entities.removedAt))),
    'query_entities',
  );
  const badDocumentsAmong = prepare(
    db
      .select({ ref: documents.ref, problems: documents.problems })
      .from(documents)
      .where(and(isAmong(documents.ref, 'refs'), eq(documents.isValid, false))),
    'query_bad_documents',
  );
  // Oldest use first. The texts are without their end, which relations follow.
  const kept = new Map<string, string>();
  let characters = 0;
  let changes = 0;

  function drop(ref: string): void {
    characters -= kept.get(ref)?.length ?? 0;
    kept.delete(ref);
  }

  function keep(ref: string, text: string): void {
    drop(ref);
    if (text.length > LARGEST_KEPT) return;
    kept.set(ref, text);
    characters += text.length;
    for (const oldest of kept.keys()) {
      if (characters <= MOST_KEPT) break;
      drop(oldest);
    }
  }

  function forget(refs: readonly string[] | null): void {
    changes++;
    for (const ref of refs ?? [...kept.keys()]) drop(ref);
  }

  async function fetch(refs: readonly string[]): Promise<Map<string, string>> {
    const asked = changes;
    const rows = await rowsAmong.execute({ refs: listValue(refs) });
    const found = new Map<string, string>();
    for (const row of rows) found.set(row.ref, beginning(row));
    // What was read while something changed may be the old text.
    if (asked === changes)
      for (const { ref, isCurrent } of rows) if (isCurrent) keep(ref, found.get(ref) as string);
    const broken = rows.filter(({ isCurrent }) => !isCurrent).map(({ ref }) => ref);
    if (broken.length === 0) return found;
    const problems = await badDocumentsAmong.execute({ refs: listValue(broken) });
    for (const ref of broken) {
      const own = problems.filter((document) => document.ref === ref);
      const status = statusOf(own.flatMap((document) => document.problems));
      found.set(ref, `${found.get(ref)},"status":${JSON.stringify(status)}`);
    }
    return found;
  }

  async function read(
    refs: readonly string[],
    relationsOf: (ref: string) => readonly Relation[],
  ): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const missing: string[] = [];
    for (const ref of refs) {
      const text = kept.get(ref);
      if (text === undefined) {
        missing.push(ref);
        continue;
      }
      kept.delete(ref);
      kept.set(ref, text);
      found.set(ref, text);
    }
    if (missing.length > 0) for (const [ref, text] of await fetch(missing)) found.set(ref, text);
    for (const [ref, text] of found)
      found.set(ref, `${text},"relations":${JSON.stringify(relationsOf(ref))}}`);
    return found;
  }

  return { read, forget };
}

type Row = { uid: string; etag: string; location: string; text: string };

/** The entity with what the server sets, up to the brace that ends it. */
function beginning({ uid, etag, location, text }: Row): string {
  const entity = JSON.parse(text) as Entity;
  const annotations = shownAnnotations(entity, location);
  const shown = { ...entity, metadata: { ...entity.metadata, annotations, uid, etag } };
  return JSON.stringify(shown).slice(0, -1);
}

const BROKEN = 'Its newest document cannot be used; this is the last good content.';

/** Why an entity shows old content, as Backstage tells it. */
function statusOf(problems: readonly Problem[]): object {
  const messages = problems.length > 0 ? problems.map(({ message }) => message) : [BROKEN];
  return {
    items: messages.map((message) => ({
      type: 'backstage.io/catalog-processing',
      level: 'error',
      message: `InputError: ${message}`,
      error: { name: 'InputError', message },
    })),
  };
}
