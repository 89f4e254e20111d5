import { ruleOfPath } from '../../catalog/code-paths.ts';
import { parseCodeowners } from '../../catalog/codeowners.ts';
import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { ownerDirectory } from '../../catalog/owner-directory.ts';
import { ownersOfRule } from '../../catalog/ownership.ts';
import type { Answer, Fact } from '../answer.ts';
import { type KnownPull, pullsNamed, readPullName, whichPull } from '../delivery/pulls.ts';
import { refOfWho, shortTitle, whoText } from '../delivery/words.ts';
import { repositoryAt } from '../facts.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { momentText } from '../on-call/words.ts';
import { reply } from '../reply.ts';

const intent = 'own.path';
const ABOUT_THE_PAST =
  /\b(?:merged|reviewed|approved|wrote|opened|authored|made|created|author)\b/i;
const PR = '[my|the|this|that|our] [pr|pull request|change|mr|pull]';

/** Who looks after what a pull request changes, and who made it. */
export const pullReview: Intention = {
  intent,
  examples: [
    'who should review my PR https://github.com/acme/ledger/pull/12',
    'who can review https://github.com/acme/ledger/pull/12',
    'who reviewed https://github.com/acme/ledger/pull/12',
    'who merged https://github.com/acme/ledger/pull/12',
    'who owns the code of https://github.com/acme/ledger/pull/12',
  ],
  patterns: [
    `who (should|can|could|must|may|has to|needs to|will) (review|approve|look at|check|sign off|merge) ${PR} {pull}`,
    `who (reviews|approves|owns|owns the code of|is responsible for|maintains) ${PR} {pull}`,
    `who (wrote|opened|authored|made|created|merged|reviewed|approved|is the author of|did|shipped|submitted) ${PR} {pull}`,
    `[the] (reviewers|reviewer|author|codeowners|code owners|owner|owners) (for|of|on) ${PR} {pull}`,
    `who (should|do|can) i ask to review ${PR} {pull}`,
    `(whom|who) (should|do|can) i (ask|request|add) (for a review of|for review of|to review|as reviewer of|as reviewer on) ${PR} {pull}`,
  ],
  shape: /\/pull\/\d|\b(?:pr|pull request|mr)\s+#?\d|\w#\d/i,
  bare: 'nothing',
  isExact: true,
  answer,
};

async function answer({ text, slots, room }: Case): Promise<Answer | null> {
  const said = slots['pull'] ?? '';
  const name = readPullName(said);
  if (!name) return null;
  const found = await pullsNamed(room, name);
  const [one, ...others] = found.kind === 'found' ? found.pulls : [];
  if (others.length > 0 && found.kind === 'found')
    return whichPull(room, found.pulls, { intent, text, said, number: name.number });
  if (one) return tellReview(room, one, text);
  // Who may review what was not read is told by the rule of its whole repository, elsewhere.
  if (!ABOUT_THE_PAST.test(text)) return null;
  return reply({
    kind: 'unknown',
    intent,
    text: `I know no pull request #${name.number}${name.slug ? ` in ${name.slug}` : ''}: its repository is not read here, or it is older than what was read.`,
  });
}

async function tellReview(room: Room, { pull, made }: KnownPull, text: string): Promise<Answer> {
  const { view } = room;
  const author = pull.author ? refOfWho(view, pull.author) : null;
  const isPast = ABOUT_THE_PAST.test(text);
  const owners = await ownersOfFiles(room, { pull, made });
  const refs = owners.refs.filter((ref) => ref !== author);
  const state =
    pull.state === 'merged' && pull.mergedAt
      ? `was merged ${momentText(pull.mergedAt, room)}`
      : pull.state === 'open'
        ? 'is open'
        : 'was closed without being merged';
  const sentences = [
    `${made.label} #${pull.number} "${shortTitle(pull.title)}"${pull.author ? ` by ${whoText(view, pull.author)}` : ''} ${state}.`,
    /\b(?:merged|reviewed|approved)\b/i.test(text)
      ? 'Who reviewed and who merged it stands on its page; I read who made it.'
      : '',
    owners.text,
    pull.url,
  ];
  return reply({
    kind: 'answer',
    intent,
    subjects: made.refs,
    refs: isPast && author ? [author, ...refs] : refs,
    text: sentences.filter(Boolean).join(' '),
    facts: [
      {
        name: 'pull request',
        value: `#${pull.number} is ${pull.state}`,
        source: 'GitHub',
        url: pull.url,
        observedAt: pull.updatedAt.toISOString(),
      },
      ...owners.facts,
    ],
  });
}

/** Whose files it changes: by the rules of CODEOWNERS, else whose the whole is. */
async function ownersOfFiles(
  room: Room,
  { pull, made }: KnownPull,
): Promise<{ text: string; refs: string[]; facts: Fact[] }> {
  const { view, db } = room;
  const repository = await repositoryAt(db, made.slug);
  const rules = parseCodeowners(repository?.codeowners ?? '');
  const directory = ownerDirectory(view);
  const deciding = new Set(
    pull.files.flatMap((path) => ruleOfPath(rules, { path, sort: 'file' }).rule ?? []),
  );
  const named = [...deciding].flatMap((rule) => ownersOfRule(rule, directory));
  const names = [...new Set(named.map(({ ref, handle }) => (ref ? labelOf(view, ref) : handle)))];
  const files = `${pull.hasMoreFiles ? 'its first ' : ''}${counted(pull.files.length, 'file')}`;
  const whole = made.refs.flatMap((ref) => view.out(ref, 'ownedBy')).filter((ref) => view.get(ref));
  if (names.length > 0 && repository) {
    const url = `${repository.url}/blob/${repository.defaultBranch ?? 'HEAD'}/${repository.codeownersPath}`;
    const place = { source: 'CODEOWNERS', url, observedAt: repository.seenAt.toISOString() };
    return {
      text: `CODEOWNERS gives ${files} that it changes (${enumerate(pull.files, 3)}) to ${enumerate(names)}.`,
      refs: [...new Set(named.flatMap(({ ref }) => ref ?? []))],
      facts: named.map(({ ref, handle }) => ({ name: 'reviewer', value: ref ?? handle, ...place })),
    };
  }
  const stated = await room.stated('owner', made.refs);
  return whole.length > 0
    ? {
        text: `No rule of CODEOWNERS covers what it changes; ${made.label} is owned by ${enumerate(whole.map((ref) => labelOf(view, ref)))}.`,
        refs: [...new Set(whole)],
        facts: stated,
      }
    : { text: 'Neither CODEOWNERS nor the catalog says whose that is.', refs: [], facts: [] };
}
