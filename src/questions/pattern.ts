// Words are apart by spaces, a comma or a dash with spaces; a dash alone belongs to a name.
const GAP = '(?:\\s*[,;:–—]\\s*|\\s+-\\s+|\\s+)';

/** A compiled pattern: what it reads, and how sure its words make it. */
export type Pattern = {
  read: (text: string) => { slots: Record<string, string>; weight: number } | null;
  /** For each part that must be there, the words it may begin with: a text without one of each is not worth reading. */
  needs: readonly (readonly string[])[];
};

/**
 * Compiles a pattern as people would write it down: `who (owns|runs) [the] {thing}`.
 * `{name}` is a slot of one or more words, `(a|b)` one of several, `[a|b]` one of several or nothing; the rest is words.
 * It reads a whole text, whatever its capitals. `weight` counts the letters that are not in slots, so that of two patterns
 * that both read a text, the one that explains more of it wins.
 */
export function compilePattern(source: string): Pattern {
  let shape: RegExp | null = null;
  return {
    needs: needsOf(source),
    read(text) {
      shape ??= new RegExp(`^${translate(source)}$`, 'i');
      const match = shape.exec(text);
      if (!match) return null;
      const slots: Record<string, string> = {};
      let weight = text.length;
      for (const [name, value] of Object.entries(match.groups ?? {})) {
        if (value === undefined) continue;
        slots[name] = value.trim();
        weight -= value.length;
      }
      return { slots, weight };
    },
  };
}

/** The words of a text as `needs` counts them. */
export function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().split(/[\s,;:–—]+/));
}

function needsOf(source: string): string[][] {
  return tokens(source)
    .filter((token) => !/^[[{]/.test(token))
    .map((token) => (token.startsWith('(') ? token.slice(1, -1).split('|') : [token]))
    .map((choices) => choices.flatMap((choice) => [...wordsOf(choice)][0] ?? []));
}

function translate(source: string): string {
  let out = '';
  let isFirst = true;
  for (const token of tokens(source)) {
    // The space before an optional part belongs to the part.
    if (token.startsWith('[')) {
      const inner = alternatives(token.slice(1, -1));
      out += isFirst ? `(?:${inner}${GAP})?` : `(?:${GAP}${inner})?`;
      continue;
    }
    if (!isFirst) out += GAP;
    isFirst = false;
    out += part(token);
  }
  return out;
}

function part(token: string): string {
  if (token.startsWith('{')) return `(?<${token.slice(1, -1)}>\\S(?:.*?\\S)??)`;
  if (token.startsWith('(')) return alternatives(token.slice(1, -1));
  return words(token);
}

function alternatives(inner: string): string {
  return `(?:${inner.split('|').map(words).join('|')})`;
}

function words(text: string): string {
  return text
    .split(' ')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
}

function tokens(source: string): string[] {
  return source.match(/\{[^}]*\}|\([^)]*\)|\[[^\]]*\]|[^\s()[\]{}]+/g) ?? [];
}
