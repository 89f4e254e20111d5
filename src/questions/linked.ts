import { eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { canonicalRef } from '../catalog/ref.ts';
import type { CatalogIndex } from '../catalog/search.ts';
import { entities } from '../db/schema.ts';
import type { Brief, Fact } from './answer.ts';
import type { Briefed } from './brief.ts';
import { briefOfPlace } from './brief-place.ts';
import { repositoryAt } from './facts.ts';
import { onCallIn } from './on-call/look.ts';
import { resolveThing } from './resolve.ts';
import { readGitHub } from './things/github.ts';
import { briefOfRef, readingRoom } from './whose.ts';

/** What a link points to, in two lines. */
export type Linked = {
  /** The same for every spelling of the link. */
  key: string;
  brief: Brief;
  facts: readonly Fact[];
  /** It is about a repository that not everybody of the organisation may read. */
  isPrivate: boolean;
};

export type LinkedTo = (url: string) => Promise<Linked | null>;

/**
 * What a link to a page of the catalog, or to a repository, file or pull request on GitHub, points to. Null for a repository that is not
 * read here, and for every other link.
 * @param refOf the entity a page of our own is about
 */
export function createLinkedTo({
  db,
  index,
  now,
  refOf,
}: {
  db: Db;
  index: CatalogIndex;
  now: () => Date;
  refOf: (url: string) => string | null;
}): LinkedTo {
  return async (url) => {
    const room = readingRoom(db, await index.current(), now());
    const onCallNow = onCallIn(room);
    const said = refOf(url);
    if (said) {
      const ref = canonicalRef(said, { kind: 'component' });
      const briefed = await briefOfRef(room, ref, onCallNow);
      const isPrivate = briefed !== null && (await isOfPrivate(db, ref));
      return briefed && linked(ref, briefed, isPrivate);
    }
    const [thing] = readGitHub(url)?.things ?? [];
    if (thing?.kind !== 'code') return null;
    const repository = await repositoryAt(db, thing.slug);
    // What is only named in descriptors may be anybody's: nothing is said of what we do not read.
    if (!repository || URL.parse(repository.url)?.host !== thing.host) return null;
    const found = await resolveThing(room, thing);
    const isPrivate = repository.visibility === 'private';
    if (found.kind === 'entity') {
      const briefed = await briefOfRef(room, found.ref, onCallNow);
      return briefed && linked(found.ref, briefed, isPrivate);
    }
    if (found.kind !== 'place') return null;
    const briefed = await briefOfPlace(room, found.place, onCallNow);
    return briefed && linked(`${found.place.slug}/${found.place.path.path}`, briefed, isPrivate);
  };
}

function linked(key: string, { brief, facts }: Briefed, isPrivate: boolean): Linked {
  return { key, brief, facts, isPrivate };
}

/** Whether the descriptor of an entity stands in a private repository: then its page says what not everybody may read there. */
async function isOfPrivate(db: Db, ref: string): Promise<boolean> {
  const [row] = await db
    .select({ location: entities.location })
    .from(entities)
    .where(eq(entities.ref, ref));
  const slug = /^url:https?:\/\/[^/]+\/([^/]+\/[^/]+)\//.exec(row?.location ?? '')?.[1] ?? null;
  const repository = await repositoryAt(db, slug);
  return repository?.visibility === 'private';
}
