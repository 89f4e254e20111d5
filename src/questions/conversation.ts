import { nameWords } from '../catalog/names.ts';
import type { Room } from './intention.ts';
import type { Outcome } from './outcome.ts';
import type { Context } from './thread.ts';

/** A name typed where buttons were offered picks one of them. */
export function openChoice(plain: string, room: Room, context: Context | null): string | null {
  if (!context?.isOpen) return null;
  const words = nameWords(plain.replace(/^(?:the|no,? the) (.+?)(?: one| service)?$/i, '$1'));
  const saying = context.offered.filter((question) => says(question, words, room));
  if (words.length > 0 && saying.length === 1) return saying[0] ?? null;
  const named = room.link(plain, 'any');
  if (named.kind !== 'linked' || named.rest || named.mentions.length !== 1) return null;
  return (
    context.offered.find((question) => question.includes(named.mentions[0]?.ref ?? '')) ?? null
  );
}

/** Whether the entity that an offered question is about has these words in its name: "the web one". */
function says(question: string, words: readonly string[], { view }: Room): boolean {
  const ref = /[a-z]+:[^\s/]+\/\S+/.exec(question)?.[0] ?? '';
  const entry = view.get(ref);
  const known = entry ? nameWords(`${entry.name} ${entry.title ?? ''}`) : [];
  return words.every((word) => known.includes(word));
}

/** What the conversation is about after an answer. An answer about nothing in particular leaves it as it was. */
export function contextAfter({ answer, asked, named }: Outcome, before: Context | null): Context {
  const offered =
    answer.view.kind === 'choice'
      ? answer.view.options.map(({ question }) => question)
      : answer.view.kind === 'list'
        ? answer.view.items.map(({ ref }) => `what is ${ref}`)
        : answer.subjects.length > 1
          ? answer.subjects.map((ref) => `what is ${ref}`)
          : [];
  const isAbout = answer.subjects.length > 0 || offered.length > 0 || before === null;
  if (!isAbout) return before;
  return {
    asked,
    named,
    subjects: [...answer.subjects],
    refs: [...answer.refs].slice(0, 50),
    // Who picked one of several may still want another.
    offered:
      offered.length === 0 && before?.offered.includes(asked)
        ? before.offered
        : offered.slice(0, 50),
    intent: answer.intent,
    isOpen: answer.kind === 'choose',
  };
}
