import { z } from 'zod';
import type { Entity } from './entity.ts';
import { excerpt } from './excerpt.ts';
import { KINDS, METADATA_FIELDS, specRules } from './kinds.ts';
import { writtenTargets } from './location-targets.ts';
import { nearestWord } from './nearest.ts';
import type { Problem } from './problem.ts';
import { refFields } from './relations.ts';
import { meantKey } from './slips.ts';
import { didYouMean, inTicks } from './wording.ts';
import type { Path, Position } from './yaml.ts';

/** A target of a Location that leads to nothing. `isMissing`: it was looked for and is not there. */
export type Unread = { isMissing: boolean; reason: string };

/** Targets that lead to nothing, by the target as it is written. */
export type UnreadTargets = ReadonlyMap<string, Unread>;

type Locate = (path: Path, what: 'key' | 'value') => Position;
type Warning = { path: Path; message: string; points?: 'key' | 'value' };
/** Nobody reads more of one document. */
const MOST_WARNINGS = 25;

/** What is allowed in a valid entity and still is hardly what its writer wants: slips of the finger, targets that lead to nothing. */
export function findWarnings(
  entity: Entity,
  { locate, unread }: { locate: Locate; unread: UnreadTargets | undefined },
): Problem[] {
  const found: Warning[] = [];
  addSlips(found, entity);
  addRefSlips(found, entity);
  if (entity.kind === 'Location') addTargets(found, entity, unread);
  return found.length === 0 ? [] : located(found, locate);
}

/** Slips of the finger in what is not valid for other reasons; `problems` are those. */
export function furtherSlips(
  document: unknown,
  { locate, problems }: { locate: Locate; problems: readonly Problem[] },
): Problem[] {
  const read = Shape.safeParse(document);
  if (!read.success) return [];
  const told = new Set(problems.map(({ line, column }) => `${line}:${column}`));
  const found: Warning[] = [];
  addSlips(found, read.data as Entity);
  return located(found, locate).filter(({ line, column }) => !told.has(`${line}:${column}`));
}

const Shape = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.record(z.string(), z.unknown()),
  spec: z.record(z.string(), z.unknown()).optional(),
});

function located(found: readonly Warning[], locate: Locate): Problem[] {
  return found
    .slice(0, MOST_WARNINGS)
    .map(({ path, message, points = 'value' }) => ({
      message,
      ...locate(path, points),
      path: path.join('.'),
      severity: 'warning' as const,
    }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Keys nobody reads that are near to one that somebody reads. */
function addSlips(found: Warning[], { kind, apiVersion, metadata, spec = {} }: Entity): void {
  addSlipsIn(found, metadata, { name: 'metadata', known: METADATA });
  const known = KINDS.get(kind);
  if (!known?.apiVersions.includes(apiVersion)) return;
  addSlipsIn(found, spec, { name: 'spec', known: fieldsOf(kind, specRules(known, spec)) });
}

const METADATA = new Set(METADATA_FIELDS);
const FIELDS = new WeakMap<object, ReadonlySet<string>>();

/** The fields of one set of rules, worked out once: this is asked of every entity. */
function fieldsOf(kind: string, rules: z.ZodObject): ReadonlySet<string> {
  const known = FIELDS.get(rules);
  if (known) return known;
  const fields = new Set([...Object.keys(rules.shape), ...(UNLISTED[kind] ?? [])]);
  FIELDS.set(rules, fields);
  return fields;
}

/** Read like the others, though Backstage's schemas do not list them. */
const UNLISTED: Readonly<Record<string, readonly string[]>> = {
  Component: ['dependencyOf'],
  Resource: ['dependencyOf', 'lifecycle'],
};

function addSlipsIn(
  found: Warning[],
  map: object,
  { name, known }: { name: string; known: ReadonlySet<string> },
): void {
  for (const key of Object.keys(map)) {
    if (known.has(key)) continue;
    const meant = meantKey(key, map, [...known]);
    if (meant === null) continue;
    const message = `Nobody reads \`${name}.${excerpt(key)}\`${didYouMean(meant)}`;
    found.push({ path: [name, key], message, points: 'key' });
  }
}

const REF_KINDS = new Set([...KINDS.keys()].map((kind) => kind.toLowerCase()));

/** Refs that are read, and name what hardly exists: a kind with a slip of the finger, a team in GitHub's spelling. */
function addRefSlips(found: Warning[], entity: Entity): void {
  for (const field of refFields(entity)) {
    const stated = entity.spec?.[field];
    if (typeof stated === 'string') addRefSlip(found, stated, ['spec', field]);
    else if (Array.isArray(stated))
      for (const [index, ref] of stated.entries())
        if (typeof ref === 'string') addRefSlip(found, ref, ['spec', field, index]);
  }
}

function addRefSlip(found: Warning[], ref: string, path: Path): void {
  const colon = ref.indexOf(':');
  const kind = colon > 0 ? ref.slice(0, colon) : '';
  const meant = kind === '' || isKind(kind) ? null : nearestWord(kind, REF_KINDS);
  if (meant !== null) {
    const message = `${inTicks(path)} names the kind \`${excerpt(kind)}\`${didYouMean(meant)}`;
    found.push({ path, message });
  } else if (ref.startsWith('@') && /^@[^/]+\/./.test(ref)) {
    const team = excerpt(ref.slice(ref.indexOf('/') + 1));
    const message = `${inTicks(path)} is "${excerpt(ref)}", GitHub's spelling of a team${didYouMean(team)}`;
    found.push({ path, message });
  }
}

function isKind(kind: string): boolean {
  return REF_KINDS.has(kind) || kind.includes('/') || REF_KINDS.has(kind.toLowerCase());
}

function addTargets(found: Warning[], entity: Entity, unread: UnreadTargets | undefined): void {
  const targets = writtenTargets(entity);
  if (targets.length === 0)
    found.push({
      path: ['spec'],
      message: 'This Location points to nothing: `spec.targets` lists the files it brings in.',
      points: 'key',
    });
  if (!unread) return;
  const { spec = {} } = entity;
  for (const target of targets) {
    const why = unread.get(target);
    if (!why || (why.isMissing && spec['presence'] === 'optional')) continue;
    const index = Array.isArray(spec['targets']) ? spec['targets'].indexOf(target) : -1;
    const path = spec['target'] === target ? ['spec', 'target'] : ['spec', 'targets', index];
    const stays = why.isMissing
      ? ' What it said before stays; `presence: optional` lets it go.'
      : '';
    found.push({
      path,
      message: `\`${excerpt(target, 120)}\` cannot be read: ${why.reason}.${stays}`,
    });
  }
}
