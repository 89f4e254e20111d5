import { enumerate, labelOf } from '../catalog/labels.ts';
import { nameWords } from '../catalog/names.ts';
import type { CatalogView } from '../catalog/search.ts';
import type { Answer, Intent, ListItem } from './answer.ts';
import { detailOf, named } from './labels.ts';

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
    note,
  }: {
    intent: Intent;
    said: string;
    options: readonly string[];
    question: (ref: string) => string;
    note?: string;
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
      note:
        note ??
        (options.length === 1
          ? `I am not sure what "${said}" is. Do you mean this?`
          : `Which "${said}" do you mean?`),
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
            note: `I do not know "${said}". The nearest names:`,
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

/** A team that is gone, while things still name it as their owner. */
export function formerOwner(view: CatalogView, said: string, intent: Intent): Answer | null {
  if (intent !== 'team.card' && intent !== 'own.reverse' && intent !== 'contact.route') return null;
  const owned = view.ownedBy(`group:default/${nameWords(said).join('-')}`).map(({ ref }) => ref);
  if (owned.length === 0) return null;
  const names = enumerate(owned.map((ref) => labelOf(view, ref)));
  return reply({
    kind: 'unknown',
    intent,
    text: `"${said}" is not in the catalog, but ${names} still ${owned.length === 1 ? 'names' : 'name'} it as owner.`,
    candidates: owned,
    view: {
      kind: 'list',
      title: `Still owned by ${said}`,
      items: owned.map((ref) => listItem(view, ref)),
      total: owned.length,
    },
  });
}
