import { markOf } from '../../catalog/summary.ts';
import { commitsNamed, repositoriesWithIds } from '../../operations/work-reads.ts';
import type { Answer } from '../answer.ts';
import { tellCommit, tellPulls } from '../delivery/arrivals.ts';
import { type KnownPull, pullsNamed, pullsOf, readPullName } from '../delivery/pulls.ts';
import { unconnectedAnswer } from '../delivery/unread.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { reply } from '../reply.ts';

const intent = 'deploy.compare';
const IS = '(is|are|was|were|has|have|did|does|will|are you sure)';
const THE = '[my|our|the|this|that|your]';
const PR = '(pr|pull request|pull|mr|pull-request)';
const MINE =
  '(my|our) [last|latest|newest|recent] (pr|prs|pull request|pull requests|change|changes|commit|commits|fix|fixes|feature|merge|merges|work|stuff|code)';
const IN_ENV =
  '[already|now|been|actually|yet] (in|on|live in|live on|out in|out on|deployed to|deployed in|deployed on|been deployed to|released to|shipped to|rolled out to|reached|reach|made it to|make it to|made it into|gone to|got to|get to|gotten to|hit|running in|running on|go to|gone out to|promoted to|merged and in) {env} [yet|already|now]';
const LIVE =
  '[already|now|been|actually|yet] (live|deployed|out|released|shipped|rolled out|merged|in use|go out|gone out|ship|go live|gone live|land|landed|out there|get deployed|get merged|get released) [yet|already|now]';

/** Whether a pull request is where people can use it. */
export const deployPull: Intention = {
  intent,
  examples: [
    'is my PR 4412 in prod yet',
    'is PR #12 of ledger in prod',
    'has pull request 12 been deployed',
    'did PR 12 ship',
    'is https://github.com/acme/ledger/pull/12 in staging',
    'where is PR 12',
  ],
  patterns: [
    `${IS} ${THE} ${PR} {pull} ${IN_ENV}`,
    `${IS} ${THE} ${PR} {pull} ${LIVE}`,
    `${IS} ${THE} ${PR} {pull} ${LIVE} (in|to|on) {env} [yet]`,
    `${IS} ${THE} {of} ${PR} {pull} ${IN_ENV}`,
    `${IS} ${THE} {of} ${PR} {pull} ${LIVE}`,
    `(where|how far|in which environments|in which environment) is ${THE} ${PR} {pull}`,
    `(status|state) of ${THE} ${PR} {pull}`,
    `${IS} {address} ${IN_ENV}`,
    `${IS} {address} ${LIVE}`,
    '(where|how far) is {address}',
  ],
  shape: /\b(?:pr|pull|mr|pull[ -]request)\b.*\d|\/pull\/\d|\w#\d/i,
  bare: 'nothing',
  answer: aboutPull,
};

/** Whether what the asker did last is where people can use it. */
export const deployMine: Intention = {
  intent,
  examples: ['is my change live', 'is my fix in prod yet', 'did my last PR ship'],
  patterns: [`${IS} ${MINE} ${IN_ENV}`, `${IS} ${MINE} ${LIVE}`, `where is ${MINE}`],
  bare: 'nothing',
  answer: aboutMine,
};

/** Whether a commit is where people can use it. */
export const deployCommit: Intention = {
  intent,
  shape: /\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b/i,
  examples: ['has 1a2b3c4d reached prod', 'is commit 1a2b3c4 deployed', 'where is 1a2b3c4d5e'],
  patterns: [
    `${IS} [the|my|our|this] [commit|sha|revision|hash] {sha} ${IN_ENV}`,
    `${IS} [the|my|our|this] [commit|sha|revision|hash] {sha} ${LIVE}`,
    '(where|how far) is [the|my|this] [commit|sha|revision|hash] {sha}',
  ],
  bare: 'nothing',
  answer: aboutCommit,
};

async function aboutPull(question: Case): Promise<Answer | null> {
  const { slots, text, room } = question;
  const said = slots['address'] ?? slots['pull'] ?? '';
  const name = readPullName(slots['of'] ? `${said} of ${slots['of']}` : said);
  if (!name) return null;
  const missing = await unconnectedAnswer(room, { intent, what: 'what is deployed', refs: [] });
  if (missing) return missing;
  const found = await pullsNamed(room, name);
  if (found.kind === 'unknown') {
    await room.miss(found.said);
    return reply({
      kind: 'unknown',
      intent,
      text: `I know no repository "${found.said}", so nothing of its pull request ${name.number}.`,
    });
  }
  if (found.pulls.length === 0)
    return reply({
      kind: 'unknown',
      intent,
      text: `I know no pull request #${name.number}${name.slug ? ` in ${name.slug}` : ''}. Repositories that are read here are known with the changes of the last weeks; GitHub knows the rest.`,
    });
  const isMine = /\b(?:my|our)\s/i.test(text.slice(0, text.indexOf(said)));
  const own = isMine ? await mineAmong(room, found.pulls) : [];
  const pulls = own.length === 1 ? own : found.pulls;
  return tellPulls(room, pulls, {
    text,
    said,
    number: name.number,
    environment: slots['env'] ?? null,
  });
}

async function mineAmong(room: Room, pulls: readonly KnownPull[]): Promise<KnownPull[]> {
  const logins = await loginsOf(room);
  return pulls.filter(({ pull }) => logins.includes(pull.author?.toLowerCase() ?? ''));
}

async function aboutMine({ slots, text, room }: Case): Promise<Answer | null> {
  const missing = await unconnectedAnswer(room, { intent, what: 'what is deployed', refs: [] });
  if (missing) return missing;
  const logins = await loginsOf(room);
  if (logins.length === 0)
    return reply({
      kind: 'unknown',
      intent,
      text: 'I do not know your GitHub login, so not which changes are yours. Name the pull request, like "is PR 123 in prod".',
    });
  const [newest] = await pullsOf(room, logins);
  if (!newest)
    return reply({
      kind: 'unknown',
      intent,
      text: `I know no pull request by ${logins[0]} in the repositories that are read here.`,
    });
  return tellPulls(room, [newest], {
    text,
    said: '',
    number: newest.pull.number,
    environment: slots['env'] ?? null,
    lead: 'Your latest pull request:',
  });
}

async function loginsOf({ view, talk, facts }: Room): Promise<string[]> {
  const known = talk.asker && view.get(talk.asker) ? await facts(talk.asker) : null;
  if (!known) return [];
  const login = markOf(known.entity, 'user-login')?.value;
  return login ? [...new Set([login, login.toLowerCase()])] : [];
}

async function aboutCommit({ slots, room }: Case): Promise<Answer | null> {
  const said = (slots['sha'] ?? '').toLowerCase();
  if (!/^[0-9a-f]{7,40}$/.test(said)) return null;
  const missing = await unconnectedAnswer(room, { intent, what: 'what is deployed', refs: [] });
  if (missing) return missing;
  const commits = await commitsNamed(room.db, said);
  const [commit, ...others] = commits;
  const text = !commit
    ? `I know no commit ${said} on the default branch of a repository that is read here.`
    : others.length > 0
      ? `Several commits begin with ${said}: ${[
          ...(
            await repositoriesWithIds(
              room.db,
              commits.map(({ repository }) => repository),
            )
          ).values(),
        ]
          .map(({ slug }) => slug)
          .join(', ')}. Give more of it.`
      : null;
  if (!commit || text !== null) return reply({ kind: 'unknown', intent, text: text ?? '' });
  return tellCommit(room, commit, slots['env'] ?? null);
}
