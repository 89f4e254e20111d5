import type { Db } from '#dialect';
import type { ReadPast } from '../catalog/file-past.ts';
import type { CatalogView } from '../catalog/search.ts';
import type { Standards } from '../scorecards/standards.ts';
import type { Answer, Fact, Intent } from './answer.ts';
import type { Library } from './docs/library.ts';
import type { EntityFacts } from './facts.ts';
import type { Linked, Mention, Talk, Want } from './link.ts';
import { compilePattern, wordsOf } from './pattern.ts';
import type { Scaffolding } from './scaffolding/scaffolding.ts';
import { type Here, type Period, splitPeriod } from './times.ts';
import { splitWhen, type When } from './when.ts';

/** What an intention may read. */
export type Room = {
  db: Db;
  view: CatalogView;
  now: Date;
  /** Where the asker's days begin: `Europe/Berlin`. */
  zone: string;
  talk: Talk;
  /** Refs of the teams and people who run the platform. */
  admins: readonly string[];
  /** Everything known about one entity; null when it is not in the catalog. */
  facts: (ref: string) => Promise<EntityFacts | null>;
  /** One statement that each of these makes in its own descriptor, with where it was read. */
  stated: (name: string, refs: readonly string[]) => Promise<Fact[]>;
  /** What a descriptor file said before the catalog knew it. */
  readPast: ReadPast;
  scaffolding: Scaffolding;
  standards: Standards;
  /** Docs, as far as this answer may quote them. */
  docs: Library;
  link: (text: string, want: Want) => Linked;
  /** Counts a name that nothing is called, for the platform lead. */
  miss: (said: string) => Promise<void>;
};

/** A question one of the patterns read, with the entities it names. */
export type Case = {
  text: string;
  slots: Readonly<Record<string, string>>;
  mentions: readonly Mention[];
  /** What was said beside the names, where the intention takes that. */
  rest: string;
  /** Names in an enumeration that nothing is called. */
  strange: readonly string[];
  /** The time in the past that was named, for intentions that take one. */
  period?: Period | null;
  /** The time that was named, past or to come, for intentions that take any. */
  when?: When | null;
  room: Room;
};

/**
 * One way of asking, complete: how people say it, what it reads and what it answers. A new question is one file that defines
 * one, and a line in `intentions.ts`; its `examples` are its tests.
 */
export type Intention = {
  intent: Intent;
  /** See `compilePattern`. A slot `{thing}`, `{team}`, `{person}`, `{owner}` or `{any}` is linked to the catalog; others stay words. */
  patterns: readonly string[];
  /** What every text has that is worth reading with so many patterns. */
  shape?: RegExp;
  /** Questions this intention must win, about made-up names. */
  examples: readonly string[];
  /** Pattern without such a slot: about what the conversation is about (`talk`), or about nothing in particular. */
  bare?: 'talk' | 'nothing';
  /** It can be asked of what is not in the catalog any more. */
  takesRemoved?: boolean;
  /** Words beside the name belong to the question ("is token-vault *in pci scope*"). */
  takesRest?: boolean;
  /** A time in the past ("in March") at either end of the question is read first, and the patterns read what is left. */
  time?: 'needed' | 'welcome';
  /** The same for any time, past or to come, wherever it stands: "who was on call *last friday 3am* when ledger broke". */
  when?: 'needed' | 'welcome';
  /** Tried before readings that explain more: it answers only where every single word is understood. */
  isExact?: boolean;
  /** Names are welcome but not needed: the answer is the same without. */
  isNameOptional?: boolean;
  /** The answer, or null when it turns out that something else was asked. */
  answer: (question: Case) => Promise<Answer | null> | Answer | null;
};

export type Reading = {
  intention: Intention;
  slots: Record<string, string>;
  weight: number;
  period: Period | null;
  when: When | null;
};

const WANTS: readonly Want[] = ['thing', 'team', 'person', 'owner', 'any'];

/** The slot of a reading that names entities, and what it wants there. */
export function namingSlot(
  slots: Readonly<Record<string, string>>,
): { want: Want; said: string } | null {
  const want = WANTS.find((name) => slots[name] !== undefined);
  return want ? { want, said: slots[want] as string } : null;
}

/** What no name begins with: then the pattern has mistaken a question for a name. */
export const QUESTION_WORD =
  /^(?:is|are|was|were|does|do|did|can|could|should|would|will|has|have|who|what|which|where|when|why|how|whose)\s/i;

/** What a text that tells somebody to do something begins with: "page the ledger on call". */
const COMMAND_WORD =
  /^(?:page|ping|call|alert|notify|wake|deploy|redeploy|release|ship|roll|rollback|revert|restart|lock|unlock|freeze|snooze|mute|create|scaffold|delete|remove|drop|add|send|post|remind|stop|start|kill)\s/i;

/** What no name is or ends with: then the pattern has cut a question at the wrong place. */
const CUT =
  /^(?:who|what|which|where|when|why|how|whose)$|\s(?:for|of|on|in|to|from|by|about|the|a|an|with|without|no|not)$/i;

function isName(said: string, text: string): boolean {
  if (CUT.test(said)) return false;
  return !QUESTION_WORD.test(said) && !(text.startsWith(said) && COMMAND_WORD.test(said));
}

/** Reads texts with the patterns of all intentions: what explains most of a text comes first. Times are read only `here`. */
export function createReader(
  intentions: readonly Intention[],
): (text: string, here?: Here) => Reading[] {
  const compiled = intentions.map((intention) => ({
    intention,
    patterns: intention.patterns.map(compilePattern),
  }));
  return (text, here) => {
    const whole: Part = { text, words: wordsOf(text), period: null, when: null, said: '' };
    const timed = here ? withoutPeriod(text, here) : null;
    let anyTime: Part | null | undefined;
    const withoutAny = () => {
      if (anyTime === undefined) anyTime = here ? withoutWhen(text, here) : null;
      return anyTime;
    };
    return compiled
      .flatMap(({ intention, patterns }) => {
        if (intention.shape && !intention.shape.test(text)) return [];
        const said = intention.when ? withoutAny() : intention.time ? timed : null;
        if ((intention.time === 'needed' || intention.when === 'needed') && !said) return [];
        const part = said ?? whole;
        const readings = patterns
          .filter(({ needs }) =>
            needs.every((choices) => choices.some((word) => part.words.has(word))),
          )
          .flatMap((pattern) => pattern.read(part.text) ?? [])
          .filter(({ slots }) => isName(namingSlot(slots)?.said ?? '', part.text));
        const [best] = readings.sort((a, b) => b.weight - a.weight);
        if (!best) return [];
        const weight = best.weight + part.said.length;
        return [{ intention, slots: best.slots, weight, period: part.period, when: part.when }];
      })
      .sort((a, b) => exactness(b) - exactness(a) || b.weight - a.weight);
  };
}

/** What patterns read of a text: all of it, or what a time leaves. */
type Part = {
  text: string;
  words: Set<string>;
  period: Period | null;
  when: When | null;
  said: string;
};

function withoutPeriod(text: string, here: Here): Part | null {
  const split = splitPeriod(text, here);
  return split && { ...split, when: null, text: split.rest, words: wordsOf(split.rest) };
}

function withoutWhen(text: string, here: Here): Part | null {
  const split = splitWhen(text, here);
  return split && { ...split, period: null, text: split.rest, words: wordsOf(split.rest) };
}

function exactness({ intention }: Reading): number {
  return intention.isExact ? 1 : 0;
}
