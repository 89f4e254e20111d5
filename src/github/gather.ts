import { asksOf } from '../catalog/asks.ts';
import { MAX_INCLUDED_BYTES } from '../catalog/placeholders.ts';
import { fetchBlobs } from './blobs.ts';
import { descriptorFiles, includedPaths, locationOf, placeIn } from './descriptors.ts';
import { forEachInLanes } from './lanes.ts';
import {
  type Asked,
  type AskedOf,
  askedFile,
  askedPaths,
  byRepository,
  leadsDeeper,
} from './locations.ts';
import { codeownersFileOf, needsWholeTree, type RepositoryFile } from './paths.ts';
import type { Reader } from './reader.ts';
import { readWholeTree } from './rest.ts';
import { blobsByOid, type Facts, type RepositoryRow, sourceOf } from './store.ts';

/** A repository being read. */
export type Found = {
  facts: Facts;
  topics: string[];
  files: RepositoryFile[];
  rootNames: string[];
  isWhole: boolean;
  /** Files that placeholders in its descriptors name. */
  included: Set<string>;
};

/** Locations that point to Locations that point … : deeper than this is a mistake. */
const ROUNDS = 5;

type Gathering = {
  stored: ReadonlyMap<string, RepositoryRow>;
  asked: Asked;
  failed: Map<string, string>;
};

/**
 * Completes the file lists where descriptors lie deeper, and stores the texts of descriptors, of what their placeholders name, and of
 * CODEOWNERS. In `asked`, what these repositories ask for is replaced by what they ask now; repositories that could not be completed are put
 * into `failed`, and go on asking for what they asked before.
 */
export async function gather(
  reader: Reader,
  found: ReadonlyMap<string, Found>,
  { stored, asked, failed }: Gathering,
): Promise<void> {
  const before = takeOut(asked, new Set([...found.keys()].map(sourceOf)));
  const searched = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const asks = byRepository(asked);
    const usable = [...found.values()].filter(({ facts }) => !failed.has(facts.id));
    await forEachInLanes(usable, async (one) => {
      const reason = await deepen(reader, one, { asks, row: stored.get(one.facts.id) });
      if (reason) failed.set(one.facts.id, reason);
    });
    await fetchTexts(reader, usable, { asks, failed });
    const places = usable.flatMap((one) => placesOf(one, asks));
    const isNew = await searchTexts(reader, places, { asked, before, searched });
    if (!isNew) break;
  }
  const isFailed = new Set([...failed.keys()].map(sourceOf));
  for (const [location, ask] of before) if (isFailed.has(ask.source)) asked.set(location, ask);
}

function takeOut(asked: Asked, sources: ReadonlySet<string>): Asked {
  const out: Asked = new Map([...asked].filter(([, { source }]) => sources.has(source)));
  for (const location of out.keys()) asked.delete(location);
  return out;
}

async function fetchTexts(
  reader: Reader,
  usable: readonly Found[],
  { asks, failed }: { asks: AskedOf; failed: Map<string, string> },
): Promise<void> {
  const wanted = usable.flatMap((one) => wantedFiles(one, asks).map((file) => ({ one, file })));
  const missing = await fetchBlobs(
    reader,
    wanted.map(({ one: { facts }, file }) => ({ repository: facts.id, slug: facts.slug, ...file })),
    (done, total) => reader.progress({ phase: 'blobs', done, total }),
  );
  for (const { one, file } of wanted) {
    const reason = missing.get(file.oid);
    if (reason) failed.set(one.facts.id, `${file.path}: ${reason}`);
  }
}

/** Descriptors, what they take in, and CODEOWNERS: what is read as text. */
function wantedFiles(one: Found, asks: AskedOf): RepositoryFile[] {
  const owners = codeownersFileOf(one.files);
  const { included } = one;
  const taken = one.files.filter(
    ({ path, bytes }) => included.has(path) && bytes <= MAX_INCLUDED_BYTES,
  );
  const descriptors = descriptorFiles(one.facts, one.files, askedPaths(asks, one.facts));
  return [...descriptors, ...taken, ...(owners ? [owners] : [])];
}

/** Reads the whole tree where the shallow listing may hide descriptors or what they take in. Returns why that failed. */
async function deepen(
  reader: Reader,
  one: Found,
  { asks, row }: { asks: AskedOf; row: RepositoryRow | undefined },
): Promise<string | null> {
  const { slug, head } = one.facts;
  if (one.isWhole || head === null) return null;
  const known = new Set(one.files.map((file) => file.path));
  const name = slug.split('/')[1] ?? '';
  const named = [...askedPaths(asks, one.facts).map(({ path }) => path), ...one.included];
  if (!needsWholeTree(name, one.rootNames) && !leadsDeeper(named, known)) return null;
  const tree = await readWholeTree(reader.client, { slug, head });
  if (tree.kind === 'failed') return tree.reason;
  const files = new Map(one.files.map((file) => [file.path, file]));
  if (tree.data.isCut) {
    // What GitHub cut off is unknown, not gone: paths read before stay as they were.
    for (const [path, oid] of Object.entries(row?.files ?? {}))
      files.set(path, { path, oid, bytes: 0 });
    reader.log.warn({ repository: slug }, 'list of files cut by GitHub');
  }
  for (const file of tree.data.files) files.set(file.path, file);
  one.files = [...files.values()];
  one.isWhole = true;
  return null;
}

type TextPlace = { one: Found; path: string; oid: string; location: string };

function placesOf(one: Found, asks: AskedOf): TextPlace[] {
  const files = descriptorFiles(one.facts, one.files, askedPaths(asks, one.facts));
  return files.map(({ path, oid }) => ({ one, path, oid, location: locationOf(one.facts, path) }));
}

/** Notes what the descriptors ask for and take in; true when there may be more to read. */
async function searchTexts(
  { db, kinds }: Reader,
  places: readonly TextPlace[],
  { asked, before, searched }: { asked: Asked; before: Asked; searched: Set<string> },
): Promise<boolean> {
  const fresh = places.filter(({ location }) => !searched.has(location));
  const texts = await blobsByOid(
    db,
    fresh.map(({ oid }) => oid),
  );
  let isNew = false;
  for (const { one, path, oid, location } of fresh) {
    searched.add(location);
    const text = texts.get(oid)?.text ?? '';
    const place = placeIn(one.facts, path);
    const { asks, isSure } = asksOf(text, place, kinds);
    const files = asks.flatMap((ask) => askedFile(ask, one.facts) ?? []);
    // What cannot be read says nothing: what it asked for before goes on being asked.
    if (!isSure) files.push(...(before.get(location)?.files ?? []));
    if (files.length > 0) asked.set(location, { source: sourceOf(one.facts.id), files });
    const taken = includedPaths(text, place);
    for (const name of taken) one.included.add(name);
    isNew ||= files.length > 0 || taken.length > 0;
  }
  return isNew;
}
