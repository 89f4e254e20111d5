import type { z } from 'zod';
import { excerpt } from './excerpt.ts';
import { type ForeignKinds, foreignKind, howToAllow } from './foreign-kinds.ts';
import { apiVersionFormat, kindFormat } from './format.ts';
import { Envelope, KINDS, METADATA_FIELDS, specRules } from './kinds.ts';
import { nearestWord } from './nearest.ts';
import type { Problem } from './problem.ts';
import { readRelations } from './relations.ts';
import { slipOf, spelledRight } from './slips.ts';
import { capital, describe, didYouMean, inTicks, typeInWords } from './wording.ts';
import type { Path, Position } from './yaml.ts';

type Locate = (path: Path, what: 'key' | 'value') => Position;
/** A finding and where in the document it points: at the value of `path`, or at its key. */
type Finding = { path: Path; message: string; at?: Path; points?: 'key' | 'value' };

/** What a document is judged by beside its own words. */
export type Judging = {
  locate: Locate;
  kinds: ForeignKinds;
  /** Placeholders that could not be replaced: what they stand for is not judged. */
  open: ReadonlySet<unknown>;
  /** What was found wrong before. */
  findings: readonly Finding[];
};

/** All that is wrong with one document, each thing once, in the order of its lines. A valid one has none. */
export function findProblems(
  value: unknown,
  { locate, kinds, open, findings: before }: Judging,
): Problem[] {
  if (!isMap(value)) {
    const message = `An entity is a map with apiVersion, kind, metadata and spec; this document is ${describe(value)}.`;
    return [{ message, ...locate([], 'value'), path: '' }];
  }
  const envelope = envelopeFindings(value, open);
  const isGood = envelope.length === 0 && before.length === 0;
  const findings = [...before, ...envelope, ...kindFindings(value, { kinds, open, isGood })];
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const { path, message, at, points } of findings) {
    const name = path.join('.');
    if (seen.has(name) || seen.size === MOST_PROBLEMS) continue;
    seen.add(name);
    problems.push({ message, ...locate(at ?? path, points ?? 'value'), path: name });
  }
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Nobody reads more of one document; a list of 100,000 wrong entries must not become as many sentences. */
const MOST_PROBLEMS = 25;

type Map = Record<string, unknown>;

export function isMap(value: unknown): value is Map {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

type Open = ReadonlySet<unknown>;

function envelopeFindings(document: Map, open: Open): Finding[] {
  const read = Envelope.safeParse(document);
  if (read.success) return [];
  return findingsOf(read.error, { document, base: [], known: Object.keys(Envelope.shape), open });
}

function kindFindings(
  document: Map,
  { kinds, open, isGood }: { kinds: ForeignKinds; open: Open; isGood: boolean },
): Finding[] {
  const { kind, apiVersion, spec } = document;
  if (typeof kind !== 'string' || kind === '') return [];
  const known = KINDS.get(kind);
  const isForeign = typeof apiVersion === 'string' && !known?.apiVersions.includes(apiVersion);
  if (isForeign && kinds.has(foreignKind(apiVersion, kind))) return [];
  if (!known) return [unknownKind(kind, apiVersion)];
  const findings = isForeign ? [unknownVersion(kind, apiVersion, known.apiVersions)] : [];
  if (spec === undefined) {
    const message = `\`spec\` is missing; a ${kind} needs it.`;
    return [...findings, { path: ['spec'], at: [], message }];
  }
  const rules = specRules(known, spec);
  const read = rules.safeParse(spec);
  if (!read.success) {
    const known = Object.keys(rules.shape);
    findings.push(...findingsOf(read.error, { document, base: ['spec'], known, open }));
  }
  if (findings.length > 0 || !isGood) return findings;
  const { wrong } = readRelations(document as Parameters<typeof readRelations>[0]);
  return wrong.map(({ path, message }) => ({ path, message: `${inTicks(path)}: ${message}` }));
}

function unknownKind(kind: string, apiVersion: unknown): Finding {
  const meant = nearestWord(kind, KINDS.keys());
  const allowed = `Allowed: ${[...KINDS.keys()].join(', ')}.`;
  const message = `There is no kind \`${excerpt(kind)}\`${didYouMean(meant)} ${allowed}`;
  return { path: ['kind'], message: message + (meant ? '' : way(apiVersion, kind)) };
}

function unknownVersion(kind: string, apiVersion: string, versions: readonly string[]): Finding {
  const meant = nearestWord(apiVersion, versions);
  const allowed = versions.map((version) => `\`${version}\``).join(' or ');
  const message = `\`${excerpt(apiVersion)}\` is not an apiVersion of ${kind}${didYouMean(meant)} Allowed: ${allowed}.`;
  return { path: ['apiVersion'], message: message + (meant ? '' : way(apiVersion, kind)) };
}

/** How a foreign kind is allowed, where it is no slip of the finger and can be named in the settings. */
function way(apiVersion: unknown, kind: string): string {
  const isNameable =
    typeof apiVersion === 'string' &&
    apiVersionFormat.isValid(apiVersion) &&
    kindFormat.isValid(kind);
  return isNameable ? ` ${howToAllow(apiVersion, kind)}` : '';
}

/** `known`: the fields of the map the rules are for, to tell slips of the finger from fields of one's own. */
function findingsOf(
  error: z.ZodError,
  {
    document,
    base,
    known,
    open,
  }: { document: Map; base: Path; known: readonly string[]; open: Open },
): Finding[] {
  const findings: Finding[] = [];
  for (const said of error.issues) {
    const issue = { ...said, path: [...base, ...(said.path as (string | number)[])] };
    if (!isOpen(document, issue.path, open))
      findings.push(...describeIssue(issue, document, known));
    if (findings.length >= MOST_PROBLEMS) break;
  }
  return findings;
}

type Issue = z.core.$ZodIssue & { path: Path };

function describeIssue(issue: Issue, document: Map, known: readonly string[]): Finding[] {
  const { path } = issue;
  const found = valueAt(document, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MOST_PROBLEMS).map((key) => unknownField([...path, key], known));
    case 'invalid_key': {
      const rule = issue.issues[0]?.message ?? '';
      const key = excerpt(String(path.at(-1)));
      return [{ path, points: 'key', message: `\`${key}\` cannot be a key here; ${rule}.` }];
    }
    case 'too_small':
      return [{ path, message: `${inTicks(path)} is empty.` }];
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const meant = typeof found === 'string' ? nearestWord(found, allowed) : null;
      const message = `${inTicks(path)} is ${describe(found)}${didYouMean(meant)} Allowed: ${allowed.join(', ')}.`;
      return [{ path, message }];
    }
    case 'custom': {
      const meant = typeof found === 'string' ? spelledRight(path, found) : null;
      return [
        {
          path,
          message: `${inTicks(path)} is ${describe(found)}${didYouMean(meant)} ${capital(issue.message)}.`,
        },
      ];
    }
    case 'invalid_type':
      if (found === undefined) return [missingField(path, document, known)];
      return [
        {
          path,
          message: `${inTicks(path)} is ${describe(found)}; allowed: ${typeInWords(issue.expected)}${quoteHint(issue.expected, found)}.`,
        },
      ];
    default:
      return [{ path, message: `${inTicks(path)} is ${describe(found)}, which is not allowed.` }];
  }
}

