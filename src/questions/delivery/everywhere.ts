import { counted, enumerate } from '../../catalog/labels.ts';
import { versionOf } from '../../operations/deployments.ts';
import { isTransient } from '../../operations/environments.ts';
import {
  deploymentsBetween,
  mergesBetween,
  releasesBetween,
  tagsOf,
  workReadAt,
} from '../../operations/work-reads.ts';
import type { Answer, Fact } from '../answer.ts';
import type { Room } from '../intention.ts';
import { momentText } from '../on-call/words.ts';
import { reply } from '../reply.ts';
import type { Filter } from './answer-changes.ts';
import type { Span } from './changes.ts';
import { labelOfDeployment, madeInAll, refsOfDeployment } from './subjects.ts';
import { shortTitle, whoText } from './words.ts';

const SHOWN = 60;
const TOLD = 10;
/** So many rows are read of a window; beyond them there may be more. */
const MOST = 500;

type Line = {
  at: Date;
  refs: readonly string[];
  label: string;
  text: string;
  url: string | null;
  fact: Fact;
};
type Wanted = {
  window: Span & { label: string };
  filter: Filter;
  /** Only what was deployed to these. */
  environments: readonly string[] | null;
};

/** What was deployed, released and merged in a window, wherever that was; newest first. */
export async function tellEverywhere(room: Room, wanted: Wanted): Promise<Answer> {
  const { window, filter, environments } = wanted;
  const { lines, isCut } = await linesOf(room, wanted);
  const noun = { all: 'change', deployments: 'deployment', releases: 'release', merges: 'merge' }[
    filter
  ];
  const where = environments ? ` to ${enumerate(environments)}` : '';
  const count = lines.length === 0 ? `No ${noun}` : counted(lines.length, noun);
  const title = `${count}${where} ${window.label}`;
  const notes = [
    isCut ? 'There is more in that time than I list.' : '',
    'I see the repositories that are read here, and what pipelines report.',
  ].filter(Boolean);
  const text = ({ at, label, text }: Line) => `${momentText(at, room)}: ${label} ${text}`;
  const told = lines.slice(0, TOLD).map((line) => `${text(line)}.`);
  const more = lines.length > TOLD ? [`And ${lines.length - TOLD} more.`] : [];
  return reply({
    kind: 'answer',
    intent: 'changes.recent',
    refs: [...new Set(lines.flatMap(({ refs }) => refs))],
    text: [lines.length > 0 ? `${title}:` : `${title}.`, ...told, ...more, ...notes].join(' '),
    view:
      lines.length === 0
        ? { kind: 'text' }
        : {
            kind: 'groups',
            title,
            total: lines.length,
            note: notes.join(' '),
            groups: [...Map.groupBy(lines.slice(0, SHOWN), ({ label }) => label)].map(
              ([label, some]) => ({
                label,
                lines: some.map(({ at, text, url }) => ({
                  text: `${momentText(at, room)}: ${text}`,
                  place: url ? { label: 'look', url } : null,
                })),
              }),
            ),
          },
    facts:
      lines.length > 0 ? lines.slice(0, SHOWN).map(({ fact }) => fact) : [await lookedFact(room)],
  });
}

/** What was looked at where there was nothing. */
async function lookedFact({ db, now }: Room): Promise<Fact> {
  const readAt = await workReadAt(db);
  return {
    name: 'looked at',
    value: readAt ? 'the repositories that are read here' : 'what pipelines reported',
    source: readAt ? 'GitHub' : 'API',
    observedAt: (readAt ?? now).toISOString(),
  };
}

async function linesOf(
  room: Room,
  { window, filter, environments }: Wanted,
): Promise<{ lines: Line[]; isCut: boolean }> {
  const { db, view } = room;
  const isWanted = (sort: Filter) => filter === 'all' || filter === sort;
  const deployed = isWanted('deployments')
    ? await deploymentsBetween(db, window, environments)
    : [];
  const merged = isWanted('merges') ? await mergesBetween(db, window) : [];
  const released = isWanted('releases') ? await releasesBetween(db, window) : [];
  const ids = [...deployed, ...merged, ...released].flatMap(({ repository }) => repository ?? []);
  const made = await madeInAll(room, ids);
  const tags = await tagsOf(db, [
    ...new Set(deployed.flatMap(({ repository }) => repository ?? [])),
  ]);
  const by = (who: string | null) => (who ? ` by ${whoText(view, who)}` : '');
  const fact = (
    name: string,
    value: string,
    url: string | null,
    observedAt: Date,
    source = 'GitHub',
  ) => ({
    name,
    value,
    source,
    ...(url && { url }),
    observedAt: observedAt.toISOString(),
  });
  const lines = [
    ...deployed
      .filter(({ environment }) => !isTransient(environment))
      .map((one): Line => {
        const label = labelOfDeployment(room, one, made);
        const how =
          one.state === 'failed'
            ? 'failed to deploy'
            : one.state === 'pending'
              ? 'on its way'
              : 'deployed';
        const text = `${versionOf(one, tags)} ${how} to ${one.environment}${by(one.by)}`;
        const refs = refsOfDeployment(one, made);
        return {
          at: one.createdAt,
          refs,
          label,
          text,
          url: one.url,
          fact: fact('deployment', `${label} ${text}`, one.url, one.readAt, one.source),
        };
      }),
    ...merged.map((pull): Line => {
      const { label = 'a repository', refs = [] } = made.get(pull.repository) ?? {};
      const text = `#${pull.number} "${shortTitle(pull.title)}" merged${by(pull.author)}`;
      return {
        at: pull.mergedAt ?? pull.updatedAt,
        refs,
        label,
        text,
        url: pull.url,
        fact: fact('merge', `${label} ${text}`, pull.url, pull.updatedAt),
      };
    }),
    ...released.map((tag): Line => {
      const { label = 'a repository', refs = [] } = made.get(tag.repository) ?? {};
      const at = tag.releasedAt ?? window.since;
      const text = `${tag.name} released${by(tag.releasedBy)}`;
      return {
        at,
        refs,
        label,
        text,
        url: tag.url,
        fact: fact('release', `${label} ${text}`, tag.url, at),
      };
    }),
  ];
  return {
    lines: lines.toSorted((a, b) => b.at.getTime() - a.at.getTime()),
    isCut: [deployed, merged, released].some((rows) => rows.length >= MOST),
  };
}
