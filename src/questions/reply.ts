import type { CatalogView } from '../catalog/search.ts';
import type { Answer, Intent, ListItem } from './answer.ts';
import { detailOf, enumerate, labelOf, named } from './labels.ts';

const EMPTY = {
  subjects: [],
  refs: [],
  facts: [],
  candidates: [],
  view: { kind: 'text' },
} as const;

/** An answer; what is not given is empty. */
export function reply(given: Pick<Answer, 'kind' | 'intent' | 'text'> & Partial<Answer>): Answer {
  return { ...EMPTY, ...given };
}

/** Buttons for what could be meant. `question` makes the question again with a ref in place of the unclear name. */
export function choose(
  view: CatalogView,
  {
    intent,
    said,
    options,
    question,
  }: {
    intent: Intent;
    said: string;
    options: readonly string[];
    question: (ref: string) => string;
  },
): Answer {
  const names = options.map((ref) => labelOf(view, ref));
  const text =
    options.length === 1
      ? `I am not sure what "${said}" is. Do you mean ${names[0]}?`
      : `"${said}" could be ${enumerate(names).replace(/ and ([^,]*)$/, ' or $1')}. Which one do you mean?`;
  return reply({
    kind: 'choose',
    intent,
    text,
    candidates: options,
    view: {
      kind: 'choice',
      options: options.map((ref) => ({
        ...named(view, ref),
        detail: detailOf(view, ref),
        question: question(ref),
      })),
    },
  });
}

/** Nothing is called so; the nearest names are offered and nothing is claimed. */
export function unknownName(
  view: CatalogView,
  {
    intent,
    said,
    near,
    question,
  }: { intent: Intent; said: string; near: readonly string[]; question: (ref: string) => string },
): Answer {
  const names = enumerate(near.map((ref) => labelOf(view, ref))).replace(/ and ([^,]*)$/, ' or $1');
  const hint = near.length > 0 ? ` The nearest names are ${names}.` : '';
  return reply({
    kind: 'unknown',
    intent,
    text: `I do not know "${said}".${hint || ' Nothing in the catalog has a name like it.'}`,
    candidates: near,
    view:
      near.length === 0
        ? { kind: 'text' }
        : {
            kind: 'choice',
            options: near.map((ref) => ({
              ...named(view, ref),
              detail: detailOf(view, ref),
              question: question(ref),
            })),
          },
  });
}

export function listItem(view: CatalogView, ref: string, detail?: string | null): ListItem {
  return { ...named(view, ref), detail: detail === undefined ? detailOf(view, ref) : detail };
}
