import type { z } from 'zod';
import { excerpt } from './excerpt.ts';
import { Envelope, KINDS, specRules } from './kinds.ts';
import { nearestWord } from './nearest.ts';
import type { Problem } from './problem.ts';
import { readRelations } from './relations.ts';
import type { Path, Position } from './yaml.ts';

type Locate = (path: Path, what: 'key' | 'value') => Position;
/** A finding and where in the document it points: at the value of `path`, or at its key. */
type Finding = { path: Path; message: string; at?: Path; points?: 'key' | 'value' };

/** All that is wrong with one document, each thing once, in the order of its lines. A valid one has none. */
export function findProblems(value: unknown, locate: Locate): Problem[] {
  if (!isMap(value)) {
    const message = `An entity is a map with apiVersion, kind, metadata and spec; this document is ${describe(value)}.`;
    return [{ message, ...locate([], 'value'), path: '' }];
  }
  const findings = envelopeFindings(value);
  findings.push(...kindFindings(value, findings.length === 0));
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

function envelopeFindings(document: Map): Finding[] {
  const read = Envelope.safeParse(document);
  return read.success ? [] : findingsOf(read.error, document, [], Object.keys(Envelope.shape));
}

function kindFindings(document: Map, isEnvelopeGood: boolean): Finding[] {
  const { kind, apiVersion, spec } = document;
  if (typeof kind !== 'string' || kind === '') return [];
  const known = KINDS.get(kind);
  if (!known) {
    const meant = nearestWord(kind, KINDS.keys());
    const allowed = `Allowed: ${[...KINDS.keys()].join(', ')}.`;
    return [
      {
        path: ['kind'],
        message: `There is no kind \`${excerpt(kind)}\`${didYouMean(meant)} ${allowed}`,
      },
    ];
  }
  const findings: Finding[] = [];
  if (typeof apiVersion === 'string' && !known.apiVersions.includes(apiVersion)) {
    const meant = nearestWord(apiVersion, known.apiVersions);
    const allowed = known.apiVersions.map((version) => `\`${version}\``).join(' or ');
    const message = `\`${excerpt(apiVersion)}\` is not an apiVersion of ${kind}${didYouMean(meant)} Allowed: ${allowed}.`;
    findings.push({ path: ['apiVersion'], message });
  }
  if (spec === undefined) {
    const message = `\`spec\` is missing; a ${kind} needs it.`;
    return [...findings, { path: ['spec'], at: [], message }];
  }
  const rules = specRules(known, spec);
  const read = rules.safeParse(spec);
  if (!read.success)
    findings.push(...findingsOf(read.error, document, ['spec'], Object.keys(rules.shape)));
  if (findings.length > 0 || !isEnvelopeGood) return findings;
  const { wrong } = readRelations(document as Parameters<typeof readRelations>[0]);
  return wrong.map(({ path, message }) => ({ path, message: `${inTicks(path)}: ${message}` }));
}

/** `known`: the fields of the map the rules are for, to tell slips of the finger from fields of one's own. */
function findingsOf(
  error: z.ZodError,
  document: Map,
  base: Path,
  known: readonly string[],
): Finding[] {
  const findings: Finding[] = [];
  for (const said of error.issues) {
    const issue = { ...said, path: [...base, ...(said.path as (string | number)[])] };
    if (!isFilledInLater(document, issue.path))
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
          message: `${inTicks(path)} is ${describe(found)}; allowed: ${words(issue.expected)}${quoteHint(issue.expected, found)}.`,
        },
      ];
    default:
      return [{ path, message: `${inTicks(path)} is ${describe(found)}, which is not allowed.` }];
  }
}

const METADATA_FIELDS = [
  'annotations',
  'labels',
  'tags',
  'links',
  'title',
  'description',
  'name',
  'namespace',
];

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

function missingField(path: Path, document: Map, known: readonly string[]): Finding {
  const parent = path.slice(0, -1);
  const name = String(path.at(-1));
  const around = valueAt(document, parent);
  const others = isMap(around) ? Object.keys(around).filter((key) => !known.includes(key)) : [];
  const slip = nearestWord(name, others);
  const message = `${inTicks(path)} is missing`;
  if (slip === null) return { path, at: parent, points: 'key', message: `${message}.` };
  return {
    path,
    at: [...parent, slip],
    points: 'key',
    message: `${message}: \`${excerpt(slip)}\` – did you mean \`${name}\`?`,
  };
}

/** `{ $text: … }` and its kin stand for what another file holds, which is not read here. */
function isFilledInLater(document: Map, path: Path): boolean {
  return path.some((_, index) => isPlaceholder(valueAt(document, path.slice(0, index + 1))));
}

const PLACEHOLDERS = ['$text', '$json', '$yaml'];

function isPlaceholder(value: unknown): boolean {
  if (!isMap(value)) return false;
  const key = PLACEHOLDERS.find((name) => Object.hasOwn(value, name));
  return key !== undefined && typeof value[key] === 'string' && Object.keys(value).length === 1;
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

/** A name or tag as its writer may have meant it, spelled by the rules. */
function spelledRight(path: Path, found: string): string | null {
  const isTag = path[1] === 'tags';
  if (!isTag && path.at(-1) !== 'name' && path.at(-1) !== 'namespace') return null;
  const isLower = isTag || path.at(-1) === 'namespace';
  const spelled = (isLower ? found.toLowerCase() : found)
    .normalize('NFKD')
    .replace(isTag ? /[^a-z0-9:+#]+/g : /[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9+#]+$/g, '')
    .slice(0, 63);
  return spelled === '' || /[{}<>]/.test(found) ? null : spelled;
}

function didYouMean(word: string | null): string {
  return word === null ? '.' : ` – did you mean \`${word}\`?`;
}

function inTicks(path: Path): string {
  return `\`${path.map((step) => excerpt(String(step))).join('.')}\``;
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? `"${excerpt(value)}"` : `\`${String(value)}\``;
}

function words(expected: string): string {
  if (expected === 'string') return 'text';
  if (expected === 'array') return 'a list';
  return expected === 'object' || expected === 'record' ? 'a map' : expected;
}

function quoteHint(expected: string, found: unknown): string {
  const isBare = typeof found === 'number' || typeof found === 'boolean';
  return expected === 'string' && isBare ? `, so put it in quotes: "${String(found)}"` : '';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
