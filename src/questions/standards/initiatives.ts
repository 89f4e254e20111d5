import { nameWords } from '../../catalog/names.ts';
import type { Initiative } from '../../scorecards/initiatives/initiative.ts';

const FILLERS = new Set(
  'the our a an for of on in to with migration campaign initiative rollout upgrade move project effort push thing things stuff all services service cleanup work tier is it going'.split(
    ' ',
  ),
);

/** Initiatives that words name by their title or checks: "the node 22 migration", "the runbook thing". */
export function initiativesIn(initiatives: readonly Initiative[], said: string): Initiative[] {
  const exact = initiatives.filter(({ name, title }) =>
    [name, title].some((one) => one.toLowerCase() === said.trim().toLowerCase()),
  );
  if (exact.length > 0) return exact;
  const words = nameWords(said).filter((word) => !FILLERS.has(word));
  if (words.length === 0) return [];
  const byTitle = initiatives.filter((one) => hasAll(`${one.name} ${one.title}`, words));
  if (byTitle.length > 0) return byTitle;
  return initiatives.filter((one) => hasAll(one.checks.map(({ check }) => check).join(' '), words));
}

function hasAll(text: string, words: readonly string[]): boolean {
  const own = new Set(nameWords(text));
  return words.every(
    (word) => own.has(word) || own.has(`${word}s`) || own.has(word.replace(/s$/, '')),
  );
}
