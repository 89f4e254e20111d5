import { allSites } from '../../docs/store.ts';
import type { Room } from '../intention.ts';

/** The sites that an answer may speak of. */
export async function readableSites({ db, docs }: Pick<Room, 'db' | 'docs'>) {
  const sites = await allSites(db);
  const isOpen = await Promise.all(sites.map(({ readers }) => docs.mayRead(readers)));
  return sites.filter((_, at) => isOpen[at]);
}
