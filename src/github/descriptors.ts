import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { DescriptorFile, SourceSnapshot } from '../catalog/snapshot.ts';
import { type AskedPath, askedPaths } from './locations.ts';
import { isDescriptorPath, isNamedDescriptor, type RepositoryFile } from './paths.ts';
import { type Facts, sourceOf } from './store.ts';

/** Files of one repository whose text may hold entities. */
export function descriptorFiles(
  facts: Facts,
  files: readonly RepositoryFile[],
  asked: (path: string) => boolean,
): RepositoryFile[] {
  const repository = facts.slug.split('/')[1] ?? '';
  return files.filter(({ path }) => isDescriptorPath(path, { repository, asked }));
}

/** Where a file of a repository is read by people and by Backstage: `url:https://github.com/o/r/blob/main/catalog-info.yaml`. */
export function locationOf(facts: Facts, path: string): string {
  return `url:${facts.url}/blob/${facts.defaultBranch}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** YAML of other trades (workflows, manifests) is not the catalog's business; a file named catalog-info always is. */
function holdsEntities(path: string, text: string): boolean {
  return (
    isNamedDescriptor(path) || (/^[ \t]*apiVersion:.*\S/m.test(text) && ENTITY_VERSION.test(text))
  );
}
const ENTITY_VERSION = /^[ \t]*["']?apiVersion["']?:[ \t]*["']?[\w.-]*backstage\.io\//m;

/** All descriptor files of one repository as one source. Every text must be at hand. */
export function snapshotOf(
  facts: Facts,
  files: readonly RepositoryFile[],
  textOf: (oid: string) => string,
): SourceSnapshot {
  const found = files.map(
    ({ path, oid }): DescriptorFile => ({
      location: locationOf(facts, path),
      path,
      text: textOf(oid),
      commit: facts.head,
    }),
  );
  return {
    source: sourceOf(facts.id),
    files: found.filter((file) => holdsEntities(file.path, file.text)),
    derived: [],
  };
}

const LocationEntity = z.object({
  kind: z.string().regex(/^location$/i),
  spec: z.object({
    target: z.string().optional(),
    targets: z.array(z.string()).optional(),
  }),
});

/** What a Location entity asks for; nothing for any other kind. */
export function askedByEntity(entity: unknown, location: string): AskedPath[] {
  const read = LocationEntity.safeParse(entity);
  if (!read.success) return [];
  const { target, targets = [] } = read.data.spec;
  return askedPaths(location, target ? [target, ...targets] : targets);
}

/** A Location lists addresses; a longer text with the word in it is not worth parsing twice. */
const LONGEST_LOCATION = 200_000;

/** What the Locations in a file ask for. A file that cannot be parsed asks for nothing; the catalog says what is wrong with it. */
export function askedByText(text: string, location: string): AskedPath[] {
  if (text.length > LONGEST_LOCATION || !/^[ \t]*["']?kind["']?:[ \t]*["']?Location\b/im.test(text))
    return [];
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent' });
    return [...documents].flatMap((document) =>
      askedByEntity(document.toJS({ maxAliasCount: 100 }), location),
    );
  } catch {
    return [];
  }
}
