import { inArray, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../../catalog/chunks.ts';
import { repositoryIdOf } from '../../../catalog/leaving.ts';
import { type CodeFolder, codeOf } from '../../../catalog/links.ts';
import type { CatalogEntity } from '../../../catalog/store.ts';
import { repositories } from '../../../db/schema.ts';
import { folderOf } from '../../entities-of-files.ts';

export type StoredRepository = typeof repositories.$inferSelect;

/** Where the files of an entity are: its repository, and its folder in it. */
export type Home = { repository: StoredRepository; folder: string };

const ADDRESS = /^url:https?:\/\/[^/]+\/([^/]+\/[^/]+)\/(?:blob|tree)\/[^/]+\/(.*)$/;
/** Repositories that hold descriptors of others. */
const CENTRAL = /catalog|backstage|callboard/i;

/** Where each of the entities is at home, by ref; those without a repository that is read are left out. */
export async function homesOf(
  db: Db,
  entities: Iterable<CatalogEntity>,
): Promise<Map<string, Home>> {
  const wanted: { ref: string; code: CodeFolder | { id: string; folder: string } }[] = [];
  for (const one of entities) {
    const code = codeOf(one.entity, one.location) ?? besideDescriptor(one);
    if (code) wanted.push({ ref: one.ref, code });
  }
  const found = await repositoriesAt(db, {
    slugs: wanted.flatMap(({ code }) => ('slug' in code ? [code.slug] : [])),
    ids: wanted.flatMap(({ code }) => ('id' in code ? [code.id] : [])),
  });
  const homes = new Map<string, Home>();
  for (const { ref, code } of wanted) {
    const repository = found.get('id' in code ? code.id : code.slug.toLowerCase());
    if (!repository) continue;
    homes.set(ref, { repository, folder: folderOf(code.folder.replace(/^\/+|\/+$/g, '')) });
  }
  return homes;
}

/** An API, a resource or a system belongs to the repository that states it, unless that is a list of what stands elsewhere. */
function besideDescriptor({ entity, source, location }: CatalogEntity) {
  const id = repositoryIdOf(source);
  const [, slug = '', path = ''] = ADDRESS.exec(location) ?? [];
  if (id === null || slug === '' || CENTRAL.test(slug.split('/')[1] ?? '')) return null;
  if (/^(?:group|user|location)$/i.test(entity.kind)) return null;
  return { id, folder: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '' };
}

/** By id and by name in small letters. */
async function repositoriesAt(
  db: Db,
  { slugs, ids }: { slugs: readonly string[]; ids: readonly string[] },
): Promise<Map<string, StoredRepository>> {
  const found = new Map<string, StoredRepository>();
  const note = (rows: readonly StoredRepository[]) => {
    for (const row of rows) found.set(row.id, row).set(row.slug.toLowerCase(), row);
  };
  const names = [...new Set(slugs)];
  for (const some of chunks(names))
    note(await db.select().from(repositories).where(inArray(repositories.slug, some)));
  for (const some of chunks([...new Set(ids)].filter((id) => !found.has(id))))
    note(await db.select().from(repositories).where(inArray(repositories.id, some)));
  // Names are written as people like; the index helps only with those that are exact.
  const left = names.map((slug) => slug.toLowerCase()).filter((slug) => !found.has(slug));
  for (const some of chunks(left))
    note(
      await db
        .select()
        .from(repositories)
        .where(inArray(sql`lower(${repositories.slug})`, some)),
    );
  return found;
}
