import { inArray } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import { type OwnerDirectory, ownerDirectory } from '../../catalog/owner-directory.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { type CatalogEntity, entitiesByRefs } from '../../catalog/store.ts';
import { teamsAbove } from '../../catalog/teams.ts';
import { blobs } from '../../db/schema.ts';
import { postedFacts, repositoryHealth } from '../../db/scorecard-tables.ts';
import { readBook } from '../../operations/cover.ts';
import type { Fact, FactTable, Subject } from '../fact.ts';
import type { Around, HostedRepository } from './around.ts';
import { isReadForFacts } from './looked-for.ts';
import { postedFact } from './posted.ts';
import { factsOf } from './read.ts';
import { deployedOf } from './stored/deployed.ts';
import { docsOf } from './stored/docs.ts';
import { homesOf, type StoredRepository } from './stored/homes.ts';
import { type RotaFinder, rotaFinder } from './stored/on-call.ts';
import { readAtHome } from './stored/read-at-home.ts';

type Health = typeof repositoryHealth.$inferSelect;

/**
 * What rules are asked about, by ref, for the entities of `refs` that are in the catalog: some queries for all of them, however many; give
 * it slices of some hundreds. `table` holds the facts of `FACTS` and those that scorecards declare for what other tools post.
 */
export async function gatherSubjects(
  db: Db,
  {
    refs,
    view,
    now,
    table,
  }: { refs: readonly string[]; view: CatalogView; now: Date; table: FactTable },
): Promise<Map<string, Subject>> {
  const entities = await entitiesByRefs(db, refs);
  const homes = await homesOf(db, entities.values());
  const repositories = new Map(
    [...homes.values()].map(({ repository }) => [repository.id, repository]),
  );
  const wanted = [...entities.keys()].map((ref) => {
    const home = homes.get(ref);
    const repository = home?.repository.id ?? null;
    return {
      ref,
      repository,
      source: repository && `github:${repository}`,
      folder: home?.folder ?? '',
    };
  });
  const health = await healthOf(db, [...repositories.keys()]);
  const [{ directory, rotasFor }, texts, docs, deployed, posted] = await Promise.all([
    ofCatalog(db, view),
    textsOf(db, [
      ...[...repositories.values()].map(({ files }) => files),
      ...[...health.values()].flatMap(({ health: { deepFiles } }) =>
        deepFiles ? [deepFiles.files] : [],
      ),
    ]),
    docsOf(db, wanted),
    deployedOf(db, wanted),
    postedOf(db, { refs: [...entities.keys()], table, now }),
  ]);
  const subjects = new Map<string, Subject>();
  for (const [ref, stored] of entities) {
    const home = homes.get(ref) ?? null;
    const around: Around = {
      repository: home && hosted(home.repository, health.get(home.repository.id)),
      docs: docs.get(ref) ?? null,
      deployed: deployed.get(ref) ?? null,
      onCall: rotasFor(stored.entity, [ref, ...standIns(view, stored)]),
      posted: posted.get(ref) ?? NOTHING_POSTED,
    };
    const checkout = readAtHome({ stored, home, around, directory, texts });
    const { entity, relations } = stored;
    subjects.set(ref, { entity, relations, facts: factsOf(checkout) });
  }
  return subjects;
}

const NOTHING_POSTED: ReadonlyMap<string, Fact> = new Map();

type OfCatalog = { directory: OwnerDirectory; rotasFor: RotaFinder };
const ofCatalogs = new WeakMap<CatalogView, OfCatalog>();

/** What is the same for all slices that are gathered with one view. */
async function ofCatalog(db: Db, view: CatalogView): Promise<OfCatalog> {
  const before = ofCatalogs.get(view);
  if (before) return before;
  const made = {
    directory: remembering(ownerDirectory(view)),
    rotasFor: rotaFinder(await readBook(db)),
  };
  ofCatalogs.set(view, made);
  return made;
}

/** The same teams are named by many CODEOWNERS files. */
function remembering(directory: OwnerDirectory): OwnerDirectory {
  const refs = new Map<string, string | null>();
  return {
    ...directory,
    refOfHandle(handle) {
      const known = refs.get(handle);
      if (known !== undefined) return known;
      const ref = directory.refOfHandle(handle);
      refs.set(handle, ref);
      return ref;
    },
  };
}

/** Whose rota wakes somebody where it has none of its own. */
function standIns(view: CatalogView, { relations }: CatalogEntity): string[] {
  const owners = relations.flatMap(({ type, targetRef }) =>
    type === 'ownedBy' ? [targetRef] : [],
  );
  return owners.flatMap((owner) => [owner, ...teamsAbove(view, owner)]);
}

async function healthOf(db: Db, ids: readonly string[]): Promise<Map<string, Health>> {
  const found = new Map<string, Health>();
  for (const some of chunks(ids)) {
    const rows = await db
      .select()
      .from(repositoryHealth)
      .where(inArray(repositoryHealth.repository, some));
    for (const row of rows) found.set(row.repository, row);
  }
  return found;
}

function hosted(repository: StoredRepository, health: Health | undefined): HostedRepository {
  const { slug, url, defaultBranch, pushedAt, seenAt } = repository;
  return {
    ...{ slug, url, defaultBranch, pushedAt, seenAt },
    health: health?.health ?? {},
    partsReadAt: health?.partsReadAt ?? {},
    refused: health?.refused ?? {},
    error: health?.error ?? null,
  };
}

/** Texts that facts read of these lists of files, by object id. */
async function textsOf(
  db: Db,
  lists: readonly Readonly<Record<string, string>>[],
): Promise<Map<string, string>> {
  const oids = new Set<string>();
  for (const files of lists)
    for (const path in files) {
      const oid = files[path];
      if (oid !== undefined && isReadForFacts(path)) oids.add(oid);
    }
  const texts = new Map<string, string>();
  for (const some of chunks([...oids])) {
    const rows = await db
      .select({ oid: blobs.oid, text: blobs.text })
      .from(blobs)
      .where(inArray(blobs.oid, some));
    for (const { oid, text } of rows) texts.set(oid, text);
  }
  return texts;
}

async function postedOf(
  db: Db,
  { refs, table, now }: { refs: readonly string[]; table: FactTable; now: Date },
): Promise<Map<string, Map<string, Fact>>> {
  const found = new Map<string, Map<string, Fact>>();
  for (const some of chunks(refs)) {
    const rows = await db.select().from(postedFacts).where(inArray(postedFacts.ref, some));
    for (const row of rows) {
      const spec = table.get(row.name);
      if (!spec) continue;
      const facts = found.get(row.ref) ?? new Map<string, Fact>();
      found.set(row.ref, facts.set(row.name, postedFact(row, spec, now)));
    }
  }
  return found;
}
