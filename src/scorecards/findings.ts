import type { Problem } from '../catalog/problem.ts';
import { canonicalRef } from '../catalog/ref.ts';
import type { Path, YamlDocument } from '../catalog/yaml.ts';
import { UserError } from '../errors.ts';
import { EVERYTHING, type Filter, readFilter } from './filter.ts';
import type { ReadRule, Rule, RuleProblem } from './rule.ts';
import { positionInScalar } from './scalar-position.ts';

/** The file a document is from, and who reads its rules. */
export type Around = { text: string; readRule: ReadRule };

/** Says what is wrong where it stands. */
export class Findings {
  readonly #document: YamlDocument;
  readonly #around: Around;
  readonly #problems: Problem[];

  constructor(document: YamlDocument, around: Around, problems: Problem[]) {
    this.#document = document;
    this.#around = around;
    this.#problems = problems;
  }

  add(path: Path, message: string): void {
    const name = path.join('.');
    if (this.#problems.some((one) => one.path === name)) return;
    this.#problems.push({ message, ...this.#document.locate(path, 'value'), path: name });
  }

  rule(path: Path, text: string): Rule | null {
    const { rule, problems } = this.#around.readRule(text);
    this.#inText(path, text, problems);
    return rule;
  }

  filter(path: Path, written: unknown): Filter | null {
    if (written === undefined) return EVERYTHING;
    const isReadable =
      typeof written === 'string' || (written !== null && typeof written === 'object');
    if (!isReadable) return null;
    const { filter, problems } = readFilter(written, this.#around.readRule);
    this.#inText(path, typeof written === 'string' ? written : null, problems);
    return filter;
  }

  repeated(names: readonly unknown[], pathOf: (index: number) => Path, word: string): void {
    const seen = new Set<unknown>();
    for (const [index, name] of names.entries()) {
      if (typeof name !== 'string') continue;
      if (seen.has(name))
        this.add(pathOf(index), `The ${word} \`${name}\` stands here again; each is used once.`);
      seen.add(name);
    }
  }

  /** The ref a text says; undefined where it says none. */
  ref(text: string | undefined): string | undefined {
    try {
      return text === undefined ? undefined : canonicalRef(text, { kind: 'group' });
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  #inText(path: Path, value: string | null, problems: readonly RuleProblem[]): void {
    const start = this.#document.locate(path, 'value');
    for (const { message, offset, isWarning } of problems) {
      const at =
        value === null ? start : positionInScalar(this.#around.text, { start, value, offset });
      this.#problems.push({
        message,
        ...at,
        path: path.join('.'),
        ...(isWarning && { severity: 'warning' }),
      });
    }
  }
}
