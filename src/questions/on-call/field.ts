import { type OnCallBook, readBook } from '../../operations/cover.ts';
import type { Answer, Card, CardField, Fact } from '../answer.ts';
import type { Room } from '../intention.ts';
import { coverAt } from './gather.ts';
import { tellNow } from './tell.ts';
import { ageText } from './words.ts';

/** Who is on call for an entity, as a card shows it: the person, and how old that is where it is old. Null where no rota is for it. */
export async function onCallField(
  room: Room,
  book: OnCallBook,
  ref: string,
): Promise<{ field: CardField; facts: Fact[]; text: string } | null> {
  const found = await coverAt(room, book, ref);
  if (!found || found.cover.via === 'team') return null;
  const { fields, facts, isKnown } = tellNow(room, found);
  const [first] = fields;
  if (!first || !isKnown) return null;
  const age = found.rotas.map(({ standing }) => ageText(standing, room)).find(Boolean);
  const stale = age ? ` (${age.replace(/\.$/, '').replace(/^As/, 'as')})` : '';
  const text = `${first.text}${stale}`;
  return {
    field: { ...first, text },
    facts,
    text: `On call: ${text}.`,
  };
}

/** The same answer with who is on call: on each of its cards behind the owner, or above the list of a team. */
export async function withOnCall(room: Room, answer: Answer): Promise<Answer> {
  if (answer.kind !== 'answer') return answer;
  const book = await readBook(room.db);
  if (book.rotas.length === 0) return answer;
  if (answer.view.kind === 'list') {
    const duty = answer.subjects[0] ? await onCallField(room, book, answer.subjects[0]) : null;
    if (!duty) return answer;
    return {
      ...answer,
      text: `${answer.text} ${duty.text}`,
      view: { ...answer.view, note: [answer.view.note, duty.text].filter(Boolean).join(' ') },
      facts: [...answer.facts, ...duty.facts],
    };
  }
  if (answer.view.kind !== 'card') return answer;
  const found = await Promise.all(
    answer.view.cards.map(async (card) => ({
      card,
      duty: await onCallField(room, book, card.ref),
    })),
  );
  const texts = found.flatMap(({ card, duty }) =>
    duty
      ? [found.length > 1 ? duty.text.replace(/^On call/, `On call for ${card.title}`) : duty.text]
      : [],
  );
  return {
    ...answer,
    text: [answer.text, ...texts].join(' '),
    view: {
      ...answer.view,
      cards: found.map(({ card, duty }) => (duty ? withField(card, duty.field) : card)),
    },
    facts: [...answer.facts, ...found.flatMap(({ duty }) => duty?.facts ?? [])],
  };
}

function withField(card: Card, field: CardField): Card {
  const at = card.fields.findIndex(({ name }) => name === 'Owner') + 1;
  return { ...card, fields: card.fields.toSpliced(at, 0, field) };
}
