import { wordsIn } from './analyse.ts';
import type { Lookup } from './match.ts';

/** A piece of a text, with the places in it where it has what was looked for: `[start, end]`, end excluded. */
export type Snippet = { text: string; marks: [number, number][] };

const LENGTH = 220;
/** What of a long text is looked at. */
const LOOKED_AT = 20_000;

/** The piece of a text that has most of what was looked for. */
export function snippetOf(text: string, lookup: Lookup, length = LENGTH): Snippet {
  const flat = text.slice(0, LOOKED_AT).replace(/\s/g, ' ').trimEnd();
  const hits = hitsIn(flat, lookup);
  const from = startOf(flat, hits, length);
  const to = endFrom(flat, from + length);
  const [before, after] = [from > 0 ? '… ' : '', to < flat.length ? ' …' : ''];
  const shift = before.length - from;
  const marks = hits
    .filter(({ start, end }) => start >= from && end <= to)
    .map(({ start, end }): [number, number] => [start + shift, end + shift]);
  return { text: `${before}${flat.slice(from, to)}${after}`, marks };
}

type Hit = { start: number; end: number; terms: readonly number[] };

function hitsIn(text: string, { standsFor }: Lookup): Hit[] {
  const hits: Hit[] = [];
  for (const { word, stem, start, end } of wordsIn(text)) {
    const terms = [...standsFor(word), ...(stem === word ? [] : standsFor(stem))].map(
      ({ term }) => term,
    );
    const last = hits.at(-1);
    // `idempotencyKey` comes as its parts and once more as a whole.
    if (terms.length > 0 && start >= (last?.end ?? 0)) hits.push({ start, end, terms });
  }
  return hits;
}

/** Where the piece begins that has most different terms: a little before the first of them, at a word. */
function startOf(text: string, hits: readonly Hit[], length: number): number {
  let best = { terms: 0, start: 0 };
  for (const [place, { start }] of hits.entries()) {
    const within = new Set<number>();
    for (let next = place; next < hits.length; next += 1) {
      const hit = hits[next];
      if (!hit || hit.end > start + length * 0.8) break;
      for (const term of hit.terms) within.add(term);
    }
    if (within.size > best.terms) best = { terms: within.size, start };
  }
  const wished = Math.min(best.start - length * 0.2, text.length - length);
  if (wished <= 0) return 0;
  const space = text.indexOf(' ', wished);
  return space === -1 || space >= best.start ? best.start : space + 1;
}

function endFrom(text: string, wished: number): number {
  if (wished >= text.length) return text.length;
  const space = text.lastIndexOf(' ', wished);
  return space > wished - 30 ? space : Math.floor(wished);
}
