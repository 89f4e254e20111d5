import type { Problem } from '../../catalog/problem.ts';
import { readYaml, type YamlDocument } from '../../catalog/yaml.ts';
import type { FactSpec, FactTable } from '../fact.ts';
import type { Initiative } from '../initiatives/initiative.ts';
import { readInitiative } from '../initiatives/read-initiative.ts';
import { failed, readScorecard } from '../read-scorecard.ts';
import { type ReadRule, ruleReader } from '../rule.ts';
import type { Scorecard } from '../scorecard.ts';
import { declaredFacts, factsProblems } from './declared-facts.ts';
import { type Sort, sortOf } from './sort.ts';
import { hasChecks, readTechInsights } from './tech-insights.ts';

/** A file as people name it, and where it can be looked at. */
export type StandardsFile = { file: string; text: string; url: string | null };

/** One document of a file; `isValid` says that it is used. */
export type ReadDocument = {
  sort: Sort;
  name: string | null;
  isValid: boolean;
  scorecard: Scorecard | null;
  initiative: Initiative | null;
  problems: readonly Problem[];
};
export type ReadFile = StandardsFile & { documents: readonly ReadDocument[] };

/** What files build upon: our own facts, and scorecards that stand elsewhere. `zone`: where the days of initiatives end. */
export type Ground = { table: FactTable; scorecards: readonly Scorecard[]; zone: string };

/** What a set of files comes to, together with its ground: a scorecard of the same name takes the place of one of the ground. */
export type Standing = {
  files: readonly ReadFile[];
  table: FactTable;
  scorecards: readonly Scorecard[];
  initiatives: readonly Initiative[];
};

const MAX_BYTES = 1024 * 1024;

/**
 * Reads files of scorecards, initiatives and declared facts, which may name each other across files: facts first, then the scorecards
 * whose rules ask for them, then the initiatives that are about their checks. Never throws for what a text holds.
 */
export function readFiles(files: readonly StandardsFile[], ground: Ground): Standing {
  const table = new Map(ground.table);
  const facts = files.map((file) => eachDocument(file, (document) => readFacts(document, table)));
  const readRule = ruleReader(table);
  const places = new Map<string, string>();
  const cards = files.map((file) =>
    eachDocument(file, (document, sort) =>
      sort === 'scorecard' || (sort === 'tech-insights' && hasChecks(document))
        ? readCard(document, file, { sort, readRule, places, table })
        : null,
    ),
  );
  const scorecards = new Map(ground.scorecards.map((one) => [one.name, one]));
  for (const { scorecard } of cards.flatMap((read) => [...read.values()]))
    if (scorecard) scorecards.set(scorecard.name, scorecard);
  const checksOf = new Map(
    [...scorecards.values()].map(({ name, checks }) => [name, checks.map(({ id }) => id)]),
  );
  const named = new Map<string, string>();
  const goals = files.map((file) =>
    eachDocument(file, (document, sort) => {
      if (sort !== 'initiative') return null;
      const around = { text: file.text, readRule };
      const read = readInitiative(document, around, { checksOf, zone: ground.zone });
      const again = repeated({ ...read, what: 'an initiative', file: file.file }, named);
      const problems = [...read.problems, ...again];
      const initiative = again.length > 0 ? null : read.initiative;
      return {
        ...EMPTY,
        sort,
        name: read.name,
        isValid: initiative !== null,
        initiative,
        problems,
      };
    }),
  );
  const read = files.map((file, index): ReadFile => {
    const parts = [cards[index], goals[index]].flatMap((map) => [...(map ?? [])]);
    const documents = new Map(parts);
    for (const [position, declared] of facts[index] ?? []) {
      const document = documents.get(position);
      const problems = [...(document?.problems ?? []), ...declared.problems];
      documents.set(position, { ...declared, ...document, problems });
    }
    const inOrder = [...documents].toSorted(([a], [b]) => a - b);
    return { ...file, documents: inOrder.map(([, document]) => document) };
  });
  return {
    files: read,
    table,
    scorecards: [...scorecards.values()],
    initiatives: read.flatMap(({ documents }) => documents.flatMap((one) => one.initiative ?? [])),
  };
}

const EMPTY = { name: null, scorecard: null, initiative: null };

/** What is made of each document of a file, by its position; documents of which nothing is made are left out. */
function eachDocument(
  { text }: StandardsFile,
  read: (document: YamlDocument, sort: Sort) => ReadDocument | null,
): Map<number, ReadDocument> {
  const documents = new Map<number, ReadDocument>();
  if (Buffer.byteLength(text) > MAX_BYTES) {
    const { problems } = failed('This file is larger than 1 MB; a scorecard is a page or two.');
    return documents.set(0, { ...EMPTY, sort: 'scorecard', isValid: false, problems });
  }
  for (const document of readYaml(text)) {
    const sort = document.error ? 'scorecard' : sortOf(document.value);
    const made = sort && read(document, sort);
    if (made) documents.set(document.position, made);
  }
  return documents;
}

/** Declares the facts of a document in the table. */
function readFacts(document: YamlDocument, table: Map<string, FactSpec>): ReadDocument | null {
  const sort = sortOf(document.value);
  if (document.error || (sort !== 'facts' && sort !== 'scorecard')) return null;
  const { facts, problems: twice } = declaredFacts(document, table);
  for (const fact of facts) table.set(fact.name, fact);
  const problems = sort === 'facts' ? [...factsProblems(document), ...twice] : twice;
  if (sort === 'scorecard' && problems.length === 0) return null;
  return { ...EMPTY, sort, isValid: problems.length === 0, problems };
}

function readCard(
  document: YamlDocument,
  { file, text }: StandardsFile,
  {
    sort,
    readRule,
    places,
    table,
  }: {
    sort: Sort;
    readRule: ReadRule;
    places: Map<string, string>;
    table: FactTable;
  },
): ReadDocument {
  const around = { text, readRule };
  const { name, scorecard, problems } =
    sort === 'scorecard'
      ? readScorecard(document, around)
      : readTechInsights(document, { table, around, read: readScorecard });
  const again = repeated({ name, file, what: 'a scorecard' }, places);
  const used = again.length > 0 ? null : scorecard;
  return {
    ...EMPTY,
    ...{ sort: 'scorecard', name, scorecard: used, isValid: used !== null },
    problems: [...problems, ...again],
  };
}

/** A name that is used again is a problem where it stands again. */
function repeated(
  { name, file, what }: { name: string | null; file: string; what: string },
  places: Map<string, string>,
): Problem[] {
  const place = name === null ? undefined : places.get(name);
  if (name !== null && place === undefined) places.set(name, file);
  if (place === undefined) return [];
  const message = `There is ${what} \`${name}\` already, in ${place}.`;
  return [{ message, line: 1, column: 1, path: 'name' }];
}
