import type { MarkdownIt, StateBlock } from 'markdown-it';
import { parse } from 'yaml';
import { NOTE_TYPES } from '../classes.ts';
import { lineAt, pushInline, readWithin } from './indented.ts';
import { closeNote, type Note, openNote } from './note.ts';
import { endsOf } from './slash-ends.ts';
import { openTab } from './tabs.ts';

const LINE = /^(\/{3,})[ \t]*([\w-]+)[ \t]*(?:\|[ \t]*(.*?))?[ \t]*$/;

/** `/// note | Title` … `///`: the newer way of writing notes, tabs and captions. */
export function slashBlocks(md: MarkdownIt): void {
  md.block.ruler.before('fence', 'slashes', slashes, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}

type Block = { name: string; title: string; options: Record<string, unknown> };

function slashes(state: StateBlock, start: number, last: number, silent: boolean): boolean {
  const line = lineAt(state, start);
  const match = line?.startsWith('///') ? LINE.exec(line) : null;
  if (!match?.[1] || !match[2]) return false;
  const end = endsOf(state).get(start);
  // Without its end it is text: a comment that was pasted, most likely.
  if (end === undefined || end >= last) return false;
  if (silent) return true;
  const { options, from } = optionsOf(state, start + 1, end);
  const block = { name: match[2].toLowerCase(), title: match[3] ?? '', options };
  const within = () => readWithin(state, { from, to: end, column: state.blkIndent });
  draw(state, block, start, within);
  state.line = end + 1;
  return true;
}

/** Options stand right below the first line, four columns in, as YAML. */
function optionsOf(
  state: StateBlock,
  from: number,
  end: number,
): { options: Record<string, unknown>; from: number } {
  let to = from;
  while (to < end && !state.isEmpty(to) && (state.sCount[to] ?? 0) - state.blkIndent >= 4) to += 1;
  if (to === from) return { options: {}, from };
  try {
    const yaml = state.getLines(from, to, state.blkIndent + 4, false);
    const options: unknown = parse(yaml, { maxAliasCount: 0, logLevel: 'silent' });
    if (typeof options === 'object' && options !== null && !Array.isArray(options)) {
      return { options: options as Record<string, unknown>, from: to };
    }
  } catch {
    // Not options, then: it is read as what the block holds.
  }
  return { options: {}, from };
}

function draw(state: StateBlock, block: Block, line: number, within: () => void): void {
  const note = noteOf(block);
  if (note) {
    openNote(state, note, line);
    within();
    closeNote(state, note);
  } else if (block.name === 'tab') {
    openTab(state, {
      title: block.title,
      line,
      isFirst: block.options['new'] === true,
      isOpen: block.options['select'] === true,
    });
    within();
    state.push('tab_close', 'div', -1);
  } else if (block.name.endsWith('caption')) {
    state.push('caption_open', 'figcaption', 1);
    within();
    state.push('caption_close', 'figcaption', -1);
  } else {
    // `html`, `define` and those of others: what they hold is shown, without what they would do with it.
    state.push('slashes_open', 'div', 1).map = [line, line + 1];
    if (block.title && block.name !== 'html') {
      state.push('paragraph_open', 'p', 1);
      pushInline(state, block.title, line);
      state.push('paragraph_close', 'p', -1);
    }
    within();
    state.push('slashes_close', 'div', -1);
  }
}

function noteOf({ name, title, options }: Block): Note | null {
  const isDetails = name === 'details';
  const isNote = name === 'admonition' || isDetails || NOTE_TYPES.some((type) => type === name);
  if (!isNote && !['hint', 'caution', 'attention', 'error'].includes(name)) return null;
  const type = String(options['type'] ?? (name === 'admonition' || isDetails ? 'note' : name));
  return {
    type,
    title: title || null,
    side: null,
    fold: isDetails ? (options['open'] === true ? 'open' : 'closed') : null,
  };
}
