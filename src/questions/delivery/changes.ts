import { eventsOf, versionsOfAll } from '../../catalog/history.ts';
import { type Deployment, versionOf } from '../../operations/deployments.ts';
import { isTransient } from '../../operations/environments.ts';
import {
  deploymentsOf,
  mergesBetween,
  pushesWithin,
  releasesBetween,
  tagsOf,
} from '../../operations/work-reads.ts';
import type { Commit, Pull } from '../../operations/work-store.ts';
import type { Fact } from '../answer.ts';
import { eventPlace, eventText } from '../events.ts';
import { upstreamsOf, type Workplace, type WorkRoom, workplacesOf } from './places.ts';
import { compareUrl } from './running.ts';
import { shortTitle, whoText } from './words.ts';

export type Span = { since: Date; until: Date };

/** Something that happened to an entity, or to something it needs. */
export type Change = {
  sort: 'merge' | 'push' | 'release' | 'deployment' | 'entry';
  at: Date;
  ref: string;
  /** `9.3.0 deployed to prod-eu`, `#1303 "Add index" merged (migration)`. */
  text: string;
  /** As the source names them. */
  by: string | null;
  url: string | null;
  /** What is different since then, where that can be looked at. */
  compare: string | null;
  environment: string | null;
  source: string;
  observedAt: Date;
};

export type Changes = {
  /** What was asked about, newest first. */
  own: readonly Change[];
  /** What it needs directly, newest first. */
  upstream: readonly Change[];
  /** Where was looked. */
  places: readonly Workplace[];
  upstreams: readonly Workplace[];
  /** More happened than is listed. */
  isCut: boolean;
};

/** More than this of one sort in one window is no answer to read. */
const MOST = 500;

/** Merges, releases, deployments and changes of the entry of some things in a window, and of what they need directly. */
export async function changesNear(
  room: WorkRoom,
  refs: readonly string[],
  span: Span,
  { withUpstream = true }: { withUpstream?: boolean } = {},
): Promise<Changes> {
  const needed = withUpstream ? upstreamsOf(room, refs) : [];
  const places = await workplacesOf(room, [...refs, ...needed]);
  const own = new Set(refs);
  const { changes, isCut } = await changesAt(room, [...places.values()], span);
  const nearest = (isOwn: boolean) => changes.filter(({ ref }) => own.has(ref) === isOwn);
  return {
    own: nearest(true),
    upstream: nearest(false),
    places: [...places.values()].filter(({ ref }) => own.has(ref)),
    upstreams: [...places.values()].filter(({ ref }) => !own.has(ref)),
    isCut,
  };
}

async function changesAt(
  room: WorkRoom,
  places: readonly Workplace[],
  span: Span,
): Promise<{ changes: Change[]; isCut: boolean }> {
  const { db } = room;
  const ids = [...new Set(places.flatMap(({ repository }) => repository?.id ?? []))];
  const refs = places.map(({ ref }) => ref);
  const [pulls, pushes, releases, tags, deployments, versions] = await Promise.all([
    mergesBetween(db, span, ids),
    pushesWithin(db, ids, span),
    releasesBetween(db, span, ids),
    tagsOf(db, ids),
    deploymentsOf(db, { repositories: ids, refs }),
    versionsOfAll(db, refs),
  ]);
  const within = (at: Date) => at >= span.since && at < span.until;
  const isIn = (place: Workplace, id: string | null) => id !== null && place.repository?.id === id;
  const changes = places.flatMap((place): Change[] => {
    const ofPlace = deployments.filter(
      (one) => one.ref === place.ref || isIn(place, one.repository),
    );
    return [
      ...pulls
        .filter((pull) => isIn(place, pull.repository) && touches(place, pull))
        .map((pull) => mergeOf(room, place, pull)),
      ...pushes
        .filter((commit) => isIn(place, commit.repository) && place.folder === '')
        .map((commit) => pushOf(place, commit)),
      ...releases
        .filter((tag) => isIn(place, tag.repository) && isTagOf(place, tag.name))
        .map((tag) => ({
          sort: 'release' as const,
          at: tag.releasedAt ?? span.since,
          ref: place.ref,
          text: `${tag.name} released`,
          by: tag.releasedBy,
          url: tag.url,
          compare: null,
          environment: null,
          source: 'GitHub',
          observedAt: place.row?.readAt ?? room.now,
        })),
      ...ofPlace
        .filter((one) => within(one.createdAt) && !isTransient(one.environment))
        .map((one) => deploymentChange(place, one, ofPlace, versionOf(one, tags))),
      ...eventsOf(versions.get(place.ref) ?? [])
        .filter((event) => event.kind !== 'added' && within(event.at))
        .map((event) => ({
          sort: 'entry' as const,
          at: event.at,
          ref: place.ref,
          text: `catalog entry: ${eventText(room.view, event)}`,
          by: null,
          url: eventPlace(event)?.url ?? null,
          compare: null,
          environment: null,
          source: 'catalog',
          observedAt: room.now,
        })),
    ];
  });
  const isCut = [pulls, pushes, releases].some((rows) => rows.length >= MOST);
  return { changes: changes.toSorted((a, b) => b.at.getTime() - a.at.getTime()), isCut };
}

