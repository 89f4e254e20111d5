import { NOTE_TYPES, type NoteType } from '../classes.ts';

const SAME: ReadonlyMap<string, NoteType> = new Map(
  Object.entries<NoteType>({
    summary: 'abstract',
    tldr: 'abstract',
    todo: 'info',
    hint: 'tip',
    check: 'success',
    done: 'success',
    help: 'question',
    faq: 'question',
    caution: 'warning',
    attention: 'warning',
    fail: 'failure',
    missing: 'failure',
    error: 'danger',
    snippet: 'example',
    cite: 'quote',
  }),
);

/** How a note looks. A sort that nobody knows looks like a plain note; its name is its title. */
export function noteType(word: string): NoteType {
  const name = word.toLowerCase();
  return NOTE_TYPES.find((type) => type === name) ?? SAME.get(name) ?? 'note';
}

/** `!!! danger` is titled "Danger". */
export function titleOfType(word: string): string {
  const title = word.replaceAll('-', ' ').replaceAll('_', ' ');
  return title.charAt(0).toUpperCase() + title.slice(1).toLowerCase();
}
