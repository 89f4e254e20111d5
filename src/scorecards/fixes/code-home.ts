import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { placeOf } from '../../catalog/corrections/place.ts';
import type { CatalogEntity } from '../../catalog/store.ts';
import { repositories } from '../../db/schema.ts';
import { homeOf } from '../../docs/claims.ts';
import { findPlaceIn } from '../../docs/find-place.ts';
import type { FixStuck } from './fixes.ts';

/** Where the code of an entity is: its repository, the folder in it (`''` for the root), and what files the catalog saw there. */
export type CodeHome = {
  kind: 'home';
  /** `owner/name`. */
  repository: string;
  folder: string;
  files: Readonly<Record<string, string>>;
  url: string;
};

/** The repository that holds the code, which need not be the one that holds the descriptor. */
export async function codeHomeOf(db: Db, entity: CatalogEntity): Promise<CodeHome | FixStuck> {
  const { ref, source, location } = entity;
  const { kind, metadata } = entity.entity;
  const find = findPlaceIn({ repositories: await named(db, entity), folders: [] });
  const home = homeOf(
    { ref, kind, name: metadata.name, source, location, entity: entity.entity },
    find,
  );
  const id = /^github:(.+)$/.exec(home?.source ?? '')?.[1];
  const [repository] =
    id === undefined ? [] : await db.select().from(repositories).where(eq(repositories.id, id));
  if (!home || !repository) return elsewhere(db, ref);
  const { slug, url, files, isArchived } = repository;
  if (isArchived)
    return {
      kind: 'stuck',
      reason: `The repository ${slug} is archived, so nothing can be changed in it.`,
      nextStep: 'Unarchive it first.',
      url,
    };
  return { kind: 'home', repository: slug, folder: home.folder, files, url };
}

/** The repositories that an entity names: of tens of thousands, one or two. */
function named(db: Db, { source, location, entity }: CatalogEntity) {
  const annotations = entity.metadata.annotations ?? {};
  const host = /^url:(https?:\/\/[^/]+)\//i.exec(location)?.[1] ?? 'https://github.com';
  const project = annotations['github.com/project-slug'];
  const addresses = [annotations['backstage.io/source-location'], project && `${host}/${project}`];
  const urls = addresses.flatMap((address) => homeUrl(address ?? '') ?? []);
  return db
    .select({
      id: repositories.id,
      url: repositories.url,
      defaultBranch: repositories.defaultBranch,
    })
    .from(repositories)
    .where(
      and(
        isNull(repositories.missingSince),
        or(
          eq(repositories.id, source.replace(/^github:/, '')),
          urls.length > 0 ? inArray(sql`lower(${repositories.url})`, urls) : undefined,
        ),
      ),
    );
}

/** `https://github.com/acme/books` of any address in it, in lower case. */
function homeUrl(address: string): string | null {
  const [, home] = /^(?:url:)?(https?:\/\/[^/]+\/[^/]+\/[^/?#]+)/i.exec(address) ?? [];
  return home?.replace(/\.git$/i, '').toLowerCase() ?? null;
}

async function elsewhere(db: Db, ref: string): Promise<FixStuck> {
  const place = await placeOf(db, ref);
  if (place.kind === 'elsewhere') return { ...place, kind: 'stuck' };
  return {
    kind: 'stuck',
    reason: 'The catalog does not know the repository of its code.',
    nextStep: 'Name it with backstage.io/source-location in the descriptor.',
    url: place.url,
  };
}
