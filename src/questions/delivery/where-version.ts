import { enumerate, labelOf } from '../../catalog/labels.ts';
import { versionOf } from '../../operations/deployments.ts';
import { repositoriesWithIds, tagsNamed } from '../../operations/work-reads.ts';
import type { Answer } from '../answer.ts';
import type { Case } from '../intention.ts';
import { understood } from '../labels.ts';
import { choose, reply } from '../reply.ts';
import { madeIn, workedOn } from './places.ts';
import { deployedOf, runningFact, sinceText } from './running.ts';
import { nothingDeployed, unconnectedAnswer } from './unread.ts';

const intent = 'deploy.version';

/** People leave out the `v`, and say `2.3` of `2.3.1`; the answer says which it is. */
function isSame(version: string, said: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/^.*?v?(?=\d+\.)/, '');
  const [known, asked] = [plain(version), plain(said)];
  return known === asked || (asked.split('.').length < 3 && known.startsWith(`${asked}.`));
}

/** In which environments one version runs: of what was named, else of whatever has a tag of that name. */
export async function tellVersion({ mentions, room }: Case, said: string): Promise<Answer | null> {
  const { view } = room;
  const missing = await unconnectedAnswer(room, {
    intent,
    what: `where ${said} runs`,
    refs: mentions.map(({ ref }) => ref),
  });
  if (missing) return missing;
  const named = mentions.map(({ ref }) => ref);
  const refs = named.length > 0 ? named : await havingTag(said, room);
  const [ref, ...others] = refs;
  if (!ref)
    return reply({
      kind: 'unknown',
      intent,
      text: `I know nothing that has a version ${said}. Name the service too.`,
    });
  if (others.length > 0)
    return choose(view, {
      intent,
      said,
      options: refs,
      question: (one) => `where is ${said} of ${one} running`,
    });
  const deployed = await deployedOf(room, workedOn(room, ref));
  if (deployed.every(({ environments }) => environments.length === 0))
    return nothingDeployed(room, {
      intent,
      refs: [ref],
      places: deployed.map(({ place }) => place),
    });
  const name = labelOf(view, ref);
  const found = deployed.flatMap((one) =>
    one.environments
      .filter(({ running }) => running && isSame(versionOf(running, one.tags), said))
      .map((each) => ({ one, each })),
  );
  const elsewhere = deployed.flatMap((one) =>
    one.environments.flatMap(({ environment, running }) =>
      running ? [`${environment} runs ${versionOf(running, one.tags)}`] : [],
    ),
  );
  const places = found.flatMap(({ one, each }) =>
    each.running ? [`${each.environment} (${sinceText(room, one, each.running)})`] : [],
  );
  return reply({
    kind: 'answer',
    intent,
    subjects: [ref],
    refs: deployed.map((one) => one.ref),
    text: [
      ...mentions.map((mention) => understood(view, mention).trim()),
      places.length > 0
        ? `${said} of ${name} runs in ${enumerate(places)}.`
        : `${said} of ${name} runs nowhere that I know of: ${elsewhere.join(', ')}.`,
    ]
      .filter(Boolean)
      .join(' '),
    facts: deployed.flatMap((one) =>
      one.environments.flatMap((each) => runningFact(room, one, each)),
    ),
  });
}

async function havingTag(said: string, room: Case['room']): Promise<string[]> {
  const plain = said.toLowerCase().replace(/^v/, '');
  const names = [plain, `v${plain}`].flatMap((name) => [name, `${name}.0`]);
  const tags = await tagsNamed(room.db, names);
  const repositories = await repositoriesWithIds(
    room.db,
    tags.map(({ repository }) => repository),
  );
  return [...new Set([...repositories.values()].flatMap(({ slug }) => madeIn(room, slug)))];
}
