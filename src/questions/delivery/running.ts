import { labelOf } from '../../catalog/labels.ts';
import {
  type Deployment,
  type Running,
  runningIn,
  type Tag,
  versionOf,
} from '../../operations/deployments.ts';
import { byImportance } from '../../operations/environments.ts';
import { deploymentsOf, tagsOf } from '../../operations/work-reads.ts';
import type { Fact } from '../answer.ts';
import { momentText } from '../on-call/words.ts';
import type { Here } from '../times.ts';
import { type Workplace, type WorkRoom, workplacesOf } from './places.ts';
import { whoText } from './words.ts';

/** What is known of one thing's deployments. */
export type Deployed = {
  ref: string;
  place: Workplace;
  /** Production first. */
  environments: readonly Running[];
  tags: readonly Tag[];
};

/** What runs of each of these, in every environment it was ever deployed to. */
export async function deployedOf(room: WorkRoom, refs: readonly string[]): Promise<Deployed[]> {
  const places = [...(await workplacesOf(room, refs)).values()];
  const repositories = [...new Set(places.flatMap(({ repository }) => repository?.id ?? []))];
  const [all, tags] = await Promise.all([
    deploymentsOf(room.db, { repositories, refs: places.map(({ ref }) => ref) }),
    tagsOf(room.db, repositories),
  ]);
  return places.map((place) => {
    const id = place.repository?.id;
    const own = all.filter(
      (one) => one.ref === place.ref || (id !== undefined && one.repository === id),
    );
    const environments = runningIn(inPlace(place, own)).toSorted((a, b) =>
      byImportance(a.environment, b.environment),
    );
    return {
      ref: place.ref,
      place,
      environments,
      tags: tags.filter(({ repository }) => repository === id),
    };
  });
}

/** Of deployments of a shared repository, those that name the folder; all where none does. */
function inPlace({ ref, folder }: Workplace, all: readonly Deployment[]): readonly Deployment[] {
  if (folder === '') return all;
  const names = [ref.split('/').at(-1) ?? '', folder.split('/').at(-1) ?? ''].filter(Boolean);
  const own = all.filter(
    (one) =>
      one.ref === ref ||
      names.some((name) => `${one.environment} ${one.gitRef ?? ''}`.toLowerCase().includes(name)),
  );
  return own.length > 0 ? own : all;
}

/** `9.3.0 since today at 08:20, by Kenji Mori`. */
export function sinceText(room: WorkRoom & Here, { tags }: Deployed, one: Deployment): string {
  const by = one.by ? `, by ${whoText(room.view, one.by)}` : '';
  return `${versionOf(one, tags)} since ${momentText(one.createdAt, room)}${by}`;
}

/** `prod-eu runs 9.3.0 since …; a newer try, 9.4.0, failed today at 08:20`. */
export function runningText(room: WorkRoom & Here, deployed: Deployed, one: Running): string {
  const { environment, running } = one;
  const what = running ? `runs ${sinceText(room, deployed, running)}` : 'runs nothing I know of';
  const newer = newerText(room, deployed, one);
  return `${environment} ${what}${newer ? `; ${newer}` : ''}`;
}

/** What came after what runs and did not get there; empty where nothing did. */
function newerText(room: WorkRoom & Here, { tags }: Deployed, { newer, running }: Running): string {
  if (!newer) return '';
  const version = versionOf(newer, tags);
  const at = momentText(newer.state === 'failed' ? newer.changedAt : newer.createdAt, room);
  const name = running ? `a newer try, ${version},` : version;
  return newer.state === 'failed' ? `${name} failed ${at}` : `${name} is under way since ${at}`;
}

export function runningFact(room: WorkRoom, deployed: Deployed, one: Running): Fact[] {
  const { running, environment } = one;
  if (!running) return [];
  return [deploymentFact(room, deployed, running, `running in ${environment}`)];
}

export function deploymentFact(
  { view }: WorkRoom,
  { ref, tags, place }: Deployed,
  one: Deployment,
  name: string,
): Fact {
  const url = one.url ?? workflowUrl(place, 'deployments');
  return {
    name,
    value: `${labelOf(view, ref)} ${versionOf(one, tags)}`,
    source: one.source,
    ...(url && { url }),
    observedAt: one.readAt.toISOString(),
  };
}

/** A page of the repository on GitHub: its deployments, its workflows. */
export function workflowUrl(
  { repository }: Pick<Workplace, 'repository'>,
  page: 'deployments' | 'actions',
): string | null {
  return repository && `${repository.url}/${page}`;
}

type State = { oid: string | null; gitRef: string | null };

/** The page that compares two states of one repository; null where they are the same, or not known. */
export function compareUrl(
  { repository }: Pick<Workplace, 'repository'>,
  from: State | null,
  to: State | null,
): string | null {
  const [a, b] = [from?.oid ?? from?.gitRef, to?.oid ?? to?.gitRef];
  if (!repository || !a || !b || a === b) return null;
  return `${repository.url}/compare/${encodeURIComponent(a)}...${encodeURIComponent(b)}`;
}
