import type { StateBlock } from 'markdown-it';
import { pushInline } from './indented.ts';
import { noteType, titleOfType } from './note-type.ts';

/** A box with a title: an admonition, or a part that folds. */
export type Note = {
  type: string;
  /** Markdown; empty for no title, null for that of its type. */
  title: string | null;
  side: 'inline' | 'inline-end' | null;
  /** Whether it folds, and is open at first. */
  fold: 'open' | 'closed' | null;
};

export function openNote(state: StateBlock, note: Note, line: number): void {
  const tag = note.fold ? 'details' : 'div';
  const open = state.push('note_open', tag, 1);
  open.map = [line, line + 1];
  open.block = true;
  open.attrSet('class', ['admonition', noteType(note.type), note.side].filter(Boolean).join(' '));
  if (note.fold === 'open') open.attrSet('open', '');
  const title = note.title ?? titleOfType(note.type);
  // What folds needs something to press.
  if (title.trim() === '' && !note.fold) return;
  const titleTag = note.fold ? 'summary' : 'p';
  state.push('note_title_open', titleTag, 1).attrSet('class', 'admonition-title');
  pushInline(state, title.trim() || titleOfType(note.type), line);
  state.push('note_title_close', titleTag, -1);
}

export function closeNote(state: StateBlock, note: Note): void {
  state.push('note_close', note.fold ? 'details' : 'div', -1);
}
