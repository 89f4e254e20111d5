import { isMap } from '../catalog/findings.ts';
import { nearestWord } from '../catalog/nearest.ts';
import type { Problem } from '../catalog/problem.ts';
import { canonicalRef } from '../catalog/ref.ts';
import { didYouMean } from '../catalog/wording.ts';
import { type Path, readYaml, type YamlDocument } from '../catalog/yaml.ts';
import { UserError } from '../errors.ts';
import type { FactTable } from './fact.ts';
import { FACTS } from './facts/table.ts';
import { EVERYTHING, type Filter, readFilter } from './filter.ts';
import { type ReadRule, type Rule, type RuleProblem, ruleReader } from './rule.ts';
import { positionInScalar } from './scalar-position.ts';
import {
  type Check,
  type Level,
  type Scorecard,
  scorecardVersion,
  WrittenScorecard,
} from './scorecard.ts';
import { formProblems } from './scorecard-problems.ts';

/** One document of a file: the scorecard, or at least one problem why there is none. */
export type ReadScorecard = {
  name: string | null;
  scorecard: Scorecard | null;
  problems: Problem[];
};

const MAX_BYTES = 1024 * 1024;

/** Reads scorecard files against the facts that are declared. Never throws for what a text holds. */
export function scorecardReader(table: FactTable = FACTS): (text: string) => ReadScorecard[] {
  const readRule = ruleReader(table);
  return (text) => {
    if (Buffer.byteLength(text) > MAX_BYTES)
      return [failed('This file is larger than 1 MB; a scorecard is a page or two.')];
    const read: ReadScorecard[] = [];
    for (const document of readYaml(text))
      if (document.error !== null || document.value !== null)
        read.push(readDocument(document, { text, readRule }));
    return read;
  };
}

function failed(message: string, { line, column } = { line: 1, column: 1 }): ReadScorecard {
  return { name: null, scorecard: null, problems: [{ message, line, column, path: '' }] };
}

type Around = { text: string; readRule: ReadRule };

function readDocument(document: YamlDocument, around: Around): ReadScorecard {
  const { value, error, locate } = document;
  if (error)
    return failed(`This is not valid YAML: ${error.message.replace(/[.\s]+$/, '')}.`, error);
  const name = isMap(value) && typeof value['name'] === 'string' ? value['name'] : null;
  const form = WrittenScorecard.safeParse(value);
  const problems: Problem[] = form.success ? [] : formProblems(form.error, document);
  const seek = new Findings(document, around, problems);
  // Rules are read although the form is wrong somewhere: who mends the one wants to hear of the other.
  const checks = isMap(value) && Array.isArray(value['checks']) ? value['checks'] : [];
  const levels = readLevels(value, seek);
  const filter = isMap(value) ? seek.filter(['filter'], value['filter']) : null;
  const read = checks.map((check: unknown, index) =>
    readParts(check, ['checks', index], { levels, seek }),
  );
  seek.repeated(
    checks.map((check) => (isMap(check) ? check['id'] : null)),
    (index) => ['checks', index, 'id'],
    'id',
  );
  const isGood = problems.every(({ severity }) => severity === 'warning');
  const inOrder = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  if (!form.success || !isGood || !filter) return { name, scorecard: null, problems: inOrder };
  for (const { name: level } of levels)
    if (!form.data.checks.some((check) => check.level === level)) {
      const message = `No check is of the level \`${level}\`, so whoever has the level below has it too.`;
      inOrder.push({ message, ...locate(['levels'], 'key'), path: 'levels', severity: 'warning' });
    }
  return {
    name,
    scorecard: complete(form.data, { levels, filter, read, seek }),
    problems: inOrder,
  };
}

type Parts = { rule: Rule | null; filter: Filter | null };

function complete(
  written: WrittenScorecard,
  {
    levels,
    filter,
    read,
    seek,
  }: { levels: readonly Level[]; filter: Filter; read: readonly Parts[]; seek: Findings },
): Scorecard {
  const checks = written.checks.flatMap((check, index): Check[] => {
    const { rule, filter: own } = read[index] ?? {};
    const from = check.effectiveFrom ?? written.effectiveFrom;
    if (!rule || !own) return [];
    return [
      {
        ...{ id: check.id, title: check.title, why: check.why, howToFix: check.howToFix },
        owner: seek.ref(check.owner) ?? null,
        level: check.level ?? null,
        weight: check.weight ?? 1,
        rule,
        filter: own,
        facts: [...new Set([...rule.facts, ...own.facts])],
        effectiveFrom: from === undefined ? null : new Date(from),
        fix: check.fix ?? null,
      },
    ];
  });
  const { name, title, description = null, owner } = written;
  // Comments and layout are no part of it, so that tidying a file is no new version.
  const text = JSON.stringify(written);
  return {
    ...{ name, title, description, owner: seek.ref(owner) ?? null, levels, filter, checks },
    ...{ text, version: scorecardVersion(text) },
  };
}

