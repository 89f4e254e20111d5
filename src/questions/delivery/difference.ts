import { counted, labelOf } from '../../catalog/labels.ts';
import { commitOf } from '../../operations/arrival.ts';
import { commitGraph } from '../../operations/commit-graph.ts';
import { type Deployment, versionOf } from '../../operations/deployments.ts';
import { commitsOf } from '../../operations/work-reads.ts';
import type { Commit } from '../../operations/work-store.ts';
import type { Answer, Fact, Group } from '../answer.ts';
import type { Room } from '../intention.ts';
import { reply } from '../reply.ts';
import { compareUrl, type Deployed, deploymentFact } from './running.ts';
import { shortTitle, whoText } from './words.ts';

/** The default branch, where an environment is expected. */
export const NEWEST = 'the default branch';

/** Pairs of environments that one answer compares. */
const MOST_PAIRS = 6;
const TOLD = 6;
const SHOWN = 25;
const intent = 'deploy.compare';

/** A state of the code: what runs somewhere, or the newest. */
type State = {
  name: string;
  version: string;
  oid: string | null;
  gitRef: string | null;
  deployment: Deployment | null;
};

type Pair = { deployed: Deployed; from: State; to: State; commits: readonly Commit[] };

/** What `from` has and `to` has not, commit by commit, with the page that compares them. */
export async function tellDifference(
  room: Room,
  {
    refs,
    note,
    known,
    from,
    to,
  }: {
    refs: readonly string[];
    note: string;
    known: readonly Deployed[];
    from: readonly string[];
    to: readonly string[];
  },
): Promise<Answer> {
  const pairs: Pair[] = [];
  for (const deployed of known) {
    const id = deployed.place.repository?.id;
    const commits = id ? await commitsOf(room.db, id) : [];
    const states = (names: readonly string[]) =>
      names.flatMap((name) => stateIn(deployed, commits, name) ?? []);
    for (const a of states(from))
      for (const b of states(to))
        if (a.name !== b.name) pairs.push({ deployed, from: a, to: b, commits });
  }
  const told = pairs.slice(0, MOST_PAIRS).map((pair) => tellPair(room, pair));
  if (told.length === 0)
    return reply({
      kind: 'unknown',
      intent,
      subjects: refs,
      text: 'I know of no two states there to compare.',
    });
  const more = pairs.length > MOST_PAIRS ? [`And ${pairs.length - MOST_PAIRS} more pairs.`] : [];
  return reply({
    kind: told.every(({ isKnown }) => !isKnown) ? 'unknown' : 'answer',
    intent,
    subjects: refs,
    refs,
    text: [note, ...told.map(({ text }) => text), ...more].filter(Boolean).join(' '),
    view: {
      kind: 'groups',
      title: `${labelOf(room.view, refs[0] ?? '')}: ${told.map(({ group }) => group.label).join('; ')}`,
      total: told.reduce((sum, { group }) => sum + group.lines.length, 0),
      groups: told.map(({ group }) => group),
      ...(note && { note }),
    },
    facts: told.flatMap(({ facts }) => facts),
  });
}

function stateIn(
  { environments, tags }: Deployed,
  commits: readonly Commit[],
  name: string,
): State | null {
  if (name === NEWEST) {
    const [newest] = commits;
    if (!newest) return null;
    const version = newest.oid.slice(0, 7);
    return { name, version, oid: newest.oid, gitRef: null, deployment: null };
  }
  const running = environments.find(({ environment }) => environment === name)?.running;
  if (!running) return null;
  const oid = commitOf(running, tags);
  return {
    name,
    version: versionOf(running, tags),
    oid,
    gitRef: running.gitRef,
    deployment: running,
  };
}

function tellPair(
  room: Room,
  { deployed, from, to, commits }: Pair,
): { text: string; isKnown: boolean; group: Group; facts: Fact[] } {
  const graph = commitGraph(commits);
  const [ahead, behind] =
    from.oid && to.oid
      ? [graph.between(to.oid, from.oid), graph.between(from.oid, to.oid)]
      : [null, null];
  const url = compareUrl(deployed.place, to, from);
  const name = labelOf(room.view, deployed.ref);
  const is = `${from.name} has ${from.version}, ${to.name} ${to.version}`;
  const isSame =
    from.oid !== null && to.oid !== null ? from.oid === to.oid : from.version === to.version;
  const difference = isSame
    ? 'they are the same'
    : ahead === null
      ? 'what lies between was not read'
      : [
          ahead.length > 0 ? `${counted(ahead.length, 'commit')} only in ${from.name}` : '',
          behind && behind.length > 0
            ? `${counted(behind.length, 'commit')} only in ${to.name}`
            : '',
        ]
          .filter(Boolean)
          .join(', ') || 'no commit lies between';
  const line = (commit: Commit) =>
    `"${shortTitle(commit.headline)}"${commit.author ? ` by ${whoText(room.view, commit.author)}` : ''}`;
  const listed = [...(ahead ?? []), ...(ahead?.length ? [] : (behind ?? []))];
  const some = listed.slice(0, TOLD).map(line).join('; ');
  const more = listed.length > TOLD ? ` and ${listed.length - TOLD} more` : '';
  const states = [from, to].flatMap(({ deployment, name: environment }) =>
    deployment ? [deploymentFact(room, deployed, deployment, `running in ${environment}`)] : [],
  );
  return {
    text: `${name}: ${is}: ${difference}${some && !isSame ? `: ${some}${more}` : ''}.${url ? ` Compare: ${url}` : ''}`,
    isKnown: isSame || ahead !== null || from.version !== to.version,
    group: {
      label: `${is}: ${difference}`,
      lines: [
        ...(isSame ? [] : listed.slice(0, SHOWN)).map((commit) => ({
          text: line(commit),
          place: deployed.place.repository && {
            label: commit.oid.slice(0, 7),
            url: `${deployed.place.repository.url}/commit/${commit.oid}`,
          },
        })),
        ...(url ? [{ text: 'All of it', place: { label: 'compare', url } }] : []),
      ],
    },
    facts: states,
  };
}
