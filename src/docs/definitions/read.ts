import { createHash } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { readDefinition } from '../../catalog/definition/read.ts';
import type { Entity } from '../../catalog/entity.ts';
import { entityByRef } from '../../catalog/store.ts';
import { titleOf } from '../../catalog/summary.ts';
import { entities } from '../../db/schema.ts';
import { parsePage } from '../markdown/parse.ts';
import { type FoundSite, forgetSource, saveSites } from '../save-sites.ts';
import { DEFINITION_PAGE, DEFINITIONS, definitionSource, docSourcesByName } from '../store.ts';
import { saveTexts } from '../texts.ts';
import { definitionMarkdown } from './markdown.ts';

/** Raised when definitions are written as pages by other rules than before. */
const RULES = 1;
const FILE = 'definition.md';

/** Makes pages of the definitions of APIs be what the catalog has now; only what changed is read. Returns how many were. */
export async function readDefinitions({ db, now }: { db: Db; now: () => Date }): Promise<number> {
  const apis = await db
    .select({ ref: entities.ref, etag: entities.etag })
    .from(entities)
    .where(and(eq(sql`lower(${entities.kind})`, 'api'), isNull(entities.removedAt)));
  const stored = await docSourcesByName(db);
  const wanted = new Map(apis.map(({ ref, etag }) => [definitionSource(ref), { ref, etag }]));
  for (const source of stored.keys())
    if (source.startsWith(DEFINITIONS) && !wanted.has(source))
      await forgetSource(db, source, now());
  let read = 0;
  for (const [source, { ref, etag }] of wanted) {
    const version = `${RULES} ${etag}`;
    if (stored.get(source)?.version === version) continue;
    const entity = (await entityByRef(db, ref))?.entity;
    const found = entity ? await siteOf(ref, entity) : null;
    if (found) await saveTexts(db, [found.text]);
    await saveSites(db, source, { found: found ? [found.site] : [], version, now: now() });
    read += 1;
    // A long definition takes a while: others are served between two.
    await breath();
  }
  return read;
}

async function siteOf(
  ref: string,
  entity: Entity,
): Promise<{ site: FoundSite; text: { oid: string; text: string } } | null> {
  const outline = (await readDefinition(entity))?.outline;
  if (!outline) return null;
  const title = titleOf(entity) ?? entity.metadata.name;
  const text = definitionMarkdown(title, outline);
  const oid = createHash('sha256').update(text).digest('hex');
  const environment = { file: FILE, include: () => null, snippetFolders: [] };
  const settings = {
    docsDir: '',
    configFile: null,
    snippetFolders: [],
    editUrl: null,
    sourceUrl: null,
    redirects: {},
    copyright: null,
  };
  const page = {
    path: DEFINITION_PAGE,
    file: FILE,
    oid,
    etag: oid,
    title: `${title} API`,
    kind: 'api' as const,
    position: 0,
    isInNav: true,
    parsed: parsePage(text, environment),
    includes: {},
    outside: [],
    problems: [],
  };
  const site = {
    place: { source: definitionSource(ref), root: '', kind: 'folder' as const, ref },
    site: {
      kind: 'folder' as const,
      title: `${title} API`,
      description: null,
      nav: [],
      settings,
      pages: [page],
      assets: {},
      problems: [],
    },
    repository: null,
    url: null,
    commit: null,
    readers: null,
  };
  return { site, text: { oid, text } };
}
