import type { Entity } from './entity.ts';
import { type LinkRole, roleLinks } from './links.ts';
import { localName } from './names.ts';
import { canonicalRef, refOf } from './ref.ts';

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
  /** What its labels, and annotations like labels, say of it: `criticality` is `high`. */
  marks: readonly Mark[];
  /** Who runs it, where that is not its owner (`…/operated-by`): a ref, whether or not anybody is called so. */
  operator: string | null;
  /** When it was first read, as milliseconds; null where that is not known. */
  since: number | null;
};
export type Mark = {
  /** Without its domain, in lower case: `tier` of `acme.com/tier`. */
  name: string;
  value: string;
};
export type Facility = LinkRole | 'oncall';

export const ALIAS_NAMES = /^(alias|aliases|nickname|nicknames|also-known-as|aka)$/;
/** What annotations with a chat channel are called. */
const CHANNELS = ['channel', 'slack-channel', 'team-channel', 'ask-channel', 'help-channel'];
export const ONCALL = /pagerduty|opsgenie|victorops|on-?call|rootly|firehydrant|incident\.io/i;

export function summarize(
  entity: Entity,
  {
    aliases = [],
    since = null,
  }: { aliases?: readonly string[] | undefined; since?: Date | null } = {},
): CatalogEntry {
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
    tier: tierOf(entity),
    tags: metadata.tags ?? [],
    aliases: [...new Set([...aliasesOf(entity), ...aliases])],
    has: facilitiesOf(entity),
    marks: marksOf(entity),
    operator: operatorOf(entity),
    since: since?.getTime() ?? null,
  };
}

/** What organisations call it that says how much hangs on a thing. */
const TIERS = ['tier', 'service-tier', 'criticality', 'business-criticality', 'importance'];

function tierOf(entity: Entity): string | null {
  for (const name of TIERS) {
    const mark = markOf(entity, name);
    if (mark) return mark.value;
  }
  return null;
}

// Annotations of tools say where a thing is; those of an organisation may say what it is.
const TOOLS =
  /^(?:backstage\.io|callboard\.dev|github\.com|gitlab\.com|bitbucket\.org|slack\.com|pagerduty\.com|jenkins\.io|sonarqube\.org|sentry\.io|datadoghq\.com|grafana|argocd|circleci\.com|sonatype|snyk\.io|opsgenie\.com|kubernetes\.io|app\.kubernetes\.io)(?:\/|$)/;
const NOT_A_MARK =
  /^(?:alias|aliases|nickname|nicknames|also-known-as|aka|lead|team-lead|owner|operator|operated-by|.*channel|.*(?:-id|-url|-slug|-package|-key|-email|-ref))$/;
const LONGEST_MARK = 40;

/** Labels, and annotations of the organisation's own whose value is a word: `acme.com/data-class: restricted`. */
function marksOf({ metadata }: Entity): Mark[] {
  const found = new Map<string, Mark>();
  for (const [key, value] of Object.entries(metadata.annotations ?? {})) {
    const isWord = /^[\p{L}\d][\p{L}\d .+_-]*$/u.test(value) && value.length <= LONGEST_MARK;
    const name = localName(key);
    if (isWord && !TOOLS.test(key) && !NOT_A_MARK.test(name)) found.set(name, { name, value });
  }
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    const name = localName(key);
    if (String(value).trim()) found.set(name, { name, value: String(value).trim() });
  }
  return [...found.values()];
}

function operatorOf(entity: Entity): string | null {
  const mark = markOf(entity, 'operated-by') ?? markOf(entity, 'operator');
  if (!mark) return null;
  try {
    return canonicalRef(mark.value, { kind: 'group' });
  } catch {
    // An annotation is free text; one that is no ref says nothing.
    return null;
  }
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
  if (CHANNELS.some((name) => markOf(entity, name))) found.add('chat');
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
