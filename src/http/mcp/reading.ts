import { z } from 'zod';
import { canonicalRef } from '../../catalog/ref.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import { UserError } from '../../errors.ts';
import { defineTool, refused, type Tool, told } from './tool.ts';

const MOST_FOUND = 50;
/** Definitions and long descriptions are for the API: `/api/catalog` gives them whole. */
const MOST_VALUE = 1_500;

const find = defineTool({
  name: 'find_entities',
  title: 'Find by name',
  description:
    'Entities a name may mean (nicknames and typing mistakes included), best first, with the ref that other tools take.',
  scope: 'read',
  input: z.object({
    name: z.string().min(1).max(200),
    kinds: z
      .array(z.string().toLowerCase())
      .max(10)
      .optional()
      .describe('component, api, resource, system, domain, group, user, template'),
    limit: z.int().min(1).max(MOST_FOUND).default(10),
  }),
  async call({ name, kinds, limit }, { index }) {
    const view = await index.current();
    const hits = view.find(name, { limit, except: ['location'], ...(kinds && { kinds }) });
    if (hits.length === 0) return refused(`Nothing in the catalog has a name like "${name}".`);
    const lines = hits.map(({ entry, match }) => `${line(entry)} [${match} match]`);
    return told(lines.join('\n'), { refs: hits.map(({ entry }) => entry.ref) });
  },
});

const query = defineTool({
  name: 'query_catalog',
  title: 'List by filter',
  description:
    'Counts and lists entities. A filter is Backstage\'s: "kind=component,spec.type=service" (comma: and; several filters: or; a key alone: it exists). Useful keys: kind, spec.type, spec.lifecycle, spec.system, metadata.tags, metadata.annotations.<name>, relations.ownedBy=group:default/payments, relations.dependsOn.',
  scope: 'read',
  input: z.object({
    filters: z.array(z.string().max(500)).max(20).default([]),
    text: z.string().max(200).optional().describe('Words to find in names and descriptions.'),
    limit: z.int().min(0).max(MOST_FOUND).default(20).describe('0 only counts.'),
    cursor: z.string().max(4_000).optional().describe('From the last answer, for more.'),
  }),
  async call({ filters, text, limit, cursor }, { queries, index }) {
    const page = await queries.page(
      cursor
        ? { cursor, limit }
        : {
            filters,
            orderFields: [],
            ...(text && { fullTextFilter: { term: text, fields: [] } }),
            limit,
          },
    );
    const view = await index.current();
    const lines = page.refs.map((ref) => {
      const entry = view.get(ref);
      return entry ? line(entry, view.out(ref, 'ownedBy')[0]) : ref;
    });
    const more = page.nextCursor ? `\nMore with cursor: ${page.nextCursor}` : '';
    return told(
      `${page.totalItems} in all${lines.length > 0 ? ':' : '.'}\n${lines.join('\n')}${more}`.trim(),
      {
        total: page.totalItems,
        refs: page.refs,
        nextCursor: page.nextCursor,
      },
    );
  },
});

const entity = defineTool({
  name: 'get_entity',
  title: 'Read one entity',
  description:
    'One entity as its descriptor has it: metadata, spec and relations as JSON, long values cut. Use find_entities first when the ref is not known.',
  scope: 'read',
  input: z.object({ ref: z.string().min(1).max(300) }),
  async call({ ref: said }, { queries, pageOf }) {
    const ref = readRef(said);
    const [text] = ref ? await queries.texts([ref]) : [];
    if (!ref || !text)
      return refused(`The catalog has no entity ${said}. Look for it with find_entities.`);
    const whole = JSON.parse(text) as Record<string, unknown>;
    return told(JSON.stringify({ ...(shortened(whole) as object), page: pageOf(ref) }));
  },
});

/** Reading the catalog itself. */
export const READING: readonly Tool[] = [find, query, entity];

function readRef(said: string): string | null {
  try {
    return canonicalRef(said, { kind: 'component' });
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** `component:default/ledger "Ledger": service, production, tier 1, owned by group:default/books. What it is for.` */
function line({ ref, title, type, lifecycle, tier, about }: CatalogEntry, owner?: string): string {
  const traits = [type, lifecycle, tier && `tier ${tier}`, owner && `owned by ${owner}`];
  const shown = traits.filter(Boolean).join(', ');
  return `${ref}${title ? ` "${title}"` : ''}${shown ? `: ${shown}` : ''}${about ? `. ${about}` : ''}`;
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string' && value.length > MOST_VALUE)
    return `${value.slice(0, MOST_VALUE)}… (${value.length} characters)`;
  if (Array.isArray(value)) return value.slice(0, 100).map(shortened);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortened(one)]));
}
