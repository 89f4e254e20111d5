import { excerpt } from './excerpt.ts';
import { lowerFirst } from './wording.ts';
import { readYaml, whyUnfit } from './yaml.ts';

/** A file that a placeholder names: its text, or why it cannot be had. */
export type Included = { text: string } | { reason: string };

/** What each file that placeholders name holds, by the address as it is written. */
export type IncludedFiles = ReadonlyMap<string, Included>;

/** Texts above this are data, not part of a description; together those of one document may have twice as much. */
export const MAX_INCLUDED_BYTES = 4 * 1024 * 1024;
const MAX_INCLUDED_TOGETHER = 2 * MAX_INCLUDED_BYTES;

type Path = (string | number)[];
type Placeholder = { as: '$text' | '$json' | '$yaml'; target: string };

/** `{ $text: ./openapi.yaml }` and its kin, a map of that one key; null for everything else. */
export function placeholderIn(value: unknown): Placeholder | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  const [as, target] = entries[0] ?? [];
  if (entries.length !== 1 || typeof target !== 'string') return null;
  return as === '$text' || as === '$json' || as === '$yaml' ? { as, target } : null;
}

/** The addresses that the placeholders of a descriptor's text name, as they are written, each once. */
export function placeholdersOf(text: string): string[] {
  if (!mayHoldPlaceholders(text)) return [];
  const targets = new Set<string>();
  for (const { value } of readYaml(text)) visit(value, ({ target }) => void targets.add(target));
  return [...targets];
}

/** Quick, and never wrong when it says no. */
export function mayHoldPlaceholders(text: string): boolean {
  // Most texts hold neither, and this is asked of every one.
  if (!text.includes('$') && !text.includes('\\')) return false;
  return /\$(?:text|json|yaml)\b|\\x24|\\u0024/i.test(text);
}

function visit(value: unknown, found: (placeholder: Placeholder) => void): void {
  const placeholder = placeholderIn(value);
  if (placeholder) found(placeholder);
  else if (value !== null && typeof value === 'object')
    for (const inner of Object.values(value)) visit(inner, found);
}

export type FilledIn = {
  value: unknown;
  /** Placeholders that could not be replaced and stand where they stood; nothing can be said of what they stand for. */
  open: ReadonlySet<unknown>;
  findings: { path: Path; message: string }[];
};

/**
 * Puts in what placeholders stand for, anywhere in a document, once: what comes out of a file is not looked through again. Without
 * `included` the files are not at hand and every placeholder stays.
 */
export function fillIn(document: unknown, included: IncludedFiles | undefined): FilledIn {
  const open = new Set<unknown>();
  const findings: FilledIn['findings'] = [];
  let room = MAX_INCLUDED_TOGETHER;
  const replace = (value: unknown, path: Path): unknown => {
    const placeholder = placeholderIn(value);
    if (placeholder) {
      const read = included
        ? contentOf(placeholder, included.get(placeholder.target), room)
        : 'not at hand';
      if (typeof read === 'object') {
        room -= read.size;
        return read.value;
      }
      open.add(value);
      const { as, target } = placeholder;
      if (included)
        findings.push({ path, message: `\`${as}: ${excerpt(target)}\` cannot be read: ${read}.` });
      return value;
    }
    if (Array.isArray(value)) return value.map((inner, index) => replace(inner, [...path, index]));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, replace(inner, [...path, key])]),
    );
  };
  return { value: replace(document, []), open, findings };
}

/** The value and how much room it takes, or why there is none. */
function contentOf(
  { as }: Placeholder,
  included: Included | undefined,
  room: number,
): { value: unknown; size: number } | string {
  if (!included) return 'it was not read';
  if ('reason' in included) return included.reason;
  const { text } = included;
  const size = text.length;
  if (size > room) return 'the files that this document takes in have more than 8 MB together';
  const value = as === '$text' ? { value: text } : parse(as, text);
  if (typeof value === 'string') return value;
  const unfit = whyUnfit(value.value);
  return unfit ? lowerFirst(unfit) : { ...value, size };
}

function parse(as: '$json' | '$yaml', text: string): { value: unknown } | string {
  if (as === '$json') {
    try {
      return { value: JSON.parse(text) };
    } catch (error) {
      return `it is not JSON (${excerpt((error as SyntaxError).message, 120)})`;
    }
  }
  const documents = [...readYaml(text)];
  const [first] = documents;
  if (first?.error) {
    const { line, column, message } = first.error;
    return `it is not YAML (line ${line}, column ${column}: ${excerpt(message, 120)})`;
  }
  if (documents.length !== 1)
    return `it holds ${documents.length} YAML documents; \`$yaml\` takes a file of exactly one`;
  if (!first || (first.value === null && !/^[^#\n]*\S/m.test(text)))
    return 'it is empty; `$yaml` takes a file of exactly one YAML document';
  return { value: first.value };
}
