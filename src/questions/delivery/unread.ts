import { enumerate, labelOf } from '../../catalog/labels.ts';
import { hasWork } from '../../operations/work-reads.ts';
import type { Answer, Intent } from '../answer.ts';
import type { Room } from '../intention.ts';
import { whoKnows } from '../intents/missing.ts';
import { reply } from '../reply.ts';
import { isRead, type Workplace, type WorkRoom } from './places.ts';

const CONNECT_WORK =
  'Connect GitHub with GITHUB_ORG and GITHUB_TOKEN, or let pipelines report with POST /api/deployments.';

/** Why nothing can be said about changes and deployments at all; null where something was read or reported. */
export async function unconnectedAnswer(
  room: Room,
  { intent, what, refs }: { intent: Intent; what: string; refs: readonly string[] },
): Promise<Answer | null> {
  if (await hasWork(room.db)) return null;
  const hints = await Promise.all(refs.slice(0, 3).map((ref) => whoKnows(room, ref)));
  return reply({
    kind: 'unknown',
    intent,
    subjects: refs,
    text: [
      `I do not know ${what}: no changes or deployments were read yet. ${CONNECT_WORK}`,
      ...hints,
    ]
      .filter(Boolean)
      .join(' '),
  });
}

export type WorkSort = 'pulls' | 'deployments';

/** Why there may be more to know about some things than is known, a sentence for each reason; empty where all was looked at. */
export function unreadTexts(
  { view }: Pick<WorkRoom, 'view'>,
  places: readonly Workplace[],
  { sort, since = null }: { sort: readonly WorkSort[]; since?: Date | null },
): string[] {
  const names = (some: readonly Workplace[]) =>
    enumerate(
      some.map(({ ref }) => labelOf(view, ref)),
      6,
    );
  const told: string[] = [];
  const tell = (some: readonly Workplace[], text: (names: string) => string) => {
    if (some.length > 0) told.push(text(names(some)));
  };
  const bare = places.filter(({ slug }) => slug === null);
  const elsewhere = places.filter(({ slug, repository }) => slug !== null && !repository);
  const here = places.filter(({ repository }) => repository);
  tell(bare, (of) => `The catalog names no repository of ${of}.`);
  tell(elsewhere, (of) => `The repository of ${of} is not read here.`);
  tell(
    here.filter((place) => !isRead(place)),
    (of) => `What happens in the repository of ${of} was not read yet.`,
  );
  const read = here.filter(isRead);
  tell(
    read.filter(({ row }) => row?.error),
    (of) => `${of} could not be read lately, so the newest may be missing.`,
  );
  for (const part of sort)
    tell(
      read.filter(({ row }) => row?.refused.includes(part)),
      (of) => `GitHub does not let me read ${WORDS[part]} of ${of}.`,
    );
  if (since)
    for (const part of sort)
      tell(
        read.filter(({ row }) => {
          const from = part === 'pulls' ? row?.mergesSince : row?.deploymentsSince;
          return from && from > since && !row?.refused.includes(part);
        }),
        (of) =>
          `${WORDS[part].replace(/^\w/, (first) => first.toUpperCase())} of ${of} are not known that far back.`,
      );
  return told;
}

const WORDS: Record<WorkSort, string> = { pulls: 'pull requests', deployments: 'deployments' };

/** That no deployment of what was asked about is known, why that may be, and how to change it. */
export async function nothingDeployed(
  room: Room,
  {
    intent,
    refs,
    places,
  }: { intent: Intent; refs: readonly string[]; places: readonly Workplace[] },
): Promise<Answer> {
  const names = enumerate(refs.map((ref) => labelOf(room.view, ref)));
  const missing = await unconnectedAnswer(room, {
    intent,
    what: `what of ${names} runs where`,
    refs,
  });
  if (missing) return missing;
  const why = unreadTexts(room, places, { sort: ['deployments'] });
  const how = 'A pipeline that deploys without GitHub can report with POST /api/deployments.';
  const hint = refs[0] ? await whoKnows(room, refs[0]) : '';
  return reply({
    kind: 'unknown',
    intent,
    subjects: refs,
    text: [`I know no deployment of ${names}.`, ...why, how, hint].filter(Boolean).join(' '),
  });
}

/** What shares a repository with others: a deployment of that one may be of something else. */
export function sharedTexts(
  { view }: Pick<WorkRoom, 'view'>,
  places: readonly Workplace[],
): string[] {
  return places
    .filter(({ folder }) => folder !== '')
    .map(
      ({ ref, slug }) =>
        `${labelOf(view, ref)} shares the repository ${slug} with others, and its deployments may be of those.`,
    );
}
