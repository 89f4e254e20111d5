import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { pino } from 'pino';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../../../catalog/search.ts';
import { applySnapshots } from '../../../catalog/sync.ts';
import { type FoundSite, saveSites } from '../../../docs/save-sites.ts';
import { buildSite } from '../../../docs/site/build.ts';
import { siteId } from '../../../docs/site.ts';
import { saveDocEntities } from '../../../docs/store.ts';
import { saveTexts } from '../../../docs/texts.ts';
import { composeDocs } from '../../../docs.ts';
import { readAssets } from '../assets.ts';
import { docsPages } from './routes.ts';

export const NOW = new Date('2026-06-15T12:00:00Z');
const SOURCE = 'github:R_docs';

/** Docs of an entity as they lie in a repository: path -> text. */
export type TestSite = { ref: string; readers?: readonly string[]; files: Record<string, string> };

/** Saves descriptors and docs as if a repository had been read. */
export async function saveTestSites(
  db: Db,
  { catalog, sites }: { catalog: string; sites: readonly TestSite[] },
): Promise<void> {
  const file = { location: 'file:/org.yaml', path: 'org.yaml', text: catalog, commit: null };
  const snapshots = [{ source: 'folder:/', files: [file], derived: [] }];
  await applySnapshots(db, { snapshots, now: () => NOW });
  const found = await Promise.all(sites.map((site) => foundSite(db, site)));
  await saveSites(db, SOURCE, { found, version: '1', now: NOW });
  await saveDocEntities(
    db,
    found.map(({ place }) => ({ ref: place.ref, site: siteId(place), path: '' })),
  );
}

async function foundSite(db: Db, { ref, readers, files }: TestSite): Promise<FoundSite> {
  const oid = (text: string) => createHash('sha1').update(text).digest('hex');
  const texts = Object.values(files).map((text) => ({ oid: oid(text), text }));
  await saveTexts(db, texts);
  const name = ref.split('/').at(-1) ?? ref;
  const place = { source: SOURCE, root: name, kind: 'techdocs' as const, ref };
  const web = (sort: string) => `https://github.com/acme/docs/${sort}/main/`;
  const inFolder = Object.entries(files).map(([path, text]): [string, string] => [
    `${name}/${path}`,
    text,
  ]);
  const byPath = new Map(inFolder);
  const site = buildSite({
    root: name,
    kind: place.kind,
    files: inFolder.map(([path, text]) => ({ path, oid: oid(text), bytes: text.length })),
    read: (path) => byPath.get(path),
    adrFolders: [],
    sourceUrl: web('blob'),
    editUrl: web('edit'),
  });
  return {
    place,
    site,
    repository: 'acme/docs',
    url: web('tree'),
    commit: null,
    readers: readers ?? null,
  };
}

/** The pages over them. `as` is the ref of who signed in; undefined where nobody can. */
export function testPages(
  db: Db,
  { as, assets = {} }: { as?: string | null; assets?: Record<string, string> } = {},
): Hono {
  const index = createCatalogIndex(db);
  const byOid = new Map(
    Object.values(assets).map((text) => [createHash('sha1').update(text).digest('hex'), text]),
  );
  const { docs } = composeDocs({
    db,
    index,
    now: () => NOW,
    readElsewhere: async ({ oid }) => {
      const text = byOid.get(oid);
      return text === undefined ? null : Buffer.from(text);
    },
  });
  const person = { provider: 'github', id: '1', name: 'Somebody', login: 'somebody' };
  const pages = docsPages(readAssets('/assets'), {
    db,
    index,
    docs,
    now: () => NOW,
    log: pino({ level: 'silent' }),
    signIn:
      as === undefined
        ? null
        : ({ providers: [], url: null, sessions: { personOf: async () => person } } as never),
    actorOf: async () => (as ? { ref: as, name: 'Somebody' } : null),
  });
  return new Hono().route('/docs', pages);
}
