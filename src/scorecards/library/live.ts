import { createHash } from 'node:crypto';
import { describeError, UserError } from '../../errors.ts';
import { type Instead, type LoadedLibrary, loadLibrary } from '../library.ts';
import type { ReadFile, StandardsFile } from './read-files.ts';

/** Where the organisation keeps its scorecards and initiatives. */
export type OwnFiles = {
  /** As people know it: a folder, or an address. */
  where: string;
  /** @throws where they cannot be read at all */
  read: () => Promise<readonly StandardsFile[]>;
  /** Whoever asks waits for a look that is due: where that is a matter of milliseconds. */
  isNear: boolean;
};

export type LiveLibrary = {
  /** As it is now, or was when it could be read last. */
  current: () => Promise<LoadedLibrary>;
  /** Looks at the files at once: something said that they changed. */
  refresh: () => Promise<void>;
};

/** How often files are looked at: near ones are cheap, GitHub tells us of pushes besides. */
const NEAR_MS = 2000;
const FAR_MS = 5 * 60_000;

/**
 * Scorecards that follow their files. A file with mistakes says what it said before, and files that cannot be read at all leave everything as it
 * is: nobody loses a score because of a typing error. `onNews` hears of each set of problems once, and of their end with none.
 */
export function createLiveLibrary({
  own,
  zone,
  shipped,
  lastUsed,
  elapsed,
  onNews,
}: {
  own: OwnFiles | null;
  zone: string;
  /** Whether those that ship are used beside them. */
  shipped: boolean;
  /** Texts of scorecards by name, for files that were never read well by this process. */
  lastUsed: () => Promise<ReadonlyMap<string, string>>;
  /** Milliseconds of a clock that only goes on. */
  elapsed: () => number;
  onNews: (library: LoadedLibrary) => Promise<void>;
}): LiveLibrary {
  const lastGood = new Map<string, StandardsFile>();
  let library: LoadedLibrary | null = null;
  let seen: string | null = null;
  let lookedAt = 0;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    const read = own ? await readAll(own) : [];
    lookedAt = elapsed();
    const now = read instanceof Error ? `error: ${read.message}` : fingerprint(read);
    if (library && now === seen) return;
    const next = read instanceof Error ? await withoutFiles(read) : await withFiles(read);
    const before = library?.problems ?? [];
    library = next;
    seen = now;
    if (next.problems.length > 0 || before.length > 0) await onNews(next);
  }

  async function withFiles(files: readonly StandardsFile[]): Promise<LoadedLibrary> {
    const used = files.some(({ file }) => !lastGood.has(file)) ? await lastUsed() : NOTHING;
    const instead: Instead = (file) => {
      const good = lastGood.get(file.file);
      return good ? [good] : [...asItWas(file, used), file];
    };
    const { good, ...loaded } = await loadLibrary(files, { zone, shipped, instead });
    for (const file of good) lastGood.set(file.file, file);
    return loaded;
  }

  async function withoutFiles(error: Error): Promise<LoadedLibrary> {
    const problem = { message: sentence(error), line: 1, column: 1, path: '' };
    const problems = [{ file: own?.where ?? '', url: null, problems: [problem] }];
    const kept = library;
    if (kept) return { ...kept, problems };
    const files = [...(await lastUsed())].map(([name, text]) => ({ file: name, text, url: null }));
    return { ...(await loadLibrary(files, { zone, shipped })), problems };
  }

  function refresh(): Promise<void> {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  }

  return {
    refresh,
    async current() {
      const isDue = elapsed() - lookedAt >= (own?.isNear ? NEAR_MS : FAR_MS);
      if (library === null || (own?.isNear && isDue)) await refresh();
      else if (own && isDue) void refresh().catch(() => {});
      if (library === null) throw new Error('The scorecards were looked at and are not there.');
      return library;
    },
  };
}

const NOTHING: ReadonlyMap<string, string> = new Map();

async function readAll(own: OwnFiles): Promise<readonly StandardsFile[] | Error> {
  try {
    return await own.read();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function sentence(error: Error): string {
  const reason =
    error instanceof UserError ? error.message : `They could not be read: ${describeError(error)}`;
  const next = error instanceof UserError ? error.nextStep : '';
  return `${reason} The scorecards stay as they were. ${next}`.trim();
}

function fingerprint(files: readonly StandardsFile[]): string {
  const hash = createHash('sha256');
  for (const { file, text } of files) hash.update(JSON.stringify([file, text]));
  return hash.digest('hex');
}

/** The scorecards of a file that are wrong now, as they were judged by last; they stand before the file, whose name for them then is taken. */
function asItWas(
  { file, documents }: ReadFile,
  used: ReadonlyMap<string, string>,
): StandardsFile[] {
  const texts = documents.flatMap(({ sort, name, scorecard }) => {
    const text = sort === 'scorecard' && !scorecard && name !== null ? used.get(name) : undefined;
    return text === undefined ? [] : [text];
  });
  return texts.length > 0
    ? [{ file: `${file}, as it was`, text: texts.join('\n---\n'), url: null }]
    : [];
}
