import { ParseError, type ParseResult } from '@marcbachmann/cel-js';
import type { Entity } from '../catalog/entity.ts';
import { excerpt } from '../catalog/excerpt.ts';
import { checkingEnvironment, runningEnvironment } from './cel.ts';
import {
  type Fact,
  type Facts,
  type FactTable,
  type FactValue,
  type Subject,
  usableValue,
} from './fact.ts';
import { gate } from './rule-gate.ts';
import { describeRuleError } from './rule-words.ts';
import { isTooLarge } from './subject-size.ts';

/** What a rule says of an entity. `missing`: it asks for a field the entity does not have. */
export type Verdict =
  | { kind: 'yes' }
  | { kind: 'no' }
  | { kind: 'unknown'; reason: string; isMissingField: boolean };

export type Rule = {
  text: string;
  /** The facts it names, in their order. */
  facts: readonly string[];
  /** Never throws, and ends in time. */
  judge: (subject: Subject, now: Date) => Verdict;
};

/** `offset` counts characters of the rule from 0. */
export type RuleProblem = { message: string; offset: number; isWarning?: true };

export type ReadRule = (text: string) => { rule: Rule | null; problems: RuleProblem[] };

const LONGEST = 4000;

/**
 * Reads rules over `entity`, `facts`, `relations` and `now`, checked against the facts that are declared. A rule is yes or no only where
 * no fact that is not known could turn it: `facts.a || facts.b` is yes when `a` is, whatever `b` may be, and unknown when `a` is not and
 * `b` is not known.
 */
export function ruleReader(table: FactTable): ReadRule {
  const checking = checkingEnvironment(table);
  const running = runningEnvironment();
  const view = factView(table);
  return function readRule(text) {
    if (text.length > LONGEST) {
      const message = `This rule has ${text.length} characters; rules are read up to ${LONGEST}. Split it into several checks.`;
      return { rule: null, problems: [{ message, offset: 0 }] };
    }
    try {
      const gated = gate(running.parse(text).ast);
      const errors = gated.problems.filter(({ isWarning }) => !isWarning);
      if (errors.length > 0) return { rule: null, problems: gated.problems };
      const checked = checking.check(text);
      if (!checked.valid)
        return {
          rule: null,
          problems: [describeRuleError(checked.error, { text, table, checking })],
        };
      if (checked.type !== 'bool' && checked.type !== 'dyn') {
        const message = `This gives ${typeInWords(checked.type ?? '')}, and a rule gives true or false; compare it with something.`;
        return { rule: null, problems: [{ message, offset: 0 }] };
      }
      const run = running.parse(text);
      const rule = compiled({ text, run, view, ...gated });
      return { rule, problems: gated.problems };
    } catch (error) {
      // The parser says what it minds; the stack of one that is nested a thousand deep ends before it can.
      if (error instanceof RangeError || error instanceof ParseError)
        return { rule: null, problems: [describeRuleError(error, { text, table, checking })] };
      throw error;
    }
  };
}

type Parts = {
  text: string;
  run: ParseResult;
  view: FactView;
  facts: readonly string[];
  loops: number;
};

function compiled({ text, run, view, facts, loops }: Parts): Rule {
  return {
    text,
    facts,
    judge(subject, now) {
      if (loops > 0 && isTooLarge(subject, loops))
        return unknownVerdict('the entity holds more than a rule may walk through');
      view.show(subject.facts, now);
      try {
        const { entity, relations } = subject;
        const value: unknown = run({ facts: view.facts, entity, relations, now });
        if (value === true) return YES;
        if (value === false) return NO;
        return unknownVerdict('the rule gives neither true nor false');
      } catch (error) {
        return whyUnknown(error, subject.entity);
      }
    },
  };
}

const YES: Verdict = { kind: 'yes' };
const NO: Verdict = { kind: 'no' };

function unknownVerdict(reason: string, isMissingField = false): Verdict {
  return { kind: 'unknown', reason, isMissingField };
}

function whyUnknown(error: unknown, entity: Entity): Verdict {
  if (error instanceof UnknownFact) return unknownVerdict(error.reason());
  const { code, summary } = error as { code?: string; summary?: string };
  if (code === 'no_such_key') {
    const key = /No such key: (.*)$/.exec(summary ?? '')?.[1] ?? 'it';
    return unknownVerdict(
      `this ${entity.kind} has no \`${excerpt(key)}\`, and the rule does not ask with has() whether it does`,
      true,
    );
  }
  // Types of an entity's own fields are known only now.
  return unknownVerdict(`the rule does not fit: ${excerpt(summary ?? 'it broke', 120)}`);
}

/** Thrown by a fact that is not known. One for each fact, made once: making an error is slow, and there are many of these. */
class UnknownFact extends Error {
  readonly reason: () => string;
  constructor(name: string, reason: () => string) {
    super(`${name} is not known`);
    this.reason = reason;
  }
}

type FactView = { facts: object; show: (facts: Facts, now: Date) => void };

/**
 * The facts as rules see them: one object for all, whose properties read the entity that is judged right now. Judging never waits, so
 * there is only one at a time. What is not known throws, and `&&`, `||` and the macros of CEL pass over what throws where it decides nothing.
 */
function factView(table: FactTable): FactView {
  let shown: { facts: Facts; now: Date } = { facts: {}, now: new Date(0) };
  const facts = {};
  for (const spec of table.values()) {
    const { name, type, title } = spec;
    const usable = () => usableValue(spec, ownFact(shown.facts, name), shown.now);
    const notKnown = new UnknownFact(name, () => {
      const found = usable();
      return 'reason' in found ? `"${title}" is not known: ${found.reason}` : '';
    });
    const get = () => {
      const found = usable();
      if ('reason' in found) throw notKnown;
      return type === 'int' ? wholeNumber(found.value) : found.value;
    };
    Object.defineProperty(facts, name, { get, enumerable: true });
  }
  return {
    facts,
    show(facts, now) {
      shown = { facts, now };
    },
  };
}

/** The names of a table are our own words, but a fact of a table must not be found in the prototype of an object. */
export function ownFact(facts: Facts, name: string): Fact | undefined {
  return Object.hasOwn(facts, name) ? facts[name] : undefined;
}

function wholeNumber(value: FactValue): bigint | FactValue {
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
}

function typeInWords(type: string): string {
  if (type === 'string') return 'text';
  if (type === 'int' || type === 'double') return 'a number';
  if (type.startsWith('list')) return 'a list';
  if (type.endsWith('Timestamp')) return 'a time';
  return type.endsWith('Duration') ? 'a duration' : `a ${type}`;
}
