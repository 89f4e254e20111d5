import { parseDescriptor } from '../catalog/descriptor.ts';
import type { Entity, Relation } from '../catalog/entity.ts';
import type { OwnerDirectory } from '../catalog/owner-directory.ts';
import type { Fact, Facts, Subject } from './fact.ts';
import { NOTHING_AROUND } from './facts/around.ts';
import type { Checkout, Files, RepositorySettings } from './facts/checkout.ts';
import { factsOf } from './facts/read.ts';

const DESCRIPTOR = /(?:^|\/)catalog-info\.ya?ml$/i;

export type Repository = {
  files: Files;
  settings: RepositorySettings | null;
  directory: OwnerDirectory | null;
  seenAt: Checkout['seenAt'];
  /** What others read of the folder of an entity. */
  more?: (folder: string) => Facts;
  /** Other files that hold descriptors. */
  descriptors?: readonly string[];
};

/** Every entity that the descriptors of a repository state, with its facts. Descriptors that are not valid state none. */
export function subjectsOf({
  descriptors = [],
  more = () => ({}),
  ...repository
}: Repository): Subject[] {
  const { files } = repository;
  const paths = new Set([...files.paths.filter((path) => DESCRIPTOR.test(path)), ...descriptors]);
  return [...paths].flatMap((path) =>
    statedIn(files.text(path)).map(({ entity, relations }): Subject => {
      const folder = folderOf(path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');
      const facts: { [name: string]: Fact } = {
        ...factsOf({
          ...repository,
          ...{ entity, relations, folder, descriptor: path },
          ...{ staleBecause: CURRENT, around: NOTHING_AROUND },
        }),
        ...more(folder),
      };
      return { entity, relations, facts };
    }),
  );
}

const CURRENT = { descriptor: null, files: null };

/** Descriptors are often kept apart from what they describe, in a folder that holds nothing else. */
export function folderOf(folder: string): string {
  return folder.replace(/(?:^|\/)(?:\.backstage|\.github|backstage|\.catalog)$/, '');
}

function statedIn(text: string | null): { entity: Entity; relations: Relation[] }[] {
  if (text === null) return [];
  return parseDescriptor(text).flatMap(({ entity, relations }) =>
    entity === null ? [] : [{ entity, relations }],
  );
}