/** In a repository that is shared, what changes the folder; what has too many files to tell is among it. */
function touches({ folder }: Workplace, { files, hasMoreFiles }: Pull): boolean {
  return folder === '' || hasMoreFiles || files.some((path) => path.startsWith(`${folder}/`));
}

/** In a repository that is shared, a tag says what it is of: `go-authz-v1.2`, `libs/go-authz/v1.2`. */
function isTagOf({ folder }: Workplace, name: string): boolean {
  return folder === '' || name.includes(folder.split('/').at(-1) ?? folder);
}

function mergeOf(room: WorkRoom, place: Workplace, pull: Pull): Change {
  const kind = pull.kind === 'code' ? '' : ` (${pull.kind})`;
  const into = /^(?:main|master|trunk|develop)$/.test(pull.base) ? '' : ` into ${pull.base}`;
  return {
    sort: 'merge',
    at: pull.mergedAt ?? pull.updatedAt,
    ref: place.ref,
    text: `#${pull.number} "${shortTitle(pull.title)}" merged${into}${kind}`,
    by: pull.author,
    url: pull.url,
    compare: null,
    environment: null,
    source: 'GitHub',
    observedAt: place.row?.readAt ?? room.now,
  };
}

/** A commit that came to the default branch without a pull request. */
function pushOf(place: Workplace, commit: Commit): Change {
  return {
    sort: 'push',
    at: commit.at,
    ref: place.ref,
    text: `${commit.oid.slice(0, 7)} "${shortTitle(commit.headline)}" pushed`,
    by: commit.author,
    url: place.repository && `${place.repository.url}/commit/${commit.oid}`,
    compare: null,
    environment: null,
    source: 'GitHub',
    observedAt: place.row?.readAt ?? commit.at,
  };
}

function deploymentChange(
  place: Workplace,
  one: Deployment,
  all: readonly Deployment[],
  version: string,
): Change {
  const before = all
    .filter(
      (other) =>
        other.environment === one.environment &&
        other.createdAt < one.createdAt &&
        (other.state === 'active' || other.state === 'replaced'),
    )
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0];
  const text = {
    active: `${version} deployed to ${one.environment}`,
    replaced: `${version} deployed to ${one.environment}`,
    removed: `${version} deployed to ${one.environment}, and removed since`,
    failed: `${version} failed to deploy to ${one.environment}`,
    pending: `${version} on its way to ${one.environment}`,
  }[one.state];
  return {
    sort: 'deployment',
    at: one.createdAt,
    ref: place.ref,
    text,
    by: one.by,
    url: one.url,
    compare: compareUrl(place, before ?? null, one),
    environment: one.environment,
    source: one.source,
    observedAt: one.readAt,
  };
}

/** `9.3.0 deployed to prod-eu by Kenji Mori`. */
export function changeText(room: WorkRoom, { text, by }: Change): string {
  return by ? `${text} by ${whoText(room.view, by)}` : text;
}

export function changeFact(room: WorkRoom, change: Change): Fact {
  const url = change.compare ?? change.url;
  return {
    name: change.sort === 'entry' ? 'catalog' : change.sort,
    value: changeText(room, change),
    source: change.source,
    ...(url && { url }),
    observedAt: change.observedAt.toISOString(),
  };
}
