import type { Changes, Stored, StoredEntity, Written } from './changes.ts';
import { settle } from './contest.ts';
import { isDeletedByHand } from './deletion.ts';
import { type FoundDocument, type FoundSource, missingDocument } from './found.ts';
import { redirectJoined } from './join.ts';
import { locationIdIn } from './locations.ts';
import { etagOf, uidOf } from './normalize.ts';
import { planDocuments } from './plan-documents.ts';
import { parseRef } from './ref.ts';
import { allStandIns, holderOf, type Statement, statementsOf } from './statements.ts';
import { aliasesOf } from './summary.ts';

/**
 * Compares what sources say now (each completely) with what is stored, and says what to write. A source in `removed` is gone. A bad
 * document hides no good one, what somebody deleted stays away until a place says something else of it, an entity whose document turned bad keeps its last good content, and of two places that state the same
 * ref the first stays the owner until it goes.
 */
export function planSync(
  stored: Stored,
  { found, removed, now }: { found: readonly FoundSource[]; removed: readonly string[]; now: Date },
): Changes {
  const sources = new Set([...found.map(({ source }) => source), ...removed]);
  const elsewhere = stored.documents.filter(({ source }) => !sources.has(source));
  const said = redirectJoined(
    found.flatMap((source) => [...source.documents, ...uncertain(source, stored)]),
    elsewhere,
  );
  const standIns = allStandIns(said, stored, sources);
  // A missing file that nothing came from has nothing to keep; whoever asks for it is told.
  const documents = said.filter(
    (document) => !document.isMissing || standIns.get(document)?.length,
  );
  const statements = statementsOf({ documents, standIns, elsewhere, stored });
  const verdict = settle(statements, (ref) => holderOf(stored.entities.get(ref)));
  const entities = planEntities(verdict.winners, stored, now);
  const gone = planRemovals({
    statements,
    winners: verdict.winners,
    stored,
    documents,
    removed,
    sources,
  });
  const places = planDocuments({ documents, standIns, elsewhere, stored, sources, verdict, now });
  return { ...entities, removed: gone, ...places };
}

/** Files that are not found any more while a Location that may have asked for them cannot be read. */
function uncertain({ source, documents, unsure }: FoundSource, stored: Stored): FoundDocument[] {
  if (!unsure) return [];
  const found = new Set(documents.map(({ location }) => location));
  const before = stored.documents.filter((row) => row.source === source && !row.isDerived);
  const gone = new Set(before.map(({ location }) => location)).difference(found);
  const reason = `It is not clear whether a Location still points to this file: ${unsure} cannot be read. What it said before stays.`;
  return [...gone].map((location) => missingDocument(source, location, reason));
}

type Winners = ReadonlyMap<string, Statement>;

function planEntities(
  winners: Winners,
  stored: Stored,
  now: Date,
): Pick<Changes, 'created' | 'changed' | 'touched' | 'kept'> {
  const created: Written[] = [];
  const changed: Written[] = [];
  const touched: Written[] = [];
  const kept: string[] = [];
  for (const winner of winners.values()) {
    const before = stored.entities.get(winner.ref);
    if (!winner.content) {
      if (!winner.isGood && before?.isCurrent) kept.push(winner.ref);
      continue;
    }
    const etag = etagOf(winner.content.entity);
    const isAlive = before !== undefined && before.removedAt === null;
    if (before && isDeletedByHand(before) && before.etag === etag) continue;
    if (!isAlive) created.push(write({ winner, etag, before, now }));
    else if (before.etag !== etag) changed.push(write({ winner, etag, before, now }));
    else if (!isInPlace(winner, before)) touched.push(write({ winner, etag, before, now }));
  }
  return { created, changed, touched, kept };
}

function isInPlace(winner: Statement, before: StoredEntity): boolean {
  return before.isCurrent && before.source === winner.source && before.location === winner.location;
}

type Writing = { winner: Statement; etag: string; before: StoredEntity | undefined; now: Date };

function write({ winner, etag, before, now }: Writing): Written {
  const { ref, source, location, commit, content } = winner;
  if (!content) throw new Error(`${ref} has no content to write`);
  const { entity, relations } = content;
  const { kind, namespace, name } = parseRef(ref);
  const isSame = before?.removedAt === null && before.etag === etag;
  const row = {
    ref,
    uid: uidOf(ref),
    kind,
    namespace,
    name,
    entity,
    etag,
    source,
    location,
    // The commit is that of the content: a repository moves on without its descriptor changing.
    commit: isSame && before.location === location ? before.commit : commit,
    isCurrent: true,
    createdAt: before?.createdAt ?? now,
    changedAt: isSame ? before.changedAt : now,
  };
  return { isNew: before === undefined, row, relations, aliases: aliasesOf(entity) };
}

function planRemovals({
  statements,
  winners,
  stored,
  documents,
  removed,
  sources,
}: {
  statements: readonly Statement[];
  winners: Winners;
  stored: Stored;
  documents: readonly FoundDocument[];
  removed: readonly string[];
  sources: ReadonlySet<string>;
}): Changes['removed'] {
  const stated = new Set(statements.map(({ ref }) => ref));
  const locations = new Set(documents.map(({ location }) => location));
  const because = ({ source, location }: StoredEntity): string => {
    if (!sources.has(source)) return 'a descriptor describes it under another name';
    if (removed.includes(source) && locationIdIn(source))
      return 'the location that brought it was deleted';
    if (removed.includes(source)) return 'its repository or folder is gone';
    return locations.has(location) ? 'its file does not define it any more' : 'its file is gone';
  };
  return [...stored.entities.values()]
    .filter((entity) => !entity.removedAt || isDeletedByHand(entity))
    .filter(({ ref }) => !winners.has(ref))
    .filter(({ ref, source }) => sources.has(source) || stated.has(ref))
    .map((entity) => ({ ref: entity.ref, because: because(entity) }));
}
