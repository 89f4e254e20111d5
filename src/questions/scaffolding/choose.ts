import { enumerate } from '../../catalog/labels.ts';
import type { TemplateSummary } from '../../scaffolder/scaffolder.ts';

export type Choice =
  /** One fits, and none better. */
  | { kind: 'one'; template: TemplateSummary }
  /** Several fit as well, best first; or nothing was said that tells them apart. */
  | { kind: 'several'; templates: readonly TemplateSummary[] }
  | { kind: 'none' };

/** The template that is meant by a few words. Those of the catalog go before those that ship. */
export function chooseTemplate(sort: string, templates: readonly TemplateSummary[]): Choice {
  const said = wordsIn(sort);
  const telling = said.filter((word) => !ANY.has(word));
  if (telling.length === 0) return several(ofType(said, templates));
  // What a description happens to mention is what is meant only where software is asked for: "a grpc service", and not "a check".
  const least = telling.length === said.length ? MENTIONED * telling.length + 1 : 1;
  const scored = templates
    .map((template) => ({ template, score: scoreOf(telling, said, template) }))
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score);
  const [best] = scored;
  if (!best) return { kind: 'none' };
  return several(
    scored.filter(({ score }) => score === best.score).map(({ template }) => template),
  );
}

/** What they are called, each name once: one that ships may be called as one of the organisation's own. */
export function titlesOf(templates: readonly TemplateSummary[]): string {
  return enumerate([...new Set(templates.map(({ title }) => title))]);
}

function several(found: readonly TemplateSummary[]): Choice {
  const ours = found.filter(({ isShipped }) => !isShipped);
  const templates = ours.length > 0 ? ours : found;
  const [first] = templates;
  if (!first) return { kind: 'none' };
  return templates.length === 1 ? { kind: 'one', template: first } : { kind: 'several', templates };
}

/** Words that every template could be called by. */
const ANY = new Set(
  'service services app application repo repository project component thing something module codebase code microservice software'.split(
    ' ',
  ),
);
const TYPES: Readonly<Record<string, readonly string[]>> = {
  service: ['service'],
  microservice: ['service'],
  app: ['service', 'website', 'app'],
  application: ['service', 'website', 'app'],
  module: ['infrastructure', 'library', 'terraform-module', 'resource'],
};

/** "A new service": those of that type, where there are some. */
function ofType(
  said: readonly string[],
  templates: readonly TemplateSummary[],
): readonly TemplateSummary[] {
  const types = said.flatMap((word) => TYPES[word] ?? []);
  const fitting = templates.filter(({ type }) => types.includes(type.toLowerCase()));
  return fitting.length > 0 ? fitting : templates;
}

/** What people say for what templates are called. */
const SAME: readonly (readonly string[])[] = [
  ['go', 'golang'],
  ['node', 'nodejs', 'node.js', 'typescript', 'ts', 'javascript', 'js', 'express', 'hono'],
  ['python', 'py', 'fastapi', 'flask', 'django'],
  ['react', 'reactjs', 'frontend', 'spa', 'website', 'web', 'ui'],
  ['kafka', 'event', 'events', 'stream', 'topic'],
  ['consumer', 'listener', 'subscriber'],
  ['terraform', 'tf', 'infrastructure', 'infra'],
  ['cron', 'job', 'cronjob', 'scheduled', 'scheduler', 'batch', 'nightly', 'periodic', 'recurring'],
  ['docs', 'documentation', 'doc', 'mkdocs', 'techdocs', 'handbook'],
  ['java', 'jvm', 'spring', 'springboot', 'kotlin'],
  ['dotnet', '.net', 'csharp', 'c#', 'aspnet'],
  ['library', 'lib', 'package', 'sdk'],
];

const MENTIONED = 5;

function wordsIn(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s_/-]+/)
    .filter(Boolean);
}

/**
 * How well it fits: every telling word must be in its name, title, tags, type or description, as said or by another word for the
 * same. Its name as a whole beats its title, and both beat what merely mentions it.
 */
function scoreOf(
  telling: readonly string[],
  said: readonly string[],
  { ref, title, tags, type, description }: TemplateSummary,
): number {
  const name = ref.slice(ref.indexOf('/') + 1).toLowerCase();
  if (said.join('-') === name || said.join(' ') === title.toLowerCase()) return 1_000;
  const places = [wordsIn(name), wordsIn(title), [...tags.flatMap(wordsIn), ...wordsIn(type)]];
  const about = (description ?? '').toLowerCase().split(/[^\p{L}\p{N}.#+]+/u);
  let score = 0;
  for (const word of telling) {
    const exact = places.findIndex((words) => words.includes(word));
    const alike = places.findIndex((words) => words.some((one) => isSame(one, word)));
    const mentioned = about.some((one) => one === word);
    if (exact >= 0) score += 30 - exact;
    else if (alike >= 0) score += 20 - alike;
    else if (mentioned) score += MENTIONED;
    else return 0;
  }
  return score;
}

function isSame(one: string, other: string): boolean {
  return SAME.some((words) => words.includes(one) && words.includes(other));
}
