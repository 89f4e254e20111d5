import type { Environment } from '@marcbachmann/cel-js';
import { excerpt } from '../catalog/excerpt.ts';
import { nearestWord } from '../catalog/nearest.ts';
import { didYouMean } from '../catalog/wording.ts';
import type { FactTable } from './fact.ts';
import type { RuleProblem } from './rule.ts';

type Around = { text: string; table: FactTable; checking: Environment };
/** What the errors of the CEL library have in common. */
type CelError = {
  code?: string;
  summary?: string;
  message: string;
  range?: { start: number; end: number };
};

/** What is wrong with a rule, with the name that may have been meant. */
export function describeRuleError(error: CelError | undefined, around: Around): RuleProblem {
  const { text } = around;
  const { start = 0, end = 0 } = error?.range ?? {};
  const offset = Math.min(start, text.length);
  const word = text.slice(start, end);
  const summary = error?.summary ?? error?.message ?? 'it cannot be read';
  switch (error?.code) {
    case 'no_such_key':
      return { message: noSuchKey(word, { ...around, before: text.slice(0, start) }), offset };
    case 'unknown_variable': {
      const meant = nearestWord(word, VARIABLES) ?? factLike(word, around.table);
      const shown = meant && around.table.has(meant) ? `facts.${meant}` : meant;
      return {
        message: `There is no \`${excerpt(word)}\` in rules${didYouMean(shown)} Rules know ${VARIABLES.join(', ')}.`,
        offset,
      };
    }
    case 'no_matching_overload':
      return { message: noSuchFunction(summary, around.checking), offset };
    case 'no_such_overload':
      return { message: `These cannot be compared or combined: ${inWords(summary)}.`, offset };
    case 'unexpected_token':
    case 'unexpected_character':
    case 'expected_token': {
      const isEnd = offset >= text.trimEnd().length;
      const what = isEnd ? 'The rule ends too early' : inWords(summary);
      return { message: `This is no rule: ${what}.`, offset };
    }
    default:
      return { message: `This rule cannot be read: ${inWords(summary)}.`, offset };
  }
}

const VARIABLES = ['entity', 'facts', 'relations', 'now'];
const ENTITY = ['apiVersion', 'kind', 'metadata', 'spec'];

function noSuchKey(word: string, { table, before }: Around & { before: string }): string {
  if (/\bfacts\s*\.\??\s*$/.test(before)) {
    const meant = factLike(word, table);
    const further = meant ? '' : ` Facts: ${[...table.keys()].join(', ')}.`;
    return `There is no fact \`${excerpt(word)}\`${didYouMean(meant)}${further}`;
  }
  if (/\bentity\s*\.\??\s*$/.test(before)) {
    const meant = nearestWord(word, ENTITY) ?? (word === 'relations' ? 'relations' : null);
    return `An entity has no \`${excerpt(word)}\`${didYouMean(meant)} It has ${ENTITY.join(', ')}.`;
  }
  const meant = nearestWord(word, ['type', 'targetRef']);
  return `There is no \`${excerpt(word)}\` here${didYouMean(meant)}`;
}

/** The fact whose name is nearest, or the only one whose name holds the word: `readme` is meant for `hasReadme`. */
export function factLike(word: string, table: FactTable): string | null {
  const near = nearestWord(word, table.keys());
  if (near !== null || word.length < 3) return near;
  const core = word
    .toLowerCase()
    .replace(/^(?:has|is|are)_?/, '')
    .replaceAll('_', '');
  const holding = [...table.keys()].filter((name) => name.toLowerCase().includes(core));
  if (core.length >= 3 && holding.length > 0)
    return holding.toSorted((a, b) => a.length - b.length)[0] ?? null;
  const cores = new Map(
    [...table.keys()].map((name) => [name.replace(/^(?:has|is|are)/, ''), name]),
  );
  return cores.get(nearestWord(core, cores.keys()) ?? '') ?? null;
}

function noSuchFunction(summary: string, checking: Environment): string {
  const call = /'(?:.*\.)?(\w+)\((.*)\)'/.exec(summary);
  if (!call) return `This call is not known: ${inWords(summary)}.`;
  const [, name = ''] = call;
  const { functions } = checking.getDefinitions();
  const names = [...new Set(functions.map((one) => one.name))];
  if (names.includes(name))
    return `\`${name}\` does not take what it is given: ${inWords(summary)}.`;
  return `There is no function \`${excerpt(name)}\`${didYouMean(nearestWord(name, names))}`;
}

/** The library's own words, on one line and with the names of types that people know. */
function inWords(summary: string): string {
  const plain = summary
    .replace(/google\.protobuf\.(\w+)/g, (_, name: string) => name.toLowerCase())
    .replace(/^(?:no such overload|found no matching overload for): ?/i, '')
    .replace(/[.\s]+$/, '');
  return excerpt(plain.charAt(0).toLowerCase() + plain.slice(1), 160);
}
