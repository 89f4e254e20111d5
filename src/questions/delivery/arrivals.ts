import { enumerate } from '../../catalog/labels.ts';
import { type Arrival, arrivalOf, type Wanted } from '../../operations/arrival.ts';
import { commitGraph } from '../../operations/commit-graph.ts';
import { type Running, runningIn, versionOf } from '../../operations/deployments.ts';
import { byImportance, environmentsMeant } from '../../operations/environments.ts';
import { commitsOf, deploymentsOf, tagsOf } from '../../operations/work-reads.ts';
import type { Commit } from '../../operations/work-store.ts';
import type { Answer, Fact } from '../answer.ts';
import type { Room } from '../intention.ts';
import { momentText } from '../on-call/words.ts';
import { reply } from '../reply.ts';
import { type KnownPull, whichPull } from './pulls.ts';
import { type Made, madeInAll } from './subjects.ts';
import { shortTitle, whoText } from './words.ts';

const intent = 'deploy.compare';

type Asked = {
  text: string;
  /** The words of the question that name it. */
  said: string;
  number: number;
  environment: string | null;
  lead?: string;
};

/** Where a pull request is; buttons where several have its number. */
export async function tellPulls(
  room: Room,
  pulls: readonly KnownPull[],
  asked: Asked,
): Promise<Answer> {
  const [first, ...others] = pulls;
  if (!first || others.length > 0) return whichPull(room, pulls, { intent, ...asked });
  const { pull, made } = first;
  const what = `${made.label} #${pull.number} "${shortTitle(pull.title)}"${pull.author ? ` by ${whoText(room.view, pull.author)}` : ''}`;
  const fact: Fact = {
    name: 'pull request',
    value: `#${pull.number} is ${pull.state}`,
    source: 'GitHub',
    url: pull.url,
    observedAt: pull.updatedAt.toISOString(),
  };
  const lead = asked.lead ? `${asked.lead} ` : '';
  if (pull.state !== 'merged') {
    const state =
      pull.state === 'open' ? 'is open and not merged' : 'was closed without being merged';
    return reply({
      kind: 'answer',
      intent,
      subjects: made.refs,
      refs: made.refs,
      text: `${lead}${what} ${state}, so it is in no environment by itself: ${pull.url}`,
      facts: [fact],
    });
  }
  const merged = pull.mergedAt ? `, merged ${momentText(pull.mergedAt, room)}` : '';
  return tellArrival(room, {
    made,
    repository: pull.repository,
    wanted: { oid: pull.mergeCommit, head: pull.head, at: pull.mergedAt },
    what: `${lead}${what}${merged}`,
    title: pull.title,
    environment: asked.environment,
    facts: [fact],
    url: pull.url,
  });
}

/** Where a commit is. */
export async function tellCommit(
  room: Room,
  commit: Commit,
  environment: string | null,
): Promise<Answer> {
  const made = (await madeInAll(room, [commit.repository])).get(commit.repository);
  const by = commit.author ? ` by ${whoText(room.view, commit.author)}` : '';
  const known = made ?? { refs: [], label: 'a repository', slug: '', url: '' };
  const url = made ? `${made.url}/commit/${commit.oid}` : null;
  const what = `${known.label} ${commit.oid.slice(0, 7)} "${shortTitle(commit.headline)}"${by}, ${momentText(commit.at, room)}`;
  return tellArrival(room, {
    made: known,
    repository: commit.repository,
    wanted: { oid: commit.oid, at: commit.at },
    what,
    title: commit.headline,
    environment,
    facts: [
      {
        name: 'commit',
        value: commit.oid,
        source: 'GitHub',
        ...(url && { url }),
        observedAt: commit.at.toISOString(),
      },
    ],
    url,
  });
}

type Arriving = {
  made: Made;
  repository: string;
  wanted: Wanted;
  what: string;
  /** As the commit that takes it back names it. */
  title: string;
  environment: string | null;
  facts: readonly Fact[];
  url: string | null;
};

async function tellArrival(room: Room, arriving: Arriving): Promise<Answer> {
  const { made, repository, wanted, what, title, environment, facts, url } = arriving;
  const { db } = room;
  const [all, tags, commits] = await Promise.all([
    deploymentsOf(db, { repositories: [repository], refs: made.refs }),
    tagsOf(db, [repository]),
    commitsOf(db, repository),
  ]);
  const known = runningIn(all).toSorted((a, b) => byImportance(a.environment, b.environment));
  const names = known.map((one) => one.environment);
  const meant = environment === null ? names : environmentsMeant(environment, names);
  const base = { intent, subjects: made.refs, refs: made.refs } as const;
  const end = url ? ` ${url}` : '';
  if (known.length === 0)
    return reply({
      ...base,
      kind: 'unknown',
      text: `${what}. I know no deployment of ${made.label}, so not where that is.${end}`,
      facts,
    });
  if (meant.length === 0)
    return reply({
      ...base,
      kind: 'unknown',
      text: `${what}. I know no deployment of ${made.label} to "${environment}"; it is known in ${enumerate(names)}.${end}`,
      facts,
    });
  const graph = commitGraph(commits);
  const judged = known
    .filter((one) => meant.includes(one.environment))
    .map((one) => ({
      one,
      arrival: one.running ? arrivalOf(wanted, one.running, { graph, tags }) : ('out' as const),
    }));
  const line = ({ environment, running }: Running) =>
    running
      ? `${environment} (${versionOf(running, tags)} since ${momentText(running.createdAt, room)})`
      : `${environment} (nothing that I know of runs there)`;
  const listed = (wantedArrival: Arrival) =>
    enumerate(
      judged.filter(({ arrival }) => arrival === wantedArrival).map(({ one }) => line(one)),
    );
  const isAll = (wantedArrival: Arrival) =>
    judged.every(({ arrival }) => arrival === wantedArrival);
  const verdict =
    environment === null
      ? ''
      : isAll('in')
        ? 'Yes: '
        : isAll('out')
          ? 'No: '
          : isAll('unknown')
            ? ''
            : 'In part: ';
  const revert = commits.find(
    ({ headline, at }) => wanted.at && at > wanted.at && headline.startsWith(`Revert "${title}`),
  );
  const sentences = [
    listed('in') && `it is in ${listed('in')}`,
    listed('out') && `it is not in ${listed('out')}`,
    listed('unknown') &&
      `of ${listed('unknown')} I cannot tell, because what was read of the history does not reach that far`,
  ].filter(Boolean);
  return reply({
    ...base,
    kind: isAll('unknown') ? 'unknown' : 'answer',
    text: `${verdict}${what}: ${sentences.join('; ')}.${revert ? ` It was reverted by ${revert.oid.slice(0, 7)}, ${momentText(revert.at, room)}.` : ''}${end}`,
    facts: [
      ...facts,
      ...judged.flatMap(({ one }) =>
        one.running
          ? [
              {
                name: `running in ${one.environment}`,
                value: `${made.label} ${versionOf(one.running, tags)}`,
                source: one.running.source,
                ...(one.running.url && { url: one.running.url }),
                observedAt: one.running.readAt.toISOString(),
              },
            ]
          : [],
      ),
    ],
  });
}
