import { enumerate } from '../../catalog/labels.ts';
import { type AuditLine, readAudit } from '../../operations/audit.ts';
import { activeLocks, EVERYTHING, locksOver } from '../../operations/locks.ts';
import type { Answer } from '../answer.ts';
import { lineFact, lineText } from '../deeds-done/lines.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { named, understood } from '../labels.ts';
import { reply } from '../reply.ts';
import { ALL, detailOf, factsOf, nameOf, sentenceOf } from './lock-tell.ts';

const intent = 'freeze';

/** Who has locked what, until when and why. */
export const lockStatus: Intention = {
  intent,
  examples: [
    'are we in a code freeze',
    'who locked ledger',
    'can i deploy ledger',
    'is ledger locked',
    'why is ledger frozen',
    'what is locked',
    'when does the code freeze end',
    'until when is ledger locked',
    'any locks?',
    'can we deploy today',
  ],
  patterns: [
    '(are|is) (we|there|it) [still|currently|in|under] [in|under] (a|any|the|an) [code|deploy|deployment|change|release|active|org wide|organisation wide|company wide] (freeze|freezes|lock|locks)',
    '(are|is) (we|everything|production|prod) [still|currently] (frozen|locked)',
    '(is|are) {any} [still|currently] (locked|frozen|in freeze|in a freeze|unlocked|blocked)',
    'who (locked|froze|unlocked|has locked|blocked|has frozen) {any}',
    'who (set|declared|started|announced) the [code|deploy|change] freeze',
    'why is {any} (locked|frozen|blocked)',
    '(until when|how long|till when|since when) (is|are) {any} (locked|frozen)',
    'when (does|is|will) the [code|deploy|change] freeze (end|over|start|begin|lifted)',
    '(can|may|could|should) (i|we) [safely] (deploy|ship|release|merge) [to prod|now|today|on friday]',
    '(can|may|could|should) (i|we) [safely] (deploy|ship|release) {any}',
    '(can|may|could|should) (i|we) [safely] (deploy|ship|release) {any} (now|today|to prod|to production|tonight)',
    '(what|which services|which things) (is|are) [currently|still] (locked|frozen)',
    '[code|deploy|change|any|active|current|all|list|show] [the|all|current|active] (freeze|freezes|locks)',
    '(any|list|all|show) [the|all|active|current] [code|deploy|deployment] (freeze|freezes|lock|locks)',
    '(lock|locks|freeze|freezes) (on|for|of) {any}',
  ],
  bare: 'nothing',
  answer: tellLocks,
};

async function tellLocks({ text, mentions, slots, room }: Case): Promise<Answer | null> {
  const { db, view, now } = room;
  const [mention] = mentions;
  if (slots['any'] !== undefined && !ALL.test(slots['any']) && mention) {
    const refs = mentions.map(({ ref }) => ref);
    const over = (await Promise.all(refs.map((ref) => locksOver({ db, view, now }, ref)))).flat();
    const free = refs.map((ref) => nameOf(room, ref));
    const isAsking = /^(?:can|may|could|should)\b/i.test(text);
    const past = /^who\b/i.test(text) ? await lockings(room, refs) : [];
    return reply({
      kind: 'answer',
      intent,
      subjects: refs,
      refs: [
        ...new Set(
          [...over.flatMap((lock) => [lock.by, lock.ref]), ...past.map(({ who }) => who)].filter(
            (ref) => ref !== EVERYTHING,
          ),
        ),
      ],
      text: [
        understood(view, mention).trim(),
        over.length > 0
          ? over.map((lock) => sentenceOf(room, lock)).join(' ')
          : `${enumerate(free)} ${free.length === 1 ? 'is' : 'are'} not locked, and no organisation-wide freeze is active.`,
        isAsking && over.length === 0
          ? 'That is all I know: whether it is wise is its owner’s to say.'
          : '',
        ...past.map((line) => lineText(room, line)),
      ]
        .filter(Boolean)
        .join(' '),
      facts: [...factsOf(room, over), ...past.map(lineFact)],
    });
  }
  const all = await activeLocks(db, now);
  const whole = all.find((lock) => lock.ref === EVERYTHING);
  const rest = all.filter((lock) => lock.ref !== EVERYTHING);
  return reply({
    kind: 'answer',
    intent,
    refs: rest.map(({ ref }) => ref),
    text: [
      whole ? sentenceOf(room, whole) : 'No organisation-wide freeze is active.',
      rest.length === 0 ? 'Nothing is locked by itself.' : '',
      ...rest.slice(0, 10).map((lock) => sentenceOf(room, lock)),
      rest.length > 10 ? `And ${rest.length - 10} more.` : '',
    ]
      .filter(Boolean)
      .join(' '),
    view:
      rest.length === 0
        ? { kind: 'text' }
        : {
            kind: 'list',
            title: 'Locked',
            note: whole ? sentenceOf(room, whole) : 'No organisation-wide freeze is active.',
            items: rest.map((lock) => ({ ...named(view, lock.ref), detail: detailOf(room, lock) })),
            total: rest.length,
          },
    facts: factsOf(room, all),
  });
}

/** Who locked and unlocked these lately, newest first: also what holds no more. */
async function lockings({ db }: Room, refs: readonly string[]): Promise<AuditLine[]> {
  const each = await Promise.all(
    ['lock', 'unlock'].map((what) => readAudit(db, { targets: refs, what, limit: LOCKINGS })),
  );
  return each
    .flat()
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, LOCKINGS);
}

const LOCKINGS = 3;
