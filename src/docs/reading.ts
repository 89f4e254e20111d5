import { createHash } from 'node:crypto';
import type { DocsClaim } from './claims.ts';
import { inSlices, type Steps } from './in-slices.ts';
import { createParsedPages } from './parsed-pages.ts';
import { planPlaces } from './places.ts';
import type { FoundSite } from './save-sites.ts';
import { buildInSteps, missingTexts } from './site/build.ts';
import type { DocFile, SitePlace } from './site.ts';

/** A repository or folder that docs are read from. */
export type DocsSource = {
  source: string;
  /** What it is called: the name of the repository, of the folder. */
  name: string;
  /** `owner/name`; null for a folder. */
  repository: string | null;
  commit: string | null;
  readers: readonly string[] | null;
  files: readonly DocFile[];
  /** Where people find it; null for a folder. */
  web: { url: string; branch: string } | null;
  /** Folders of decision records that entities name. */
  adrFolders: readonly string[];
  /** Pages that entities name as their runbook. */
  runbooks: readonly string[];
};

/** A source with the sites it has: what is to be read of it is known, its texts may not be there yet. */
export type Reading = DocsSource & {
  places: readonly SitePlace[];
  /** Roots of sites that broke us, with the error: they must not keep the docs of others away. */
  broken: Map<string, unknown>;
};

/** Pages that are read again because another of their repository changed are as they were: those of a few large sites are remembered. */
const parsedPages = createParsedPages(10_000_000);

export type TextOf = (oid: string) => string | undefined;

export function planReading(source: DocsSource, claims: readonly DocsClaim[]): Reading {
  const paths = source.files.map(({ path }) => path);
  return { ...source, places: planPlaces({ ...source, paths, claims }), broken: new Map() };
}

/** Files whose text the next step needs; empty when the sites can be made. Which pages there are shows only in the settings, what they include in the pages. */
export async function missingOf(reading: Reading, textOf: TextOf): Promise<DocFile[]> {
  const { source, files, adrFolders } = reading;
  const read = reader(reading, textOf);
  const parse = parsedPages(source);
  const missing = await ofPlaces(reading, ({ root, kind }) =>
    missingTexts({ root, kind, files, read, adrFolders, parse }),
  );
  return [...new Map(missing.flat().map((file) => [file.oid, file])).values()];
}

/** The sites of a source, of the texts that are there. */
export async function sitesOf(reading: Reading, textOf: TextOf): Promise<FoundSite[]> {
  const { source, files, adrFolders, runbooks, repository, commit, readers, web } = reading;
  const read = reader(reading, textOf);
  const parse = parsedPages(source);
  const at = (sort: string, path = '') => web && `${web.url}/${sort}/${web.branch}/${path}`;
  return ofPlaces(reading, function* (place) {
    const { root, kind } = place;
    const site = yield* buildInSteps({
      root,
      kind,
      files,
      read,
      adrFolders,
      runbooks,
      parse,
      sourceUrl: at('blob'),
      editUrl: at('edit'),
    });
    const url = at('tree', kind === 'readme' ? root : site.settings.docsDir);
    return { place, site, repository, url, commit, readers };
  });
}

async function ofPlaces<T>(
  { places, broken }: Reading,
  work: (place: SitePlace) => Steps<T>,
): Promise<T[]> {
  const done: T[] = [];
  for (const place of places) {
    if (broken.has(place.root)) continue;
    try {
      done.push(await inSlices(work(place)));
    } catch (error) {
      broken.set(place.root, error);
    }
  }
  return done;
}

function reader({ files }: DocsSource, textOf: TextOf): (path: string) => string | undefined {
  const byPath = new Map(files.map(({ path, oid }) => [path, oid]));
  return (path) => {
    const oid = byPath.get(path);
    return oid === undefined ? undefined : textOf(oid);
  };
}

/** Raised when docs are read by other rules than before, so that what is stored is read anew. */
export const RULES = 1;

/** What the docs of a source were read at: the same, and there is nothing to read. `state` is its commit or its files. */
export function versionOf(
  { name, repository, web, readers, adrFolders, runbooks }: Omit<DocsSource, 'files'>,
  { state, claims }: { state: unknown; claims: readonly DocsClaim[] },
): string {
  return createHash('sha256')
    .update(
      JSON.stringify([RULES, name, repository, web, readers, adrFolders, runbooks, state, claims]),
    )
    .digest('hex');
}
