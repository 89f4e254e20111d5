import type { z } from 'zod';
import { excerpt } from './excerpt.ts';
import { KINDS, METADATA_FIELDS, specRules } from './kinds.ts';
import { nearestWord } from './nearest.ts';
import { slipOf, spelledRight } from './slips.ts';
import { capital, describe, didYouMean, inTicks, typeInWords } from './wording.ts';
import type { Path } from './yaml.ts';

/** A finding and where in the document it points: at the value of `path`, or at its key. */
export type Finding = {
  path: Path;
  message: string;
  at?: Path;
  points?: 'key' | 'value';
  /** The path of a key that was meant for what is missing here. */
  slip?: string;
};

export type YamlMap = Record<string, unknown>;

export function isMap(value: unknown): value is YamlMap {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export type Issue = z.core.$ZodIssue & { path: Path };

/** Unknown fields of one map that are told of. */
const MOST_FIELDS = 25;

/** An issue of a schema in words; `known` are the fields of the map that the schema is for. */
export function describeIssue(
  issue: Issue,
  document: YamlMap,
  known: readonly string[],
): Finding[] {
  const { path } = issue;
  const found = valueAt(document, path);
  const says = `${inTicks(path)} is ${describe(found)}`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .slice(0, MOST_FIELDS)
        .map((key) => unknownField([...path, key], document, known));
    case 'invalid_key': {
      const rule = issue.issues[0]?.message ?? '';
      const key = excerpt(String(path.at(-1)));
      return [{ path, points: 'key', message: `\`${key}\` cannot be a key here; ${rule}.` }];
    }
    case 'too_small': {
      const allowed = Array.isArray(found) ? 'at least one entry' : 'some text';
      return [
        { path, message: `${inTicks(path)} is empty; allowed: ${allowed}${exampleOf(path)}.` },
      ];
    }
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const meant = typeof found === 'string' ? nearestWord(found, allowed) : null;
      return [{ path, message: `${says}${didYouMean(meant)} Allowed: ${allowed.join(', ')}.` }];
    }
    case 'custom': {
      const meant = typeof found === 'string' ? spelledRight(path, found) : null;
      return [{ path, message: `${says}${didYouMean(meant)} ${capital(issue.message)}.` }];
    }
    case 'invalid_type': {
      if (found === undefined) return [missingField(path, document, known)];
      const allowed = typeInWords(issue.expected);
      return [
        { path, message: `${says}; allowed: ${allowed}${hint(issue.expected, found, path)}.` },
      ];
    }
    case 'invalid_union': {
      const types = issue.errors.flat().filter((one) => one.code === 'invalid_type');
      const allowed = [...new Set(types.map((one) => typeInWords(one.expected)))];
      const rule =
        allowed.length > 0 ? `; allowed: ${allowed.join(', or ')}.` : ', which is not allowed.';
      return [{ path, message: says + rule }];
    }
    default:
      return [{ path, message: `${says}, which is not allowed.` }];
  }
}

/** A field that is not there; a key nearby may have been meant for it. */
export function missingField(path: Path, document: YamlMap, known: readonly string[]): Finding {
  const parent = path.slice(0, -1);
  const name = String(path.at(-1));
  const slip = slipOf(name, valueAt(document, parent), known);
  const message = `${inTicks(path)} is missing`;
  if (slip === null) {
    const example =
      EXAMPLES[`${String(document['kind'])} ${path.join('.')}`] ?? EXAMPLES[path.join('.')];
    const next = example ? `; write e.g. \`${example}\`.` : '.';
    return { path, at: parent, points: 'key', message: message + next };
  }
  return {
    path,
    at: [...parent, slip],
    points: 'key',
    message: `${message}: \`${excerpt(slip)}\` – did you mean \`${name}\`?`,
    slip: [...parent, slip].join('.'),
  };
}

function unknownField(path: Path, document: YamlMap, known: readonly string[]): Finding {
  const name = String(path.at(-1));
  const meant = nearestWord(name, known);
  const deeper = meant === null ? deeperField(name, document) : null;
  const place = deeper
    ? ` – did you mean \`${deeper.join('.')}\`? Indent it below \`${deeper[0]}\`.`
    : didYouMean(meant);
  const message = `\`${excerpt(name)}\` is not a field of an entity${place} Allowed: ${known.join(', ')}.`;
  return { path, points: 'key', message };
}

/** The field of `metadata` or `spec` that a root field may have been meant for. */
function deeperField(name: string, { kind, spec }: YamlMap): [string, string] | null {
  const known = KINDS.get(String(kind));
  const ofSpec = known ? Object.keys(specRules(known, spec).shape) : [];
  if (METADATA_FIELDS.includes(name)) return ['metadata', name];
  if (ofSpec.includes(name)) return ['spec', name];
  const inMetadata = nearestWord(name, METADATA_FIELDS);
  const inSpec = nearestWord(name, ofSpec);
  if (inMetadata !== null) return ['metadata', inMetadata];
  return inSpec === null ? null : ['spec', inSpec];
}

/** What a field that must not be missing looks like, where it matters by kind. */
const EXAMPLES: Readonly<Record<string, string>> = {
  apiVersion: 'apiVersion: backstage.io/v1alpha1',
  'Template apiVersion': 'apiVersion: scaffolder.backstage.io/v1beta3',
  kind: 'kind: Component',
  'metadata.name': 'name: payments-api',
  'spec.type': 'type: service',
  'API spec.type': 'type: openapi',
  'Group spec.type': 'type: team',
  'Resource spec.type': 'type: database',
  'AiResource spec.type': 'type: skill',
  'spec.lifecycle': 'lifecycle: production',
  'spec.owner': 'owner: team-payments',
  'spec.children': 'children: []',
  'spec.memberOf': 'memberOf: []',
  'spec.definition': 'definition: { $text: ./openapi.yaml }',
  'spec.remotes': 'remotes: [{ type: streamable-http, url: https://example.com/mcp }]',
  'spec.steps': 'steps: [{ action: debug:log, input: { message: hello } }]',
};

function exampleOf(path: Path): string {
  const example = EXAMPLES[path.join('.')];
  return example ? `, e.g. \`${example}\`` : '';
}

/** How what was found becomes what is expected. */
function hint(expected: string, found: unknown, path: Path): string {
  if (path.join('.') === 'spec.definition' && isMap(found))
    return `, e.g. \`${EXAMPLES['spec.definition']}\` for a file, or \`definition: |\` and the text below`;
  if (expected === 'array' && typeof found === 'string' && found !== '')
    return `, e.g. [${excerpt(found)}]`;
  if (expected !== 'string') return '';
  if (typeof found === 'number' || typeof found === 'boolean')
    return `, so put it in quotes: "${String(found)}"`;
  const [entry, ...others] = isMap(found) ? Object.entries(found) : [];
  if (!entry || others.length > 0 || typeof entry[1] !== 'string') return '';
  return `, so leave out the space or put it in quotes: "${excerpt(`${entry[0]}:${entry[1]}`)}"`;
}

export function valueAt(document: unknown, path: Path): unknown {
  let value = document;
  for (const step of path) {
    const isThere = value !== null && typeof value === 'object' && Object.hasOwn(value, step);
    if (!isThere) return undefined;
    value = (value as YamlMap)[step];
  }
  return value;
}
