import type { z } from 'zod';
import { excerpt } from './excerpt.ts';
import {
  describeIssue,
  type Finding,
  isMap,
  missingField,
  valueAt,
  type YamlMap,
} from './findings.ts';
import { type ForeignKinds, foreignKind, howToAllow } from './foreign-kinds.ts';
import { apiVersionFormat, kindFormat } from './format.ts';
import { Envelope, KINDS, specRules } from './kinds.ts';
import { nearestWord } from './nearest.ts';
import type { Problem } from './problem.ts';
import { readRelations } from './relations.ts';
import { describe, didYouMean, inTicks } from './wording.ts';
import type { Path, Position } from './yaml.ts';

type Locate = (path: Path, what: 'key' | 'value') => Position;

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
  // A slip of the finger is told once: where the field is missing that it was meant for.
  const slips = new Set(findings.map(({ slip }) => slip));
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const { path, message, at, points } of findings) {
    const name = path.join('.');
    if (slips.has(name) || seen.has(name) || seen.size === MOST_PROBLEMS) continue;
    seen.add(name);
    problems.push({ message, ...locate(at ?? path, points ?? 'value'), path: name });
  }
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Nobody reads more of one document; a list of 100,000 wrong entries must not become as many sentences. */
const MOST_PROBLEMS = 25;

type Open = ReadonlySet<unknown>;

function envelopeFindings(document: YamlMap, open: Open): Finding[] {
  const read = Envelope.safeParse(document);
  if (read.success) return [];
  return findingsOf(read.error, { document, base: [], known: Object.keys(Envelope.shape), open });
}

function kindFindings(
  document: YamlMap,
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
    return [...findings, missingField(['spec'], document, Object.keys(Envelope.shape))];
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
  const isSlip = meant !== null && isOfBackstage(apiVersion);
  return { path: ['kind'], message: message + (isSlip ? '' : way(apiVersion, kind)) };
}

function unknownVersion(kind: string, apiVersion: string, versions: readonly string[]): Finding {
  const domain = apiVersion.split('/')[0] ?? '';
  const ofDomain = versions.find((version) => version.startsWith(`${domain}/`)) ?? null;
  const meant = nearestWord(apiVersion, versions) ?? ofDomain;
  const allowed = versions.map((version) => `\`${version}\``).join(' or ');
  const message = `\`${excerpt(apiVersion)}\` is not an apiVersion of ${kind}${didYouMean(meant)} Allowed: ${allowed}.`;
  return { path: ['apiVersion'], message: message + (meant ? '' : way(apiVersion, kind)) };
}

function isOfBackstage(apiVersion: unknown): boolean {
  return typeof apiVersion !== 'string' || /^(?:[\w-]+\.)*backstage\.io\//.test(apiVersion);
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
  }: { document: YamlMap; base: Path; known: readonly string[]; open: Open },
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

/** Whether a placeholder that could not be replaced stands there or around it. */
function isOpen(document: YamlMap, path: Path, open: Open): boolean {
  if (open.size === 0) return false;
  return path.some((_, index) => open.has(valueAt(document, path.slice(0, index + 1))));
}
