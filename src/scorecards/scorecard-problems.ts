import type { z } from 'zod';
import { excerpt } from '../catalog/excerpt.ts';
import { isMap, valueAt } from '../catalog/findings.ts';
import { nearestWord } from '../catalog/nearest.ts';
import type { Problem } from '../catalog/problem.ts';
import { capital, describe, didYouMean, inTicks, typeInWords } from '../catalog/wording.ts';
import type { Path, YamlDocument } from '../catalog/yaml.ts';
import { Fix, WrittenCheck, WrittenFact, WrittenScorecard } from './scorecard.ts';

const MOST = 25;

/** What a document is meant as: its name in a sentence, and the fields that may stand at a path. */
export type Form = {
  /** `a scorecard`, and `a check` for a part of it. */
  nameOf: (path: Path) => string;
  fieldsAt: (path: Path, found: unknown) => string[];
  /** What it is made of: `a map with name, title, levels and checks`. */
  madeOf: string;
};

const SCORECARD: Form = {
  nameOf: (path) =>
    path.length === 0
      ? 'a scorecard'
      : path[0] === 'checks' && path.length === 2
        ? 'a check'
        : path[0] === 'facts' && path.length === 2
          ? 'a declared fact'
          : inTicks(path),
  fieldsAt: fieldsOfScorecard,
  madeOf: 'a map with name, title, levels and checks',
};

/** What is wrong with the form of a document, where it stands, with the name that may have been meant. */
export function formProblems(
  error: z.ZodError,
  document: YamlDocument,
  form: Form = SCORECARD,
): Problem[] {
  const { value, locate } = document;
  if (!isMap(value)) {
    const message = `${capital(form.nameOf([]))} is ${form.madeOf}; this document is ${describe(value)}.`;
    return [{ message, ...locate([], 'value'), path: '' }];
  }
  const problems: Problem[] = [];
  for (const issue of error.issues) {
    const path = issue.path as (string | number)[];
    problems.push(...problemsOf(issue, path, { document, form }));
    if (problems.length >= MOST) break;
  }
  // A key that was meant for a missing field is told once: there.
  const slips = new Set(problems.flatMap(({ slip }: Problem & { slip?: string }) => slip ?? []));
  return problems.filter(({ path }) => !slips.has(path)).slice(0, MOST);
}

type Told = Problem & { slip?: string };

function problemsOf(
  issue: z.core.$ZodIssue,
  path: Path,
  { document: { value, locate }, form }: { document: YamlDocument; form: Form },
): Told[] {
  const found = valueAt(value, path);
  const told = (message: string): Told[] => [
    { message, ...locate(path, 'value'), path: path.join('.') },
  ];
  const says = `${inTicks(path)} is ${describe(found)}`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MOST).map((key) => {
        const known = form.fieldsAt(path, found);
        const at = [...path, key];
        const message = `\`${excerpt(key)}\` is not a field of ${form.nameOf(path)}${didYouMean(nearestField(key, known))} Allowed: ${known.join(', ')}.`;
        return { message, ...locate(at, 'key'), path: at.join('.') };
      });
    case 'invalid_type': {
      if (found !== undefined) return told(`${says}; allowed: ${typeInWords(issue.expected)}.`);
      const name = String(path.at(-1));
      const parent = path.slice(0, -1);
      const around = valueAt(value, parent);
      const others = isMap(around)
        ? Object.keys(around).filter((key) => !form.fieldsAt(parent, around).includes(key))
        : [];
      const slip = nearestField(name, others);
      const where = { ...locate(slip ? [...parent, slip] : parent, 'key'), path: path.join('.') };
      const example = EXAMPLES[name];
      const next = example ? `; write e.g. \`${example}\`.` : '.';
      if (slip === null) return [{ message: `${inTicks(path)} is missing${next}`, ...where }];
      const message = `${inTicks(path)} is missing: \`${excerpt(slip)}\` – did you mean \`${name}\`?`;
      return [{ message, ...where, slip: [...parent, slip].join('.') }];
    }
    case 'too_small':
      return told(
        `${inTicks(path)} is empty${EXAMPLES[String(path.at(-1))] ? `; write e.g. \`${EXAMPLES[String(path.at(-1))]}\`` : ''}.`,
      );
    case 'too_big':
      return told(`${inTicks(path)} is more than is read: at most ${String(issue.maximum)}.`);
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const meant = typeof found === 'string' ? nearestWord(found, allowed) : null;
      return told(`${says}${didYouMean(meant)} Allowed: ${allowed.join(', ')}.`);
    }
    case 'invalid_union':
      if (path.at(-1) === 'action' || path.at(-1) === 'fix') {
        const action =
          path.at(-1) === 'action' ? found : isMap(found) ? found['action'] : undefined;
        const meant = typeof action === 'string' ? nearestWord(action, FIXES) : null;
        return told(
          `There is no fix ${describe(action)}${didYouMean(meant)} Allowed: ${FIXES.join(', ')}.`,
        );
      }
      return told(`${says}, which cannot be used here.`);
    case 'custom':
      return told(`${says}; ${issue.message}.`);
    default:
      return told(`${says}, which is not allowed: ${capital(issue.message)}.`);
  }
}

const FIXES = Fix.options.map(({ shape }) => shape.action.value);

function fieldsOfScorecard(path: Path, found: unknown): string[] {
  if (path.length === 0) return Object.keys(WrittenScorecard.shape);
  if (path[0] === 'facts' && path.length === 2) return Object.keys(WrittenFact.shape);
  if (path[0] === 'checks' && path.length === 2) return Object.keys(WrittenCheck.shape);
  if (path.at(-1) !== 'fix' || !isMap(found)) return ['name', 'title'];
  const fix = Fix.options.find(({ shape }) => shape.action.value === found['action']);
  return fix ? Object.keys(fix.shape) : ['action'];
}

/** `how_to_fix` and `how-to-fix` are `howToFix`. */
function nearestField(written: string, known: readonly string[]): string | null {
  const plain = (key: string) => key.replace(/[-_\s]/g, '').toLowerCase();
  return (
    known.find((key) => key !== written && plain(key) === plain(written)) ??
    nearestWord(written, known)
  );
}

const EXAMPLES: Readonly<Record<string, string>> = {
  name: 'name: production-readiness',
  title: 'title: Production readiness',
  id: 'id: readme',
  why: 'why: A newcomer starts with it.',
  howToFix: 'howToFix: Add a README.md to the repository.',
  rule: 'rule: facts.hasReadme',
  due: 'due: 2026-06-30',
  type: 'type: bool',
  checks: 'checks: [{ id: readme, title: Has a README, rule: facts.hasReadme, … }]',
};