function unknownField(path: Path, known: readonly string[]): Finding {
  const name = String(path.at(-1));
  const meant = nearestWord(name, known);
  const inMetadata = METADATA_FIELDS.includes(name) ? name : nearestWord(name, METADATA_FIELDS);
  const place =
    meant === null && inMetadata !== null
      ? ` – did you mean \`metadata.${inMetadata}\`? Indent it below \`metadata\`.`
      : didYouMean(meant);
  const message = `\`${excerpt(name)}\` is not a field of an entity${place} Allowed: ${known.join(', ')}.`;
  return { path, points: 'key', message };
}

/** What a field that must not be missing looks like. */
const EXAMPLES: Readonly<Record<string, string>> = {
  apiVersion: 'apiVersion: backstage.io/v1alpha1',
  kind: 'kind: Component',
  'metadata.name': 'name: payments-api',
  'spec.type': 'type: service',
  'spec.lifecycle': 'lifecycle: production',
  'spec.owner': 'owner: team-payments',
  'spec.children': 'children: []',
  'spec.memberOf': 'memberOf: []',
  'spec.definition': 'definition: { $text: ./openapi.yaml }',
};

function missingField(path: Path, document: Map, known: readonly string[]): Finding {
  const parent = path.slice(0, -1);
  const name = String(path.at(-1));
  const slip = slipOf(name, valueAt(document, parent), known);
  const message = `${inTicks(path)} is missing`;
  if (slip === null) {
    const example = EXAMPLES[path.join('.')];
    const next = example ? `; write e.g. \`${example}\`.` : '.';
    return { path, at: parent, points: 'key', message: message + next };
  }
  return {
    path,
    at: [...parent, slip],
    points: 'key',
    message: `${message}: \`${excerpt(slip)}\` – did you mean \`${name}\`?`,
  };
}

/** Whether a placeholder that could not be replaced stands there or around it. */
function isOpen(document: Map, path: Path, open: Open): boolean {
  if (open.size === 0) return false;
  return path.some((_, index) => open.has(valueAt(document, path.slice(0, index + 1))));
}

function valueAt(document: unknown, path: Path): unknown {
  let value = document;
  for (const step of path) {
    const isThere = value !== null && typeof value === 'object' && Object.hasOwn(value, step);
    if (!isThere) return undefined;
    value = (value as Map)[step];
  }
  return value;
}

function quoteHint(expected: string, found: unknown): string {
  const isBare = typeof found === 'number' || typeof found === 'boolean';
  return expected === 'string' && isBare ? `, so put it in quotes: "${String(found)}"` : '';
}
