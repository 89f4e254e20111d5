import type { Relation } from './entity.ts';
import { byTypeAndTarget, inverseOf } from './relations.ts';

export type Edge = { source: string; type: string; target: string };

/** Who relates to whom, compactly: refs and types are numbers, an entity's edges one flat list. */
export type Graph = {
  /** Replaces what these entities state about themselves; `edges` all start at one of them. */
  restate: (origins: readonly string[], edges: readonly Edge[]) => void;
  /** Refs that `ref` has a relation of this type to, whichever side stated it, in the order of their names. */
  out: (ref: string, type: string) => string[];
  /** Refs that have a relation of this type to `ref`. */
  incoming: (ref: string, type: string) => string[];
  /** Everything `ref` has a relation to, whichever side stated it, each once, sorted by type and target. */
  relationsOf: (ref: string) => Relation[];
  /** Refs that have a relation of this type, in any casing, to `ref`. */
  holding: (ref: string, type: string) => string[];
  /** Every relation of this type in any casing, from either side; one that both sides state comes twice. */
  each: (type: string, visit: (source: string, target: string) => void) => void;
};

export function createGraph(): Graph {
  const words = createWords();
  const types = createWords();
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
      const type = types.number(edge.type);
      const source = words.number(edge.source);
      const target = words.number(edge.target);
      push(stated, source, type, target);
      push(received, target, type, source);
    }
  }

  function collect(list: readonly number[] | undefined, type: string): string[] {
    const wanted = types.known(type);
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

  function holding(ref: string, type: string): string[] {
    const known = types.all().flatMap((name) => [name, inverseOf(name)]);
    const names = new Set(known.filter((name) => name.toLowerCase() === type));
    return [...new Set([...names].flatMap((name) => incoming(ref, name)))];
  }

  const incoming = (ref: string, type: string) => out(ref, inverseOf(type));

  function relationsOf(ref: string): Relation[] {
    const node = words.known(ref);
    if (node === undefined) return [];
    const found: Relation[] = [];
    const add = (list: readonly number[] | undefined, named: (type: string) => string) => {
      for (let at = 0; list && at < list.length; at += 2) {
        const type = named(types.word(list[at] as number));
        found.push({ type, targetRef: words.word(list[at + 1] as number) });
      }
    };
    add(stated.get(node), (type) => type);
    add(received.get(node), inverseOf);
    found.sort(byTypeAndTarget);
    // Both sides may have said the same.
    return found.filter((one, at) => at === 0 || byTypeAndTarget(found[at - 1] ?? one, one) !== 0);
  }

  function each(type: string, visit: (source: string, target: string) => void): void {
    const isWanted = (name: string) => name.toLowerCase() === type;
    const there = types.all().map(isWanted);
    const back = types.all().map((name) => isWanted(inverseOf(name)));
    for (const [node, list] of stated) {
      for (let at = 0; at < list.length; at += 2) {
        const isThere = there[list[at] as number];
        const isBack = back[list[at] as number];
        if (!isThere && !isBack) continue;
        const source = words.word(node);
        const target = words.word(list[at + 1] as number);
        if (isThere) visit(source, target);
        if (isBack) visit(target, source);
      }
    }
  }

  return { restate, out, incoming, relationsOf, holding, each };
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
    all: () => texts,
  };
}
