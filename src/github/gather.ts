import { fetchBlobs } from './blobs.ts';
import { askedByText, descriptorFiles, locationOf } from './descriptors.ts';
import { forEachInLanes } from './lanes.ts';
import { type Asked, addAsked, asksDeeper, isAskedOf } from './locations.ts';
import { codeownersFileOf, needsWholeTree, type RepositoryFile } from './paths.ts';
import type { Reader } from './reader.ts';
import { readWholeTree } from './rest.ts';
import { blobsByOid, type Facts, type RepositoryRow } from './store.ts';

/** A repository being read. */
export type Found = {
  facts: Facts;
  topics: string[];
  files: RepositoryFile[];
  rootNames: string[];
  isWhole: boolean;
};

/** Locations that point to Locations that point … : deeper than this is a mistake. */
const ROUNDS = 5;

/**
 * Completes the file lists where descriptors lie deeper, and stores the texts of descriptors and CODEOWNERS. Files that Locations ask for
 * are added to `asked`; repositories that could not be completed are put into `failed`.
 */
export async function gather(
  reader: Reader,
  found: ReadonlyMap<string, Found>,
  {
    stored,
    asked,
    failed,
  }: {
    stored: ReadonlyMap<string, RepositoryRow>;
    asked: Asked;
    failed: Map<string, string>;
  },
): Promise<void> {
  const searched = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const usable = [...found.values()].filter(({ facts }) => !failed.has(facts.id));
    await forEachInLanes(usable, async (one) => {
      const reason = await deepen(reader, one, { asked, row: stored.get(one.facts.id) });
      if (reason) failed.set(one.facts.id, reason);
    });
    const wanted = usable.flatMap((one) => wantedFiles(one, asked).map((file) => ({ one, file })));
    const missing = await fetchBlobs(
      reader,
      wanted.map(({ one: { facts }, file }) => ({
        repository: facts.id,
        slug: facts.slug,
        ...file,
      })),
      (done, total) => reader.progress({ phase: 'blobs', done, total }),
    );
    for (const { one, file } of wanted) {
      const reason = missing.get(file.oid);
      if (reason) failed.set(one.facts.id, `${file.path}: ${reason}`);
    }
    if (!(await followLocations(reader, usable, { asked, searched }))) return;
  }
}

/** Descriptors and CODEOWNERS: what is read as text. */
function wantedFiles(one: Found, asked: Asked): RepositoryFile[] {
  const owners = codeownersFileOf(one.files);
  const descriptors = descriptorFiles(one.facts, one.files, isAskedOf(asked, one.facts.slug));
  return owners ? [...descriptors, owners] : descriptors;
}

/** Reads the whole tree where the shallow listing may hide descriptors. Returns why that failed. */
async function deepen(
  reader: Reader,
  one: Found,
  { asked, row }: { asked: Asked; row: RepositoryRow | undefined },
): Promise<string | null> {
  const { slug, head } = one.facts;
  if (one.isWhole || head === null) return null;
  const known = new Set(one.files.map((file) => file.path));
  const name = slug.split('/')[1] ?? '';
  if (!needsWholeTree(name, one.rootNames) && !asksDeeper(asked, slug, known)) return null;
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

/** Adds what the Locations among the texts ask for; true when that is anything new. */
async function followLocations(
  { db }: Reader,
  usable: readonly Found[],
  { asked, searched }: { asked: Asked; searched: Set<string> },
): Promise<boolean> {
  const places = usable.flatMap((one) =>
    wantedFiles(one, asked)
      .map(({ path, oid }) => ({ oid, location: locationOf(one.facts, path) }))
      .filter(({ location }) => !searched.has(location)),
  );
  const texts = await blobsByOid(
    db,
    places.map((place) => place.oid),
  );
  let isNew = false;
  for (const { oid, location } of places) {
    searched.add(location);
    const more = askedByText(texts.get(oid)?.text ?? '', location);
    isNew = addAsked(asked, more) || isNew;
  }
  return isNew;
}
