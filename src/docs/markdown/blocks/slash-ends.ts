import type { Env, StateBlock } from 'markdown-it';

const ends = new WeakMap<Env, ReadonlyMap<number, number>>();

const OPENING = /^(\/{3,})[ \t]*[\w-]/;
const CLOSING = /^\/{3,}$/;
const FENCE = /^(?:`{3,}|~{3,})/;

/** Of each line that begins a block with slashes, the line that ends it; of the whole page, found once. */
export function endsOf(state: StateBlock): ReadonlyMap<number, number> {
  const known = ends.get(state.env);
  if (known) return known;
  const found = findEnds(state.src.split('\n'));
  ends.set(state.env, found);
  return found;
}

function findEnds(lines: readonly string[]): Map<number, number> {
  const found = new Map<number, number>();
  /** Lines that are open, by how many slashes they have. */
  const open = new Map<string, number[]>();
  let fence: string | null = null;
  for (const [at, line] of lines.entries()) {
    const text = line.trim().replace(/^(?:>[ \t]*)+/, '');
    const edge = FENCE.exec(text)?.[0];
    if (edge && (fence === null || text.startsWith(fence))) fence = fence === null ? edge : null;
    if (edge || fence !== null || !text.startsWith('///')) continue;
    const mark = OPENING.exec(text)?.[1];
    if (mark) open.set(mark, [...(open.get(mark) ?? []).slice(-50), at]);
    else if (CLOSING.test(text)) {
      const start = open.get(text)?.pop();
      if (start !== undefined) found.set(start, at);
    }
  }
  return found;
}
