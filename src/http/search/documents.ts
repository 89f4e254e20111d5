import type { Entity } from '../../catalog/entity.ts';
import { parseRef } from '../../catalog/ref.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import { docAddress } from '../../docs/address.ts';
import type { DocHit } from '../../docs/search/search.ts';
import type { Snippet } from '../../docs/search/snippet.ts';
import type { DocumentType } from './query.ts';

/** A document as Backstage's collators make it. */
export type SearchDocument = {
  title: string;
  text: string;
  location: string;
  kind: string;
  namespace: string;
  owner: string;
  lifecycle: string;
  componentType: string;
  [field: string]: string | undefined;
};

export type SearchResult = {
  type: DocumentType;
  document: SearchDocument;
  rank: number;
  highlight: { preTag: string; postTag: string; fields: Record<string, string> };
};

/** Documents are for lists; the page itself has the whole of a long section. */
const LONGEST = 5_000;

export function entityDocument({ kind, metadata, spec = {} }: Entity): SearchDocument {
  const { description = '', title, name, namespace = 'default' } = metadata;
  const type = textOf(spec['type']) || 'other';
  const address = ['catalog', namespace, kind, name].map(encodeURIComponent).join('/');
  return {
    title: title ?? name,
    text: [description, ...whoIn(kind, spec)].join(' : '),
    location: `/${address}`.toLowerCase(),
    componentType: type,
    type,
    namespace,
    kind,
    lifecycle: textOf(spec['lifecycle']),
    owner: textOf(spec['owner']),
  };
}

/** What a team and a person are called, and where a person gets mail. */
function whoIn(kind: string, spec: Record<string, unknown>): string[] {
  const profile = spec['profile'];
  if (typeof profile !== 'object' || profile === null) return [];
  const { displayName, email } = profile as { displayName?: unknown; email?: unknown };
  const isPerson = kind === 'User';
  if (!isPerson && kind !== 'Group') return [];
  return [textOf(displayName), ...(isPerson ? [textOf(email)] : [])].filter(Boolean);
}

/** `entry` and `owner` are of the entity whose docs these are; null where the catalog does not have it. */
export function docDocument(
  { site, page, section }: DocHit,
  { entry, owner }: { entry: CatalogEntry | null; owner: string | null },
): SearchDocument {
  const { kind, namespace, name } = parseRef(site.ref);
  const folder = page.path === '' ? '' : `${page.path}/`;
  return {
    title: section.path.at(-1) ?? page.title,
    text: section.text.slice(0, LONGEST),
    location: docAddress(site.ref, page.path, section.anchor),
    path: section.anchor === '' ? folder : `${folder}#${section.anchor}`,
    kind: kind.toLowerCase(),
    namespace,
    name,
    ...(entry?.title && { entityTitle: entry.title }),
    componentType: entry?.type ?? 'other',
    lifecycle: entry?.lifecycle ?? '',
    owner: owner === null ? '' : parseRef(owner, { kind: 'group' }).name,
  };
}

/** A text with tags around what was found in it. */
export function highlighted(
  { text, marks }: Snippet,
  { preTag, postTag }: { preTag: string; postTag: string },
): string {
  let written = '';
  let last = 0;
  for (const [start, end] of marks) {
    written += `${text.slice(last, start)}${preTag}${text.slice(start, end)}${postTag}`;
    last = end;
  }
  return written + text.slice(last);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
