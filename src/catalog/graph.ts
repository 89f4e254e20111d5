import { inverseOf } from './relations.ts';

export type Edge = { source: string; type: string; target: string };

/** Who relates to whom, compactly: refs and types are numbers, an entity's edges one flat list. */
export type Graph = {
  /** Replaces what these entities state about themselves; `edges` all start at one of them. */
  restate: (origins: readonly string[], edges: readonly Edge[]) => void;
  /** Refs that `ref` has a relation of this type to, whichever side stated it, in the order of their names. */
  out: (ref: string, type: string) => string[];
  /** Refs that have a relation of this type to `ref`. */
  incoming: (ref: string, type: string) => string[];
};

export function createGraph(): Graph {
  const words = createWords();
  // Flat lists of [type, other end, type, other end, …] by the number of a ref.
  const stated = new Map<number, number[]>();
  const received = new Map<number, number[]>();

  function forget(origins: readonly string[]): void {
    const gone = new Set(origins.map(words.number));
    const touched = new Set<number>();
    for (const origin of gone) {
      const list = stated.get(origin) ?? [];
      for (let at = 1; at < list.length; at += 2) touched.add(list[at] as number);
      stated.delete(origin);
    }
    for (const target of touched) {
      const list = received.get(target) ?? [];
      const kept: number[] = [];
      for (let at = 0; at < list.length; at += 2) {
        if (!gone.has(list[at + 1] as number))
          kept.push(list[at] as number, list[at + 1] as number);
      }
      received.set(target, kept);
    }
  }

  function restate(origins: readonly string[], edges: readonly Edge[]): void {
    forget(origins);
    for (const edge of edges) {
      const type = words.number(edge.type);
      const source = words.number(edge.source);
      const target = words.number(edge.target);
      push(stated, source, type, target);
      push(received, target, type, source);
    }
  }

  function collect(list: readonly number[] | undefined, type: string): string[] {
    const wanted = words.known(type);
    const found: string[] = [];
    if (!list || wanted === undefined) return found;
    for (let at = 0; at < list.length; at += 2) {
      if (list[at] === wanted) found.push(words.word(list[at + 1] as number));
    }
    return found;
  }

  function out(ref: string, type: string): string[] {
    const node = words.known(ref);
    if (node === undefined) return [];
    const both = [
      ...collect(stated.get(node), type),
      ...collect(received.get(node), inverseOf(type)),
    ];
    return [...new Set(both)].sort();
  }

  const incoming = (ref: string, type: string) => out(ref, inverseOf(type));

  return { restate, out, incoming };
}

function push(lists: Map<number, number[]>, at: number, type: number, end: number): void {
  const list = lists.get(at);
  if (list) list.push(type, end);
  else lists.set(at, [type, end]);
}

/** Numbers for strings, so that an edge costs two numbers and not two strings. */
function createWords() {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    number(word: string): number {
      const known = numbers.get(word);
      if (known !== undefined) return known;
      numbers.set(word, texts.length);
      return texts.push(word) - 1;
    },
    known: (word: string) => numbers.get(word),
    word: (number: number) => texts[number] ?? '',
  };
}
