import { parseOrPlain } from './markdown-or-plain.ts';
import type { PageEnvironment, ParsedPage } from './page.ts';

export type ParsePage = (
  text: string,
  env: PageEnvironment,
) => { parsed: ParsedPage; isPlain: boolean };

type Known = ReturnType<ParsePage> & {
  text: string;
  folders: readonly string[];
  /** What it wanted to take in, and what there was. */
  asked: ReadonlyMap<string, string | null>;
};

/**
 * Parses pages, and those that it has seen lately only when their text or something they take in is another. `source` parts files of the
 * same path; `most` is how many characters of text are remembered.
 */
export function createParsedPages(most: number): (source: string) => ParsePage {
  // The one that was wanted longest ago comes first.
  const known = new Map<string, Known>();
  let size = 0;

  function forget(key: string): void {
    size -= known.get(key)?.text.length ?? 0;
    known.delete(key);
  }

  return (source) => (text, env) => {
    const key = `${source} ${env.file}`;
    const before = known.get(key);
    const isSame = before !== undefined && before.text === text && isAsBefore(before, env);
    forget(key);
    const asked = new Map<string, string | null>();
    const include = (path: string) => {
      const found = env.include(path);
      asked.set(path, found);
      return found;
    };
    const now = isSame
      ? before
      : {
          ...parseOrPlain(text, { ...env, include }),
          text,
          folders: env.snippetFolders,
          asked,
        };
    known.set(key, now);
    size += text.length;
    for (const oldest of known.keys()) {
      if (size <= most) break;
      forget(oldest);
    }
    return now;
  };
}

function isAsBefore({ folders, asked }: Known, env: PageEnvironment): boolean {
  return (
    folders.join('\n') === env.snippetFolders.join('\n') &&
    [...asked].every(([path, found]) => env.include(path) === found)
  );
}
