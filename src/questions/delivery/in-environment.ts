import { counted, enumerate } from '../../catalog/labels.ts';
import { type Deployment, versionOf } from '../../operations/deployments.ts';
import { byImportance, environmentsMeant } from '../../operations/environments.ts';
import { activeIn, tagsOf } from '../../operations/work-reads.ts';
import type { Answer } from '../answer.ts';
import type { Room } from '../intention.ts';
import { momentText } from '../on-call/words.ts';
import { reply } from '../reply.ts';
import { labelOfDeployment, madeInAll, refsOfDeployment } from './subjects.ts';
import { unconnectedAnswer } from './unread.ts';
import { whoText } from './words.ts';

const SHOWN = 100;
const TOLD = 12;
const intent = 'deploy.version';

/** What runs in an environment, of everything that is deployed there; the newest first. */
export async function tellEnvironment(
  room: Room,
  said: string,
  known: readonly string[],
): Promise<Answer> {
  const missing = await unconnectedAnswer(room, {
    intent,
    what: `what runs in ${said}`,
    refs: [],
  });
  if (missing) return missing;
  const environments = environmentsMeant(said, known).toSorted(byImportance);
  if (environments.length === 0) {
    const names = enumerate([...known].toSorted(byImportance));
    return reply({
      kind: 'unknown',
      intent,
      text: `I know no environment "${said}".${names ? ` There are deployments to ${names}.` : ''}`,
    });
  }
  const all = newestOf(await activeIn(room.db, environments));
  const ids = [...new Set(all.flatMap(({ repository }) => repository ?? []))];
  const [made, tags] = [await madeInAll(room, ids), await tagsOf(room.db, ids)];
  const lines = all.slice(0, SHOWN).map((one) => ({
    environment: one.environment,
    refs: refsOfDeployment(one, made),
    what: `${labelOfDeployment(room, one, made)} ${versionOf(one, tags)}`,
    since: `since ${momentText(one.createdAt, room)}${one.by ? `, by ${whoText(room.view, one.by)}` : ''}`,
    one,
  }));
  const title = `${counted(all.length, 'thing')} ${all.length === 1 ? 'runs' : 'run'} in ${enumerate(environments)}`;
  const sentences = environments.map((environment) => {
    const own = lines.filter((line) => line.environment === environment);
    return own.length === 0
      ? `${environment}: nothing that I know of.`
      : `${environment}: ${enumerate(
          own.map(({ what }) => what),
          TOLD,
        )}.`;
  });
  return reply({
    kind: 'answer',
    intent,
    refs: [...new Set(lines.flatMap(({ refs }) => refs))],
    text: [`${title}.`, ...sentences].join(' '),
    view: {
      kind: 'groups',
      title,
      total: all.length,
      groups: environments.map((environment) => ({
        label: environment,
        lines: lines
          .filter((line) => line.environment === environment)
          .map(({ what, since, one }) => ({
            text: `${what} ${since}`,
            place: one.url ? { label: one.source, url: one.url } : null,
          })),
      })),
    },
    facts: lines.slice(0, TOLD).map(({ what, environment, one }) => ({
      name: `running in ${environment}`,
      value: what,
      source: one.source,
      ...(one.url && { url: one.url }),
      observedAt: one.readAt.toISOString(),
    })),
  });
}

/** The newest of each thing in each environment: what a pipeline reported first may still say that it runs. */
function newestOf(newestFirst: readonly Deployment[]): Deployment[] {
  const found = new Map<string, Deployment>();
  for (const one of newestFirst) {
    const key = JSON.stringify([one.ref ?? one.repository, one.environment]);
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}
