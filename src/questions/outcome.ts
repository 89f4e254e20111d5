import { labelOf } from '../catalog/labels.ts';
import type { Answer } from './answer.ts';
import type { Room } from './intention.ts';
import type { Linked } from './link.ts';
import { choose, formerOwner, reply, unknownName } from './reply.ts';

/** What became of reading a text: an answer, with the part of the question that named something. */
export type Outcome = {
  answer: Answer;
  asked: string;
  named: string | null;
  /** What was not found or not understood. */
  missed: string | null;
  /** It names something that such a question is not about: another reading may fit better. */
  isOther?: boolean;
  /** It goes without the name that was said, because that is not known: a full answer fits better. */
  isWeak?: boolean;
  /** It answers, and says of a part that nothing is called so. */
  isPartial?: boolean;
  /** It is known why there is no answer: no other reading knows more. */
  isFinal?: boolean;
  /** A name was found among words that it may need: a reading that explains them all fits better. */
  isLoose?: boolean;
  /** No pattern read it. */
  isUnread?: boolean;
};

/** What was understood and answered, whatever the answer. */
export function settled(answer: Answer, asked: string): Outcome {
  return { answer, asked, named: null, missed: null };
}

export function asChoice(
  text: string,
  said: string,
  { options, said: heard, isLoose = false }: Extract<Linked, { kind: 'unclear' }>,
  intent: Answer['intent'],
  room: Room,
): Outcome {
  const part = text.includes(heard) ? heard : said;
  const question = (ref: string) => text.replace(part, () => ref);
  const answer = choose(room.view, { intent, said: heard, options, question });
  return { answer, asked: text, named: part, missed: null, isLoose };
}

export function asUnknown(
  text: string,
  linked: Exclude<Linked, { kind: 'linked' | 'unclear' }>,
  intent: Answer['intent'],
  room: Room,
  named: string | null,
): Outcome {
  const { view } = room;
  const { said } = linked;
  const question = (ref: string) => text.replace(said, () => ref);
  if (linked.kind === 'other')
    return { ...asOther(linked.ref, intent, room), asked: text, named, isOther: true };
  if (linked.kind === 'dangling') {
    const isSelf = /\b(i|me|my|mine|we|us|our|ours)\b/i.test(said);
    const sentence = isSelf
      ? 'I do not know who you are in the catalog, or which team you are in.'
      : `I do not know what "${said}" refers to. Name the service, team or person.`;
    return {
      answer: reply({ kind: 'unknown', intent, text: sentence }),
      asked: text,
      named,
      missed: text,
    };
  }
  const gone = formerOwner(view, said, intent);
  if (gone) return { answer: gone, asked: text, named, missed: said, isFinal: true };
  const answer = unknownName(view, { intent, said, near: linked.near, question });
  return { answer, asked: text, named, missed: said };
}

/** It is something else than the question is about: a team where a service was asked for, or the other way round. */
function asOther(
  ref: string,
  intent: Answer['intent'],
  room: Room,
): Pick<Outcome, 'answer' | 'missed'> {
  const { view } = room;
  const name = labelOf(view, ref);
  const kind = view.get(ref)?.kind;
  const owner = view.out(ref, 'ownedBy')[0];
  const options =
    kind === 'group'
      ? [
          { ref, label: `What ${name} owns`, detail: null, question: `what does ${ref} own` },
          { ref, label: `Who is in ${name}`, detail: null, question: `who is in ${ref}` },
        ]
      : [
          { ref, label: name, detail: null, question: `what is ${ref}` },
          ...(owner && view.get(owner)
            ? [
                {
                  ref: owner,
                  label: labelOf(view, owner),
                  detail: `owns ${name}`,
                  question: `who is in ${owner}`,
                },
              ]
            : []),
        ];
  const sort =
    kind === 'group' ? 'a team' : kind === 'user' ? 'a person' : 'neither a team nor a person';
  const answer = reply({
    kind: 'choose',
    intent,
    text: `${name} is ${sort}. Do you want to know ${options.map(({ label }) => `"${label}"`).join(' or ')}?`,
    candidates: [...new Set(options.map((option) => option.ref))],
    view: { kind: 'choice', options },
  });
  return { answer, missed: null };
}

export function offerCards(options: readonly string[], room: Room): Pick<Outcome, 'answer'> {
  const names = options.map((ref) => labelOf(room.view, ref));
  const choice = choose(room.view, {
    note: 'I did not understand the question, but I know this:',
    intent: 'service.card',
    said: names.join(', '),
    options,
    question: (ref) => `what is ${ref}`,
  });
  return {
    answer: {
      ...choice,
      text: `I did not understand the question, but I know ${names.join(', ')}.`,
    },
  };
}
