import { parseDescriptor } from '../catalog/descriptor.ts';
import { writtenTargets } from '../catalog/location-targets.ts';
import { isManifest } from '../catalog/manifests.ts';
import type { Survey } from '../catalog/platform.ts';
import type { DescriptorFile } from '../catalog/snapshot.ts';
import { aimOf, isGlob, pathMatcher, placeOf } from '../catalog/targets.ts';
import { UserError } from '../errors.ts';
import { createSizes } from './adaptive.ts';
import { type FileAddress, fileAddress, repositoryIn } from './address.ts';
import { FileFound, RepositoryFound } from './answers.ts';
import { fetchBlobs } from './blobs.ts';
import { locationOf } from './descriptors.ts';
import { toFacts } from './facts.ts';
import {
  codeownersFileOf,
  FOREIGN_FOLDER,
  isNamedDescriptor,
  type RepositoryFile,
} from './paths.ts';
import { FILE, REPOSITORY } from './queries.ts';
import type { Reader } from './reader.ts';
import { readWholeTree } from './rest.ts';
import { blobsByOid, type Facts } from './store.ts';

/** What looking at files of any repository needs; `host` is where people see what the API shows. */
export type Looking = Pick<Reader, 'client' | 'db'> & { host: string };

/** A location that brings in more than this is one for discovery, not for an address. */
const MOST_FILES = 500;
/** Locations that point to Locations that point … : deeper than this is a mistake. */
const ROUNDS = 5;

/**
 * The files that a target names, with those that Locations in them name, read from GitHub one by one: for repositories that the sync does
 * not read.
 * @throws UserError for what is not there; GitHubStop
 */
export async function filesAt(looking: Looking, target: string): Promise<DescriptorFile[]> {
  const found = new Map<string, DescriptorFile>();
  const repositories = new Map<string, Repository>();
  let targets = [target];
  for (let round = 0; round < ROUNDS && targets.length > 0; round += 1) {
    const read: DescriptorFile[] = [];
    for (const one of targets) {
      const files = await filesOfOne(looking, one, repositories).catch((error: unknown) => {
        // What a Location points to is its author's to mend; the target itself is the caller's.
        if (error instanceof UserError && round > 0) return [];
        throw error;
      });
      read.push(...files.filter(({ location }) => !found.has(location)));
      for (const file of files) found.set(file.location, file);
      if (found.size > MOST_FILES)
        throw new UserError(`The target names more than ${MOST_FILES} files.`, 'Name fewer.');
    }
    targets = read.flatMap(({ text, location }) => targetsInText(text, location));
  }
  return [...found.values()];
}

/** The addresses that Locations in a text point to. */
function targetsInText(text: string, location: string): string[] {
  if (!/\bLocation\b/.test(text)) return [];
  const place = placeOf(location);
  return parseDescriptor(text)
    .flatMap(({ entity }) => writtenTargets(entity))
    .flatMap((target) => {
      const aim = aimOf(target, place);
      if (aim.kind === 'nowhere') return [];
      return aim.kind === 'inside' ? place.root + aim.path : aim.url;
    });
}

type Repository = { facts: Facts; topics: string[] };

async function filesOfOne(
  looking: Looking,
  target: string,
  known: Map<string, Repository>,
): Promise<DescriptorFile[]> {
  const address = fileAddress(target, looking.host);
  if (address.kind === 'other') throw new UserError(address.reason, '');
  const { repository: slug, branch, path } = address.file;
  const repository = known.get(slug) ?? (await findRepository(looking, slug));
  if (!repository)
    throw new UserError(`GitHub shows no repository ${slug} to Callboard.`, MAY_READ);
  known.set(slug, repository);
  const files = await filesNamed(looking, repository, address.file);
  if (files.length === 0) throw new UserError(`There is no file ${path} in ${slug}.`, '');
  const isDefault = branch === 'HEAD' || branch === repository.facts.defaultBranch;
  const facts = isDefault ? repository.facts : { ...repository.facts, defaultBranch: branch };
  return readTexts(looking, { facts, files, commit: isDefault ? facts.head : null });
}

const MAY_READ = 'Check its name, and that the GitHub App or token may read it.';

