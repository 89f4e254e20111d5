import { join } from 'node:path';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { docAddress } from '../../src/docs/address.ts';
import { allSites, pagesOf } from '../../src/docs/store.ts';
import { createLog } from '../../src/log.ts';
import { rootFolder } from '../../src/root.ts';
import { print, timed } from './measure.ts';

const ROUNDS = 10;

/** Server time of pages of docs, whole: those of Marlin Pay when somebody looks for the first time, and again. */
export async function docsPage(): Promise<void> {
  const config = { ...readConfig({}), database: ':memory:' };
  await using app = await createApp(config, { log: createLog('silent') });
  const { core } = app;
  await core.readCatalog(join(rootFolder(), 'fixtures/marlin-pay/repositories'));
  const sites = new Map((await allSites(core.db)).map(({ id, ref }) => [id, ref]));
  const pages = await pagesOf(core.db, [...sites.keys()]);
  const addresses = pages.map(({ site, path }) => docAddress(sites.get(site) ?? '', path));
  const look = async (path: string) => {
    const response = await app.fetch(new Request(`http://localhost${path}`));
    if (!response.ok) throw new Error(`${path} answers ${response.status}.`);
    return response.text();
  };
  await look('/docs');
  print({ bench: 'docs.page-first', n: addresses.length, ...(await timed(addresses, look)) });
  const again = Array.from({ length: ROUNDS }, () => addresses).flat();
  print({ bench: 'docs.page', n: again.length, ...(await timed(again, look)) });
  const lists = Array.from({ length: 50 }, () => '/docs');
  print({ bench: 'docs.page-list', n: lists.length, ...(await timed(lists, look)) });
}
