import { UserError } from '../../errors.ts';

/**
 * Whether a path is meant by the patterns, as the globs of Backstage's actions read them: names that begin with a dot count too, a
 * plain name means the folder with all below it, and `!` takes away. Backtracking is bounded, whatever a template writes.
 */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length > MOST_GLOBS || patterns.some(({ length }) => length > LONGEST_PATTERN))
    throw tooMany();
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!')).flatMap(read);
  const unwanted = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .flatMap((pattern) => {
      return read(pattern.slice(1));
    });
  if (wanted.length + unwanted.length > MOST_GLOBS * 2) throw tooMany();
  return (path) => {
    const names = path.split('/');
    return (
      wanted.some((glob) => matches(glob, names)) && !unwanted.some((glob) => matches(glob, names))
    );
  };
}

function tooMany(): UserError {
  return new UserError(
    `There are more than ${MOST_GLOBS} patterns, or one is longer than ${LONGEST_PATTERN} characters.`,
    'Name folders instead of files.',
  );
}

export function isGlob(pattern: string): boolean {
  return /[*?[\]{}!()]/.test(pattern);
}

/** The names of a pattern, one after the other. */
type Glob = readonly string[];

/** Each is tried on each of 5,000 files, while nobody else is served. */
const MOST_GLOBS = 1000;
const LONGEST_PATTERN = 1000;

function read(pattern: string): Glob[] {
  const plain = pattern.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
  const globs = alternatives([
    plain.replace(/@\(([^()]*)\)/g, (_, one) => `{${one.replaceAll('|', ',')}}`),
  ]);
  return globs.flatMap((glob) => {
    const names = glob.split('/').filter((name) => name !== '');
    return isGlob(pattern) ? [names] : [names, [...names, '**']];
  });
}

/** `a{b,c}` is `ab` and `ac`; innermost braces first. */
function alternatives(patterns: readonly string[]): string[] {
  const open = patterns.findIndex((pattern) => /\{[^{}]*,[^{}]*\}/.test(pattern));
  if (open < 0) return [...patterns];
  if (patterns.length > MOST_GLOBS)
    throw new UserError('A pattern has too many alternatives.', 'Write fewer braces.');
  const expanded = patterns.flatMap((pattern) => {
    const match = /\{([^{}]*,[^{}]*)\}/.exec(pattern);
    if (!match) return [pattern];
    const before = pattern.slice(0, match.index);
    const after = pattern.slice(match.index + match[0].length);
    return (match[1] ?? '').split(',').map((one) => `${before}${one}${after}`);
  });
  return alternatives(expanded);
}

/** `**` is any number of folders. What was tried once is not tried again. */
function matches(glob: Glob, names: readonly string[]): boolean {
  const failed = new Set<number>();
  function from(at: number, name: number): boolean {
    const key = at * (names.length + 1) + name;
    if (failed.has(key)) return false;
    const is = tryFrom(at, name);
    if (!is) failed.add(key);
    return is;
  }
  function tryFrom(at: number, name: number): boolean {
    const wanted = glob[at];
    if (wanted === undefined) return name === names.length;
    const isFurther = name < names.length;
    if (wanted === '**')
      return (
        (at === glob.length - 1 && isFurther) ||
        from(at + 1, name) ||
        (isFurther && from(at, name + 1))
      );
    return isFurther && matchesName(wanted, names[name] ?? '') && from(at + 1, name + 1);
  }
  return from(0, 0);
}

/** `*`, `?` and `[a-z]` within one name: the last star alone is widened, so that it takes no longer than length by length. */
function matchesName(pattern: string, name: string): boolean {
  const tokens = pattern.match(/\[[^\]]+\]|\\.|./gsu) ?? [];
  const letters = [...name];
  let token = 0;
  let letter = 0;
  let star = -1;
  let widened = 0;
  while (letter < letters.length) {
    if (tokens[token] === '*') {
      star = token++;
      widened = letter;
    } else if (isOne(tokens[token], letters[letter] ?? '')) {
      token++;
      letter++;
    } else if (star >= 0) {
      token = star + 1;
      letter = ++widened;
    } else return false;
  }
  while (tokens[token] === '*') token++;
  return token === tokens.length;
}

function isOne(token: string | undefined, letter: string): boolean {
  if (token === undefined) return false;
  if (token === '?') return true;
  if (token.length > 2 && token.startsWith('[')) return isInClass(token.slice(1, -1), letter);
  return (token.length > 1 && token.startsWith('\\') ? token.slice(1) : token) === letter;
}

function isInClass(written: string, letter: string): boolean {
  const isNegated = /^[!^]/.test(written);
  const ranges = (isNegated ? written.slice(1) : written).match(/.-.|./gsu) ?? [];
  const isIn = ranges.some((range) => {
    const [from = '', to = from] = range.length > 2 ? [range[0], range[2]] : [range];
    return letter >= from && letter <= to;
  });
  return isIn !== isNegated;
}
