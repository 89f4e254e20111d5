import type { Docs } from '../../docs/docs.ts';
import type { DocQuery, DocResults } from '../../docs/search/search.ts';
import type { Viewer } from '../../docs/viewer.ts';
import type { Question } from '../answer.ts';

/** What answers need of docs. */
export type DocsForChat = Pick<Docs, 'search' | 'mayRead'>;

/** Docs as one question may read them. */
export type Library = {
  find: (query: Omit<DocQuery, 'viewer'>) => Promise<DocResults>;
  /** The same as the asker alone may read it, where others read the answer too; null where that is no other. */
  findAlone: ((query: Omit<DocQuery, 'viewer'>) => Promise<DocResults>) | null;
  mayRead: (readers: readonly string[] | null) => Promise<boolean>;
};

export const NO_DOCS: DocsForChat = {
  search: { find: async () => ({ hits: [], total: 0, corrected: [] }) },
  mayRead: async () => false,
};

type Asking = { asker: string | null; from: Question['from'] | undefined };

const EVERYBODY: Viewer = { kind: 'person', ref: null };

/** What an answer to this question may quote: where others read along, only what everybody may read. */
export function libraryFor(docs: DocsForChat, { asker, from }: Asking): Library {
  const own = viewerOf({ asker, from });
  const viewer = from?.place === 'channel' ? EVERYBODY : own;
  const isOther = viewer !== own && own.kind === 'person' && own.ref !== null;
  return {
    find: (query) => docs.search.find({ ...query, viewer }),
    findAlone: isOther ? (query) => docs.search.find({ ...query, viewer: own }) : null,
    mayRead: (readers) => docs.mayRead(viewer, readers),
  };
}

/** A program and this machine may read all; of people, whoever is not known may read what everybody may. */
function viewerOf({ asker, from }: Asking): Viewer {
  if (asker !== null) return { kind: 'person', ref: asker };
  const isPerson = from !== undefined && from.place !== 'api' && from.place !== 'terminal';
  return isPerson ? EVERYBODY : { kind: 'inside' };
}