async function findRepository({ client }: Looking, slug: string): Promise<Repository | null> {
  const [owner, name] = slug.split('/');
  const answer = await client.query(RepositoryFound, REPOSITORY, { owner, name });
  if (answer.kind === 'tooMuch') throw new UserError(`${answer.reason}.`, 'Try again.');
  const { repository } = answer.data;
  const facts = repository && toFacts(repository);
  if (!repository || !facts) return null;
  const topics = repository.repositoryTopics?.nodes?.flatMap((node) => node?.topic.name ?? []);
  return { facts, topics: topics ?? [] };
}

async function filesNamed(
  looking: Looking,
  repository: Repository,
  { repository: slug, branch, path }: FileAddress,
): Promise<RepositoryFile[]> {
  if (isGlob(path)) {
    const isWanted = pathMatcher(path);
    const files = await listFiles(looking, slug, branch);
    return files.filter((file) => isWanted(file.path) && /\.ya?ml$/i.test(file.path));
  }
  const [owner, name] = repository.facts.slug.split('/');
  const expression = `${branch}:${path}`;
  const answer = await looking.client.query(FileFound, FILE, { owner, name, expression });
  if (answer.kind === 'tooMuch') throw new UserError(`${answer.reason}.`, 'Try again.');
  const object = answer.data.repository?.object;
  return object?.oid ? [{ path, oid: object.oid, bytes: object.byteSize ?? 0 }] : [];
}

async function listFiles(
  { client }: Looking,
  slug: string,
  head: string,
): Promise<RepositoryFile[]> {
  const tree = await readWholeTree(client, { slug, head });
  if (tree.kind === 'failed')
    throw new UserError(`The files of ${slug} could not be listed: ${tree.reason}`, '');
  return tree.data.files;
}

async function readTexts(
  { client, db }: Looking,
  {
    facts,
    files,
    commit,
  }: { facts: Facts; files: readonly RepositoryFile[]; commit: string | null },
): Promise<DescriptorFile[]> {
  const { id: repository, slug } = facts;
  const wanted = files.map((file) => ({ repository, slug, ...file }));
  const missing = await fetchBlobs({ client, db, sizes: createSizes({}) }, wanted);
  for (const { path, oid } of files) {
    const reason = missing.get(oid);
    if (reason) throw new UserError(`${path} of ${slug} could not be read: ${reason}.`, '');
  }
  const texts = await blobsByOid(
    db,
    files.map(({ oid }) => oid),
  );
  return files.map(({ path, oid }) => ({
    location: locationOf(facts, path),
    path,
    text: texts.get(oid)?.text ?? '',
    commit,
  }));
}

/** More descriptors than this make no difference to whether a repository has one. */
const MOST_DESCRIPTORS = 50;

/** Enough to tell what a repository is; a lock file or a data file is none of them. */
const MOST_MANIFESTS = 30;
const LARGEST_MANIFEST = 256 * 1024;

function manifestsOf(files: readonly RepositoryFile[]): RepositoryFile[] {
  return files
    .filter(
      ({ path, bytes }) =>
        isManifest(path) && bytes <= LARGEST_MANIFEST && !FOREIGN_FOLDER.test(path),
    )
    .sort((a, b) => a.path.split('/').length - b.path.split('/').length)
    .slice(0, MOST_MANIFESTS);
}

/** What is known of the repository that an address lies in; null where that is none that we may read. */
export async function surveyOf(looking: Looking, address: string): Promise<Survey | null> {
  const slug = repositoryIn(address, looking.host);
  const repository = slug && (await findRepository(looking, slug));
  if (!repository) return null;
  const { facts, topics } = repository;
  const { url, description, language, isArchived, head } = facts;
  const all = head === null ? [] : await listFiles(looking, facts.slug, head);
  const descriptors = all.filter(
    ({ path }) => isNamedDescriptor(path) && !FOREIGN_FOLDER.test(path),
  );
  const owners = codeownersFileOf(all);
  const wanted = descriptors.slice(0, MOST_DESCRIPTORS);
  const telling = manifestsOf(all);
  const read = async (files: readonly RepositoryFile[]) =>
    readTexts(looking, { facts, files, commit: head });
  const texts = await read([...wanted, ...telling, ...(owners ? [owners] : [])]);
  const codeowners = owners ? (texts.pop()?.text ?? null) : null;
  const manifests = new Map(texts.splice(wanted.length).map(({ path, text }) => [path, text]));
  return {
    slug: facts.slug,
    url,
    description,
    language,
    topics,
    isArchived,
    codeowners,
    files: texts,
    paths: all.map(({ path }) => path),
    manifests,
  };
}
