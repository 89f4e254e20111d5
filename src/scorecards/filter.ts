import type { Entity, Relation } from '../catalog/entity.ts';
import { type Predicate, readPredicate } from '../catalog/query/predicate.ts';
import { rowsOf } from '../catalog/query/rows.ts';
import { UserError } from '../errors.ts';
import type { Subject } from './fact.ts';
import type { ReadRule, RuleProblem } from './rule.ts';

/** Whether a scorecard or check is about an entity; `unknown` where a fact decides that is not known. */
export type Applies = { kind: 'yes' } | { kind: 'no' } | { kind: 'unknown'; reason: string };

export type Filter = {
  /** Facts it names. */
  facts: readonly string[];
  applies: (subject: Subject, now: Date) => Applies;
};

/** Every entity. */
export const EVERYTHING: Filter = { facts: [], applies: () => ({ kind: 'yes' }) };

/**
 * A filter as people write it: a rule in CEL, or a condition on entities as Backstage has them, `{kind: Component, spec.type: [service, worker]}`;
 * of a list of these one has to hold.
 */
export function readFilter(
  written: unknown,
  readRule: ReadRule,
): { filter: Filter | null; problems: RuleProblem[] } {
  if (typeof written === 'string') return fromRule(written, readRule);
  try {
    const predicate = readPredicate(asQuery(written));
    return {
      filter: { facts: [], applies: (subject) => holdsFor(predicate, subject) },
      problems: [],
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const message = `${error.message.replace(/^Invalid query: /, 'This filter cannot be read: ')} Or write it as a rule: \`entity.kind == "Component"\`.`;
    return { filter: null, problems: [{ message, offset: 0 }] };
  }
}

function fromRule(
  text: string,
  readRule: ReadRule,
): { filter: Filter | null; problems: RuleProblem[] } {
  const { rule, problems } = readRule(text);
  if (!rule) return { filter: null, problems };
  const applies: Filter['applies'] = (subject, now) => {
    const verdict = rule.judge(subject, now);
    // `entity.spec.type == "service"` says no of what has no type.
    if (verdict.kind === 'unknown' && verdict.isMissingField) return { kind: 'no' };
    return verdict;
  };
  return { filter: { facts: rule.facts, applies }, problems };
}

/** Lists stand for "one of", as in the filters of Backstage's catalog. */
function asQuery(written: unknown): unknown {
  if (Array.isArray(written)) return { $any: written.map(asQuery) };
  if (written === null || typeof written !== 'object') return written;
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => {
      if (Array.isArray(value) && !key.startsWith('$')) return [key, { $in: value }];
      if (Array.isArray(value)) return [key, key === '$in' ? value : value.map(asQuery)];
      return [key, key === '$not' ? asQuery(value) : value];
    }),
  );
}

type Values = Map<string, Set<string>>;

const valuesOfEntities = new WeakMap<Entity, Values>();

function holdsFor(predicate: Predicate, { entity, relations }: Subject): Applies {
  let values = valuesOfEntities.get(entity);
  if (!values) {
    values = valuesOf(entity, relations);
    valuesOfEntities.set(entity, values);
  }
  return { kind: holds(predicate, values) ? 'yes' : 'no' };
}

function valuesOf(entity: Entity, relations: readonly Relation[]): Values {
  const values: Values = new Map();
  const add = (key: string, value: string | null) => {
    const all = values.get(key) ?? new Set();
    values.set(key, value === null ? all : all.add(value));
  };
  for (const { key, value, isItem } of rowsOf(entity)) {
    add(key, value);
    if (isItem && value !== null) add(`${key}.${value}`, 'true');
  }
  for (const { type, targetRef } of relations) add(`relations.${type.toLowerCase()}`, targetRef);
  return values;
}

function holds(predicate: Predicate, values: Values): boolean {
  switch (predicate.kind) {
    case 'all':
      return predicate.of.every((part) => holds(part, values));
    case 'any':
      return predicate.of.some((part) => holds(part, values));
    case 'not':
      return !holds(predicate.of, values);
    case 'exists':
      return values.has(predicate.key);
    case 'in':
      return predicate.values.some((value) => values.get(predicate.key)?.has(value) ?? false);
    case 'prefix':
      return [...(values.get(predicate.key) ?? [])].some((value) =>
        value.startsWith(predicate.prefix),
      );
  }
}
