import { isMap } from '../catalog/findings.ts';
import { nearestWord } from '../catalog/nearest.ts';
import type { Problem } from '../catalog/problem.ts';
import { didYouMean } from '../catalog/wording.ts';
import { type Path, readYaml, type YamlDocument } from '../catalog/yaml.ts';
import type { FactTable } from './fact.ts';
import { FACTS } from './facts/table.ts';
import type { Filter } from './filter.ts';
import { type Around, Findings } from './findings.ts';
import { sortOf } from './library/sort.ts';
import { hasChecks, readTechInsights } from './library/tech-insights.ts';
import { type Rule, ruleReader } from './rule.ts';
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

/** Reads the scorecards of a file against the facts that are declared. Never throws for what a text holds. */
export function scorecardReader(table: FactTable = FACTS): (text: string) => ReadScorecard[] {
  const readRule = ruleReader(table);
  return (text) => {
    if (Buffer.byteLength(text) > MAX_BYTES)
      return [failed('This file is larger than 1 MB; a scorecard is a page or two.')];
    const read: ReadScorecard[] = [];
    const around = { text, readRule };
    for (const document of readYaml(text)) {
      const sort = document.error ? 'scorecard' : sortOf(document.value);
      if (sort === 'scorecard') read.push(readScorecard(document, around));
      else if (sort === 'tech-insights' && hasChecks(document))
        read.push(readTechInsights(document, { table, around, read: readScorecard }));
    }
    return read;
  };
}

export function failed(message: string, { line, column } = { line: 1, column: 1 }): ReadScorecard {
  return { name: null, scorecard: null, problems: [{ message, line, column, path: '' }] };
}

/** One document that is meant as a scorecard. */
export function readScorecard(document: YamlDocument, around: Around): ReadScorecard {
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
