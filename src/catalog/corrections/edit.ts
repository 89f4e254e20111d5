import { isDeepStrictEqual } from 'node:util';
import { parseDescriptor } from '../descriptor.ts';
import type { ForeignKinds } from '../foreign-kinds.ts';
import { mayHoldPlaceholders } from '../placeholders.ts';
import { readYaml } from '../yaml.ts';
import { splitYaml } from '../yaml-parts.ts';
import type { Correction } from './correction.ts';
import { applied } from './expected.ts';
import { type ChangePlan, planChange } from './plan-change.ts';
import { editYaml, type YamlChange } from './yaml-edit.ts';

export type Edited =
  | { kind: 'edited'; text: string }
  /** The file says so already. */
  | { kind: 'same' }
  /** It cannot be done here: a sentence, and what to do instead. */
  | { kind: 'stuck'; reason: string; nextStep: string };

/** The parser takes some microseconds a character; nobody's descriptor of one entity is so long. */
const LONGEST_DOCUMENT = 300_000;

/**
 * Corrects one statement of one entity in the text of its file. Only the lines that state it change; comments, order, quotes, line
 * ends and the other documents stay. What comes out is read again before it is given away, and says what was asked for and nothing else.
 */
export function correctDescriptor(
  text: string,
  correction: Correction,
  {
    kinds,
    aliasKey = 'callboard.dev/aliases',
  }: { kinds?: ForeignKinds | undefined; aliasKey?: string } = {},
): Edited {
  const { ref } = correction;
  return editDescriptor(text, {
    ref,
    kinds,
    plan: (value) => planChange(value, correction, { aliasKey }),
  });
}

/** The same for any change of the document that states an entity. */
export function editDescriptor(
  text: string,
  {
    ref,
    kinds,
    plan: planFor,
  }: {
    ref: string;
    kinds: ForeignKinds | undefined;
    /** What has to change, by what the document says. */
    plan: (value: object) => ChangePlan;
  },
): Edited {
  const plain = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const parts = splitYaml(plain);
  const stated = parseDescriptor(text, { kinds });
  const mine = stated.filter((one) => one.ref === ref);
  // What placeholders stand for is not at hand here; without it such a document may look wrong.
  const own = mine.find(({ isValid }) => isValid) ?? mine[0];
  if (!own) return stuck('The file does not define it any more.', GONE);
  if (!own.isValid && !mayHoldPlaceholders(text))
    return stuck('Its descriptor is broken at the moment.', 'Mend the file first.');
  const part = parts[own.position];
  const document = [...readYaml(text)].find(({ position }) => position === own.position);
  if (!part || !document) return stuck(...UNSAFE);
  if (part.text.length > LONGEST_DOCUMENT)
    return stuck('Its descriptor is very long.', 'Change it by hand.');
  const plan = planFor(document.value as object);
  if (plan.kind !== 'change') return plan;
  const changed = apply(part.text, plan.changes);
  if (changed === null) return stuck(...UNSAFE);
  const before = parts.slice(0, own.position).reduce((sum, one) => sum + one.text.length, 0);
  const whole = plain.slice(0, before) + changed + plain.slice(before + part.text.length);
  const expected = plan.changes.reduce(applied, document.value);
  if (!saysOnly(whole, { ...own, expected, before: parts, kinds })) return stuck(...UNSAFE);
  return { kind: 'edited', text: asWritten(text, plain, whole) };
}

const GONE = 'Ask again: the catalog follows within minutes.';
const UNSAFE = [
  'The file is written in a way that I cannot change without touching more than this one statement.',
  'Change it by hand.',
] as const;

function stuck(reason: string, nextStep: string): Edited {
  return { kind: 'stuck', reason, nextStep };
}

function apply(text: string, changes: readonly YamlChange[]): string | null {
  let changed: string | null = text;
  for (const change of changes) changed = changed === null ? null : editYaml(changed, change);
  return changed;
}

/** Whether the new text states what is expected in that document, and in the others what they stated. */
function saysOnly(
  text: string,
  known: {
    position: number;
    isValid: boolean;
    expected: unknown;
    before: readonly { text: string }[];
    kinds: ForeignKinds | undefined;
  },
): boolean {
  const after = splitYaml(text);
  const sameOthers =
    after.length === known.before.length &&
    after.every((part, at) => at === known.position || part.text === known.before[at]?.text);
  if (!sameOthers) return false;
  const [own] = [...readYaml(after[known.position]?.text ?? '')];
  if (!own || own.error || !isDeepStrictEqual(own.value, known.expected)) return false;
  const read = parseDescriptor(after[known.position]?.text ?? '', { kinds: known.kinds });
  return !known.isValid || read.every(({ isValid }) => isValid);
}

/** The changed text with the byte order mark and the line ends of the old one: each untouched line keeps its own. */
function asWritten(old: string, plain: string, changed: string): string {
  const mark = old.startsWith('\ufeff') ? '\ufeff' : '';
  if (!old.includes('\r\n')) return mark + changed;
  const ends = [...old.matchAll(/\r?\n/g)].map(([end]) => end);
  const [a, b] = [plain.split('\n'), changed.split('\n')];
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const endOf = (line: number) => {
    if (line >= b.length - tail) return ends[line + a.length - b.length];
    // A new line ends as the one it replaces, or the one above it.
    return ends[Math.min(line, Math.max(a.length - tail - 1, head - 1, 0))];
  };
  const lines = b.map((line, at) => (at === b.length - 1 ? line : line + (endOf(at) ?? '\r\n')));
  return mark + lines.join('');
}
