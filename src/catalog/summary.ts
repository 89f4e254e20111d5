import type { Entity } from './entity.ts';
import { type LinkRole, roleLinks } from './links.ts';
import { localName } from './names.ts';
import { refOf } from './ref.ts';

/** What the index in memory keeps of an entity; the whole of it stays in the database. */
export type CatalogEntry = {
  ref: string;
  /** Lower-case. */
  kind: string;
  namespace: string;
  name: string;
  title: string | null;
  /** The beginning of its description, for a line of a list. */
  about: string | null;
  type: string | null;
  lifecycle: string | null;
  tier: string | null;
  tags: readonly string[];
  aliases: readonly string[];
  /** What is registered for it, e.g. `runbook`, `slo`, `oncall`. */
  has: readonly Facility[];
};
export type Facility = LinkRole | 'oncall';

const ALIAS_NAMES = /^(alias|aliases|nickname|nicknames|also-known-as|aka)$/;
const ONCALL = /pagerduty|opsgenie|victorops|on-?call|rootly|firehydrant|incident\.io/i;

export function summarize(entity: Entity, aliases: readonly string[] = []): CatalogEntry {
  const { metadata } = entity;
  return {
    ref: refOf(entity),
    kind: entity.kind.toLowerCase(),
    namespace: (metadata.namespace || 'default').toLowerCase(),
    name: metadata.name,
    title: titleOf(entity),
    about: aboutOf(metadata.description),
    type: textOf(entity.spec?.['type']),
    lifecycle: textOf(entity.spec?.['lifecycle']),
    tier: markOf(entity, 'tier')?.value ?? null,
    tags: metadata.tags ?? [],
    aliases: [...new Set([...aliasesOf(entity), ...aliases])],
    has: facilitiesOf(entity),
  };
}

/** A line, or a little more where it wraps. */
const LONGEST_LINE = 200;

function aboutOf(description: unknown): string | null {
  const first = textOf(description)?.split(/\n\s*\n/, 1)[0];
  if (!first || first.length <= LONGEST_LINE) return first ?? null;
  // A slice would keep the whole description in memory; the copy does not. It must not end within a character.
  const cut = first
    .slice(0, LONGEST_LINE)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
  return Buffer.from(`${cut}…`).toString();
}

/** The name people read: `metadata.title`, or a profile's display name. */
export function titleOf(entity: Entity): string | null {
  return textOf(entity.metadata.title) ?? textOf(profileOf(entity).displayName);
}

/** The address in the profile of a person or team, in lower case. */
export function emailOf(entity: Entity): string | null {
  return textOf(profileOf(entity).email)?.toLowerCase() ?? null;
}

function profileOf({ spec }: Entity): { displayName?: unknown; email?: unknown } {
  return (spec?.['profile'] as object | null | undefined) ?? {};
}

/** A label, else an annotation, by its local name: `tier` finds `acme.com/tier`. */
export function markOf(entity: Entity, name: string): { key: string; value: string } | null {
  for (const marks of [entity.metadata.labels, entity.metadata.annotations]) {
    for (const [key, value] of Object.entries(marks ?? {})) {
      if (localName(key) === name && String(value) !== '') return { key, value: String(value) };
    }
  }
  return null;
}

/** Names that annotations like `acme.com/aliases: "fraud, risk-eng"` give to an entity. */
export function aliasesOf(entity: Entity): string[] {
  return Object.entries(entity.metadata.annotations ?? {})
    .filter(([key]) => ALIAS_NAMES.test(localName(key)))
    .flatMap(([, value]) => parts(value));
}

// Annotations whose values say where or how, not which.
const NOT_A_HANDLE = /^backstage\.io\/|(techdocs|location|description|edit-url|view-url)/;

/**
 * Other identities an entity is known by outside the catalog: ids in annotations (`pagerduty.com/service-id`, alert names,
 * Slack user ids, Java packages), chat channels, `@login`, `@org/team` and e-mail addresses.
 */
export function handlesOf(entity: Entity): string[] {
  const found = new Set<string>();
  for (const [key, value] of Object.entries(entity.metadata.annotations ?? {})) {
    if (NOT_A_HANDLE.test(key) || ALIAS_NAMES.test(localName(key))) continue;
    for (const part of parts(value)) if (isHandle(part)) found.add(part);
  }
  for (const key of ['github.com/team-slug', 'github.com/user-login']) {
    const name = textOf(entity.metadata.annotations?.[key]);
    if (name) found.add(`@${name.replace(/^@/, '')}`);
  }
  const email = emailOf(entity);
  if (email) found.add(email);
  return [...found];
}

/** An id has something a plain word has not (a digit, a dot, a capital inside), and is no ref, address or sentence. */
function isHandle(value: string): boolean {
  if (value.length < 3 || value.length > 80 || /\s|^https?:|^\w+:|\//.test(value)) return false;
  return /^#/.test(value) || /[\d._@]|\p{Ll}\p{Lu}/u.test(value);
}

function facilitiesOf(entity: Entity): Facility[] {
  const found = new Set<Facility>();
  for (const { role } of roleLinks(entity)) if (role) found.add(role);
  const keys = Object.keys(entity.metadata.annotations ?? {});
  if (keys.some((key) => ONCALL.test(key))) found.add('oncall');
  if (keys.includes('backstage.io/techdocs-ref')) found.add('docs');
  return [...found].sort();
}

function parts(value: unknown): string[] {
  return String(value)
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() ? value.trim() : null;
}