function readLevels(value: unknown, seek: Findings): Level[] {
  const written = isMap(value) && Array.isArray(value['levels']) ? value['levels'] : [];
  const levels = written.flatMap((level: unknown): Level[] => {
    const name = isMap(level) ? level['name'] : level;
    if (typeof name !== 'string') return [];
    const title =
      isMap(level) && typeof level['title'] === 'string' ? level['title'] : capital(name);
    return [{ name, title }];
  });
  seek.repeated(
    levels.map(({ name }) => name),
    (index) => ['levels', index],
    'level',
  );
  return levels;
}

function readParts(
  check: unknown,
  path: Path,
  { levels, seek }: { levels: readonly Level[]; seek: Findings },
): Parts {
  if (!isMap(check)) return { rule: null, filter: null };
  const { level, weight, rule, filter, owner } = check;
  const names = levels.map(({ name }) => name);
  if (typeof level === 'string' && !names.includes(level))
    seek.add(
      [...path, 'level'],
      names.length === 0
        ? `There are no levels here; list them: \`levels: [bronze, silver, gold]\`, or give the check a \`weight\`.`
        : `There is no level \`${level}\`${didYouMean(nearestWord(level, names))} Levels: ${names.join(', ')}.`,
    );
  if (level === undefined && weight === undefined)
    seek.add(
      path,
      names.length > 0
        ? `This check has neither a \`level\` nor a \`weight\`; levels: ${names.join(', ')}.`
        : 'This check has no `weight`; write e.g. `weight: 1`.',
    );
  if (typeof owner === 'string' && seek.ref(owner) === undefined)
    seek.add([...path, 'owner'], `\`${owner}\` is no ref; write e.g. \`group:default/platform\`.`);
  return {
    rule:
      typeof rule === 'string' && rule.trim() !== '' ? seek.rule([...path, 'rule'], rule) : null,
    filter: seek.filter([...path, 'filter'], filter),
  };
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Says what is wrong where it stands. */
class Findings {
  readonly #document: YamlDocument;
  readonly #around: Around;
  readonly #problems: Problem[];

  constructor(document: YamlDocument, around: Around, problems: Problem[]) {
    this.#document = document;
    this.#around = around;
    this.#problems = problems;
  }

  add(path: Path, message: string): void {
    const name = path.join('.');
    if (this.#problems.some((one) => one.path === name)) return;
    this.#problems.push({ message, ...this.#document.locate(path, 'value'), path: name });
  }

  rule(path: Path, text: string): Rule | null {
    const { rule, problems } = this.#around.readRule(text);
    this.#inText(path, text, problems);
    return rule;
  }

  filter(path: Path, written: unknown): Filter | null {
    if (written === undefined) return EVERYTHING;
    const isReadable =
      typeof written === 'string' || (written !== null && typeof written === 'object');
    if (!isReadable) return null;
    const { filter, problems } = readFilter(written, this.#around.readRule);
    this.#inText(path, typeof written === 'string' ? written : null, problems);
    return filter;
  }

  repeated(names: readonly unknown[], pathOf: (index: number) => Path, word: string): void {
    const seen = new Set<unknown>();
    for (const [index, name] of names.entries()) {
      if (typeof name !== 'string') continue;
      if (seen.has(name))
        this.add(pathOf(index), `The ${word} \`${name}\` stands here again; each is used once.`);
      seen.add(name);
    }
  }

  /** The ref a text says; undefined where it says none. */
  ref(text: string | undefined): string | undefined {
    try {
      return text === undefined ? undefined : canonicalRef(text, { kind: 'group' });
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  #inText(path: Path, value: string | null, problems: readonly RuleProblem[]): void {
    const start = this.#document.locate(path, 'value');
    for (const { message, offset, isWarning } of problems) {
      const at =
        value === null ? start : positionInScalar(this.#around.text, { start, value, offset });
      this.#problems.push({
        message,
        ...at,
        path: path.join('.'),
        ...(isWarning && { severity: 'warning' }),
      });
    }
  }
}
