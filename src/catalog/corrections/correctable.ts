import { eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { entities } from '../../db/schema.ts';
import type { CatalogView } from '../search.ts';
import { aliasesOf, ONCALL } from '../summary.ts';
import type { Field } from './correction.ts';
import { labelIn } from './label.ts';

type Choice = { value: string; label: string };

/** What stands in a descriptor now and could be wrong. */
export type Correctable = {
  ref: string;
  label: string;
  /** What this kind of entity states at all. */
  fields: readonly Field[];
  owner: Choice | null;
  lifecycle: string | null;
  /** `P123`, with the annotation that says so. */
  onCall: { key: string; id: string } | null;
  links: readonly { title: string | null; url: string }[];
  dependencies: readonly Choice[];
  aliases: readonly string[];
  /** Words for a lifecycle that are in use here. */
  lifecycles: readonly string[];
};

const FIELDS_OF: Record<string, readonly Field[]> = {
  component: ['owner', 'on-call', 'link', 'lifecycle', 'dependency', 'alias'],
  resource: ['owner', 'on-call', 'link', 'dependency', 'alias'],
  api: ['owner', 'on-call', 'link', 'lifecycle', 'alias'],
  system: ['owner', 'on-call', 'link', 'alias'],
  domain: ['owner', 'on-call', 'link', 'alias'],
  template: ['owner', 'link', 'alias'],
  group: ['on-call', 'link', 'alias'],
  user: ['link', 'alias'],
};

/** What can be said to be wrong about an entity of a kind; nothing for kinds that state none of it. */
export function fieldsOf(kind: string): readonly Field[] {
  return FIELDS_OF[kind] ?? [];
}

export async function correctableOf(
  db: Db,
  view: CatalogView,
  ref: string,
): Promise<Correctable | null> {
  const entry = view.get(ref);
  const [row] = await db.select().from(entities).where(eq(entities.ref, ref));
  if (!entry || !row || row.removedAt) return null;
  const { entity } = row;
  const choice = (one: string): Choice => ({ value: one, label: labelIn(view, one) });
  const owner = view.out(ref, 'ownedBy')[0];
  const [key, id] =
    Object.entries(entity.metadata.annotations ?? {}).find(([name]) => ONCALL.test(name)) ?? [];
  const depends = [...view.out(ref, 'dependsOn'), ...view.out(ref, 'consumesApi')];
  return {
    ref,
    label: labelIn(view, ref),
    fields: fieldsOf(entry.kind),
    owner: owner ? choice(owner) : null,
    lifecycle: entry.lifecycle,
    onCall: key && id ? { key, id } : null,
    links: (entity.metadata.links ?? []).map(({ title, url }) => ({ title: title ?? null, url })),
    dependencies: depends.map(choice),
    aliases: aliasesOf(entity),
    lifecycles: lifecyclesIn(view),
  };
}

const USUAL = ['experimental', 'production', 'deprecated'];

/** Backstage's three words and those in use here, the most used first. */
export function lifecyclesIn(view: CatalogView): string[] {
  const counts = new Map<string, number>(USUAL.map((word) => [word, 1]));
  for (const kind of ['component', 'api'])
    for (const { lifecycle } of view.all(kind)) {
      const word = lifecycle?.toLowerCase();
      if (word) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
}
