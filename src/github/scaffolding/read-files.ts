import { UserError } from '../../errors.ts';
import type { ReadFiles } from '../../scaffolder/outside.ts';
import type { Place } from '../../scaffolder/repository-host.ts';
import { LARGEST_FILE, LARGEST_RUN, MOST_FILES } from '../../scaffolder/workspace/memory.ts';
import type { WorkspaceFile } from '../../scaffolder/workspace/workspace.ts';
import { webHostOf } from '../address.ts';
import { type ClientOptions, createGitHubClient } from '../client.ts';
import { forEachInLanes } from '../lanes.ts';
import { GitHubStop } from '../stop.ts';
import { skeletonAddress } from './skeleton-address.ts';
import { type Entry, listFolder, readBytes, readTexts, resolve } from './skeleton-reads.ts';

type Files = Map<string, WorkspaceFile>;
type Client = ReturnType<typeof createGitHubClient>;

/** Texts of one call. */
const TEXTS_PER_CALL = 100;
const BYTES_PER_CALL = 2_000_000;
/** GraphQL cuts texts at this length. */
const CUT_AT = 512_000;
/** What is drawn as it is by its name: asking for its text would be a call for nothing. */
const BINARY = /\.(png|jpe?g|gif|ico|webp|avif|pdf|zip|gz|jar|woff2?|ttf|otf|eot|mp4|wasm)$/i;
/** Skeletons kept by the id of their folder, which is another one when anything in it changes. */
const KEPT = 16;
const LARGEST_KEPT = 4_000_000;

/** Files of any repository that these credentials show. One call says what an address is, one lists it, one reads a hundred texts. */
export function createFileReader(options: ClientOptions): ReadFiles {
  const client = createGitHubClient(options);
  const host = webHostOf(options.apiUrl);
  const kept = new Map<string, Files>();

  return async (address, { signal }) => {
    const found = skeletonAddress(address, host);
    try {
      const at = await resolve(client, found);
      signal.throwIfAborted();
      if (at.kind === 'file') return await readAll(client, found.place, [at.entry], signal);
      const known = kept.get(at.oid);
      if (known) return new Map(known);
      const { entries, isCut } = await listFolder(client, found.place, at.oid);
      if (isCut || entries.length > MOST_FILES) throw tooMuch(address, 'more than 5,000 files');
      const files = await readAll(client, found.place, entries, signal);
      keep(at.oid, files);
      return new Map(files);
    } catch (error) {
      if (error instanceof GitHubStop) throw inWords(error, found.place);
      throw error;
    }
  };

  function keep(oid: string, files: Files): void {
    const bytes = files.values().reduce((sum, file) => sum + file.bytes.length, 0);
    if (bytes > LARGEST_KEPT) return;
    kept.set(oid, files);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  }
}

async function readAll(
  client: Client,
  place: Place,
  entries: readonly Entry[],
  signal: AbortSignal,
): Promise<Files> {
  const where = `${place.owner}/${place.repo}`;
  const large = entries.find(({ bytes }) => bytes > LARGEST_FILE);
  if (large) throw tooMuch(`${large.path} of ${where}`, 'more than 10 MB');
  if (entries.reduce((sum, { bytes }) => sum + bytes, 0) > LARGEST_RUN)
    throw tooMuch(where, 'more than 50 MB');
  const bytes = new Map<string, Buffer>();
  for (const oids of callsOf(entries)) {
    signal.throwIfAborted();
    for (const [oid, text] of await readTexts(client, place, oids)) bytes.set(oid, text);
  }
  const rest = new Set(entries.map(({ oid }) => oid).filter((oid) => !bytes.has(oid)));
  await forEachInLanes([...rest], async (oid) => {
    signal.throwIfAborted();
    bytes.set(oid, await readBytes(client, place, oid));
  });
  return new Map(entries.map((entry) => [entry.path, fileOf(entry, bytes.get(entry.oid))]));
}

function fileOf({ mode }: Entry, bytes: Buffer = Buffer.alloc(0)): WorkspaceFile {
  return mode === '120000'
    ? { bytes: Buffer.alloc(0), isExecutable: false, link: bytes.toString('utf8') }
    : { bytes, isExecutable: mode === '100755' };
}

/** The texts by call; the same content is read once. */
function* callsOf(entries: readonly Entry[]): Generator<string[]> {
  const texts = entries.filter((one) => one.bytes <= CUT_AT && !BINARY.test(one.path));
  let oids = new Set<string>();
  let total = 0;
  for (const { oid, bytes } of texts) {
    if (oids.size >= TEXTS_PER_CALL || (oids.size > 0 && total + bytes > BYTES_PER_CALL)) {
      yield [...oids];
      [oids, total] = [new Set(), 0];
    }
    oids.add(oid);
    total += bytes;
  }
  if (oids.size > 0) yield [...oids];
}

function tooMuch(what: string, how: string): UserError {
  return new UserError(`${what} holds ${how}.`, 'Name a folder with less in it.');
}

function inWords(stop: GitHubStop, { owner, repo }: Place): UserError {
  const when = stop.resumesAt?.toISOString().slice(0, 16).replace('T', ' ');
  const nextStep = when ? `Retry after ${when} UTC.` : stop.nextStep || 'Retry in a few minutes.';
  return new UserError(`I could not read ${owner}/${repo}: ${stop.message}`, nextStep);
}
