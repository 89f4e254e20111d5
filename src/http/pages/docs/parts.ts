import type { Context } from 'hono';
import type { Db } from '#dialect';
import type { CatalogIndex } from '../../../catalog/search.ts';
import type { Docs } from '../../../docs/docs.ts';
import { INSIDE, type Viewer } from '../../../docs/viewer.ts';
import type { Log } from '../../../log.ts';
import type { Actor } from '../../../questions/unknown/desk.ts';
import type { Person } from '../../sign-in/provider.ts';
import type { SignIn } from '../../sign-in/routes.ts';

export type DocsPagesParts = {
  db: Db;
  index: CatalogIndex;
  docs: Docs;
  now: () => Date;
  log: Log;
  signIn: SignIn | null;
  /** Which User entity somebody who signed in is. */
  actorOf: (person: Person) => Promise<Actor | null>;
};

/** Who looks: whoever signed in; where nobody can, only this machine does. */
export async function viewerOf(c: Context, actorOf: DocsPagesParts['actorOf']): Promise<Viewer> {
  const { person } = c.var;
  if (!person) return INSIDE;
  return { kind: 'person', ref: (await actorOf(person))?.ref ?? null };
}
