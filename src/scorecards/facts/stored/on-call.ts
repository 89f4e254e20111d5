import type { Entity } from '../../../catalog/entity.ts';
import { canonicalRef } from '../../../catalog/ref.ts';
import type { OnCallBook } from '../../../operations/cover.ts';
import { marksIn } from '../../../operations/marks.ts';
import type { StoredRota } from '../../../operations/store.ts';
import type { OnCallAround } from '../around.ts';

/** The book of rotas, ready to be asked of many entities. */
export type RotaFinder = (entity: Entity, refs: readonly string[]) => OnCallAround | null;

/** `refs` are the entity and whoever stands in for it where it has no rota of its own: its owners, nearest first. */
export function rotaFinder({ rotas, services, standings }: OnCallBook): RotaFinder {
  if (standings.size === 0 && rotas.length === 0) return () => null;
  const byId = Map.groupBy(rotas, ({ id }) => id);
  const byPlace = new Map(rotas.map((rota) => [`${rota.source} ${rota.id}`, rota]));
  const byService = Map.groupBy(services, ({ id }) => id);
  const byKey = Map.groupBy(
    services.flatMap((service) => service.keys.map((key) => ({ key, service }))),
    ({ key }) => key,
  );
  const covering = new Map<string, StoredRota[]>();
  for (const rota of rotas)
    for (const said of rota.covers) {
      const ref = refIn(said);
      if (ref !== null) covering.set(ref, [...(covering.get(ref) ?? []), rota]);
    }

  function marked(entity: Entity): StoredRota[] {
    const marks = marksIn(entity);
    const raised = [
      ...marks.services.flatMap((id) => byService.get(id) ?? []),
      ...marks.keys.flatMap((key) => (byKey.get(key) ?? []).map(({ service }) => service)),
    ];
    return [
      ...marks.rotas.flatMap((id) => byId.get(id) ?? []),
      ...raised.flatMap(({ source, rota }) => byPlace.get(`${source} ${rota}`) ?? []),
    ];
  }

  return (entity, refs) => {
    const own = marked(entity);
    const found =
      own.length > 0 ? own : (refs.map((ref) => covering.get(ref) ?? []).find(isSome) ?? []);
    const failing = [...standings.values()].find(({ failedSince }) => failedSince !== null);
    const why = failing ? (failing.reason ?? `${failing.title} does not answer`) : null;
    if (found.length === 0 && why !== null) return { kind: 'none', reason: why };
    const [first] = found;
    const read = first ? standings.get(first.source) : [...standings.values()][0];
    return {
      kind: 'covered',
      levels: Math.max(0, ...found.map(({ levels }) => levels.length)),
      seen: {
        source: read?.title ?? 'on-call',
        url: first?.url ?? null,
        observedAt: read?.readAt ?? null,
      },
      staleBecause: why,
    };
  };
}

function isSome(list: readonly unknown[]): boolean {
  return list.length > 0;
}

function refIn(said: string): string | null {
  try {
    return canonicalRef(said, { kind: 'group' });
  } catch {
    // What a source says it is for may be no ref at all.
    return null;
  }
}
