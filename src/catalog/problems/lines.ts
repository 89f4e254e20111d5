import { readFile } from 'node:fs/promises';
import { inArray } from 'drizzle-orm';
import type { Db } from '#dialect';
import { blobs, documents, repositories } from '../../db/schema.ts';
import { chunks } from '../chunks.ts';
import { MAX_DESCRIPTOR_BYTES, refIn } from '../descriptor.ts';
import type { Entity } from '../entity.ts';
import { isMap } from '../findings.ts';
import { repositoryIdOf } from '../leaving.ts';
import { pathOf } from '../ownership.ts';
import type { Look, UnplacedProblem } from '../problems.ts';
import { readRelations } from '../relations.ts';
import { entitiesByRefs } from '../store.ts';
import { readYaml, type YamlDocument } from '../yaml.ts';

type Place = { line: number | null; column: number | null; path: string };

/**
 * The places of problems, in their order. Lines are not stored: the texts are read again, and where one does not say any more what the
 * catalog took from it, there is no line rather than a wrong one.
 */
export async function lines(db: Db, list: readonly UnplacedProblem[]): Promise<Place[]> {
  const open = list.filter(({ look }) => look !== null);
  if (open.length === 0) return list.map(asTold);
  const texts = await textsOf(db, [...new Set(open.map(({ location }) => location))]);
  const read = new Map<string, YamlDocument[]>();
  for (const [location, text] of texts) read.set(location, [...readYaml(text)]);
  const found = list.map((problem) =>
    problem.look ? placeIn(read.get(problem.location) ?? [], problem) : asTold(problem),
  );
  return withPaths(db, list, found);
}

function asTold({ line, column, path }: UnplacedProblem): Place {
  return { line, column, path };
}

/** Null where the text does not say it any more. */
function placeIn(
  read: readonly YamlDocument[],
  { ref, look, path }: UnplacedProblem,
): Place | null {
  const position = look?.for === 'name' ? look.position : null;
  const document = read.find(
    (one) => refIn(one.value) === ref && (position === null || one.position === position),
  );
  const there = document && look ? pathTo(document.value, look) : null;
  if (!document || !there) return null;
  return { ...document.locate(there, 'value'), path: path || there.join('.') };
}

function pathTo(value: unknown, look: Look): (string | number)[] | null {
  if (look.for === 'name') return ['metadata', 'name'];
  return isMap(value) ? fieldOf(value as Entity, look) : null;
}

function fieldOf(entity: Entity, look: Look & { for: 'relation' }): (string | number)[] | null {
  try {
    const { stated } = readRelations(entity);
    const isIt = ({ type, targetRef }: { type: string; targetRef: string }) =>
      type === look.type && targetRef === look.targetRef;
    return stated.find(isIt)?.path ?? null;
  } catch {
    // A document that is not valid any more may hold anything where a name belongs.
    return null;
  }
}

/** Without a text the entity itself tells the field; the places in its lists are not those of the file, which may be in any order. */
async function withPaths(
  db: Db,
  list: readonly UnplacedProblem[],
  found: readonly (Place | null)[],
): Promise<Place[]> {
  const open = list.flatMap(({ ref }, at) => (found[at] === null && ref ? [ref] : []));
  const known = await entitiesByRefs(db, [...new Set(open)]);
  return list.map((problem, at) => {
    const place = found[at];
    if (place) return place;
    const entity = known.get(problem.ref ?? '')?.entity;
    const { look } = problem;
    const field = entity && look?.for === 'relation' ? fieldOf(entity, look) : null;
    const path = field ? field.slice(0, 2).join('.') : problem.path;
    return { line: null, column: null, path };
  });
}

/** The texts of descriptors as they were last read: from the folder, or from what is kept of repositories. */
export async function textsOf(db: Db, locations: readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const location of locations) {
    const text = location.startsWith('file:') ? await fileText(location.slice(5)) : null;
    if (text !== null) texts.set(location, text);
  }
  const oids = await oidsOf(
    db,
    locations.filter((location) => location.startsWith('url:')),
  );
  for (const chunk of chunks([...new Set(oids.values())])) {
    const rows = await db
      .select({ oid: blobs.oid, text: blobs.text })
      .from(blobs)
      .where(inArray(blobs.oid, chunk));
    const byOid = new Map(rows.map(({ oid, text }) => [oid, text]));
    for (const [location, oid] of oids) {
      const text = byOid.get(oid);
      if (text !== undefined) texts.set(location, text);
    }
  }
  return texts;
}

async function fileText(path: string): Promise<string | null> {
  // A file that went meanwhile has no lines to show.
  const text = await readFile(path, 'utf8').catch(() => null);
  return text !== null && text.length <= MAX_DESCRIPTOR_BYTES ? text : null;
}

async function oidsOf(db: Db, locations: readonly string[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const chunk of chunks(locations)) {
    const rows = await db
      .selectDistinct({ location: documents.location, source: documents.source })
      .from(documents)
      .where(inArray(documents.location, chunk));
    for (const { location, source } of rows) {
      const id = repositoryIdOf(source);
      if (id !== null) ids.set(location, id);
    }
  }
  const oids = new Map<string, string>();
  for (const chunk of chunks([...new Set(ids.values())])) {
    const { id, url, defaultBranch, files } = repositories;
    const rows = await db
      .select({ id, url, defaultBranch, files })
      .from(repositories)
      .where(inArray(id, chunk));
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const [location, source] of ids) {
      const row = byId.get(source);
      const oid = row?.files[pathOf(location, row)];
      if (oid) oids.set(location, oid);
    }
  }
  return oids;
}
