import { z } from 'zod';
import { isMap } from '../../catalog/findings.ts';
import type { Problem } from '../../catalog/problem.ts';
import { describe, inTicks } from '../../catalog/wording.ts';
import { type Path, readYaml, type YamlDocument } from '../../catalog/yaml.ts';
import type { FactTable } from '../fact.ts';
import type { Around } from '../findings.ts';
import type { ReadScorecard } from '../read-scorecard.ts';
import { conditionReader } from './tech-insights-condition.ts';

const Text = z.string().trim().min(1);
const Link = z.object({ title: z.string().optional(), url: Text });
/** As Backstage's configuration has it; what says nothing to a result is left out. */
const Check = z.object({
  type: z.string().optional(),
  name: Text,
  description: Text.optional(),
  rule: z.object({ conditions: z.unknown() }),
  filter: z
    .union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown()))])
    .optional(),
  links: z.array(Link).optional().catch(undefined),
  failureMetadata: z.object({ link: Text.optional() }).optional().catch(undefined),
});

const NAME = 'tech-insights';
const CHECKS: Path = ['techInsights', 'factChecker', 'checks'];

/** Whether a document of Backstage's configuration holds checks. */
export function hasChecks({ value }: YamlDocument): boolean {
  return isMap(checksIn(value));
}

/**
 * The checks of Backstage's Tech Insights as a scorecard without levels: each condition becomes a rule, in which a fact that is not known is
 * neither yes nor no. `read` reads what they become. Facts of Backstage's own retrievers are those of ours; others are declared or ours by name.
 */
export function readTechInsights(
  document: YamlDocument,
  { table, around, read }: { table: FactTable; around: Around; read: ReadOne },
): ReadScorecard {
  const { value, locate } = document;
  const problems: Problem[] = [];
  const say = (path: Path, message: string, what: 'key' | 'value' = 'value') =>
    void problems.push({ message, ...locate(path, what), path: path.join('.') });
  const condition = conditionReader(table, say);
  const written = Object.entries(checksIn(value) ?? {});
  const checks = written.flatMap(([id, one]) => {
    const path = [...CHECKS, id];
    const form = Check.safeParse(one);
    if (!form.success) {
      for (const { path: at } of form.error.issues.slice(0, 5))
        say(
          [...path, ...(at as Path)],
          `${inTicks([id, ...(at as Path)])} is missing or cannot be used.`,
        );
      return [];
    }
    const { type = 'json-rules-engine', name, description = name, rule, filter, links } = form.data;
    if (type !== 'json-rules-engine') {
      say(
        [...path, 'type'],
        `Checks of the type ${describe(type)} are not read; only json-rules-engine is.`,
      );
      return [];
    }
    const text = condition([...path, 'rule', 'conditions'], rule.conditions);
    if (text === null) return [];
    const link = form.data.failureMetadata?.link ?? links?.[0]?.url;
    const howToFix = link === undefined ? description : `${description} See ${link}`;
    return [
      {
        id,
        title: name,
        why: description,
        howToFix,
        weight: 1,
        rule: text,
        ...(filter && { filter }),
      },
    ];
  });
  if (problems.length > 0 || checks.length === 0) {
    if (problems.length === 0) say(CHECKS, 'There are no checks here.', 'key');
    return { name: NAME, scorecard: null, problems };
  }
  const text = JSON.stringify({ name: NAME, title: 'Tech Insights', checks });
  const [card] = [...readYaml(text)].map((made) => read(made, { ...around, text }));
  return {
    name: NAME,
    scorecard: card?.scorecard ?? null,
    problems: (card?.problems ?? []).map((problem) => placed(problem, checks, locate)),
  };
}

type ReadOne = (document: YamlDocument, around: Around) => ReadScorecard;

function checksIn(value: unknown): Record<string, unknown> | null {
  let at = value;
  for (const step of CHECKS) at = isMap(at) ? at[step] : undefined;
  return isMap(at) ? at : null;
}

/** What is wrong with a check that was made, at the check it was made of. */
function placed(
  problem: Problem,
  checks: readonly { id: string }[],
  locate: YamlDocument['locate'],
): Problem {
  const id = checks[Number(/^checks\.(\d+)/.exec(problem.path)?.[1])]?.id;
  const path = id === undefined ? CHECKS : [...CHECKS, id];
  return { ...problem, ...locate(path, 'key'), path: path.join('.') };
}
