import { createGraph } from '../catalog/graph.ts';
import { parseRef } from '../catalog/ref.ts';
import type { CatalogEntry } from '../catalog/summary.ts';
import type { GraphView } from './walk.ts';

/** A catalog in a few words: `'component:a dependsOn component:b'`. Everything on the left of a relation exists, and what `known` names. */
export function viewOf(
  statements: readonly string[],
  known: readonly (string | Partial<CatalogEntry>)[] = [],
): GraphView {
  const edges = statements.map((statement) => {
    const [source = '', type = '', target = ''] = statement.split(' ');
    return { source: full(source), type, target: full(target) };
  });
  const graph = createGraph();
  graph.restate([], edges);
  const entries = new Map<string, CatalogEntry>();
  for (const { source } of edges) entries.set(source, entryOf(source));
  for (const one of known) {
    const given = typeof one === 'string' ? { ref: one } : one;
    const ref = full(given.ref ?? '');
    entries.set(ref, { ...entryOf(ref), ...given, ref });
  }
  return { get: (ref) => entries.get(ref) ?? null, out: graph.out };
}

/** `component:a` to `component:default/a`. */
export function full(ref: string): string {
  return ref.includes('/') ? ref : ref.replace(':', ':default/');
}

function entryOf(ref: string): CatalogEntry {
  const { kind, namespace, name } = parseRef(ref);
  const type = kind === 'component' ? 'service' : null;
  const none = {
    title: null,
    about: null,
    lifecycle: null,
    tier: null,
    tags: [],
    aliases: [],
    has: [],
    marks: [],
    operator: null,
    since: null,
  };
  return { ref, kind, namespace, name, type, ...none };
}
