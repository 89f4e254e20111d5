import { createApp } from '../../src/app.ts';
import type { SourceSnapshot } from '../../src/catalog/snapshot.ts';
import { applySnapshots } from '../../src/catalog/sync.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { benchSnapshots, nameOf } from './catalog.ts';
import { print, timed } from './measure.ts';

const ENTITIES = 20_000;
const LOOKS = 300;

/** The systems that the components of the bench name: a page of something that leads nowhere takes some milliseconds more. */
function systems(): SourceSnapshot {
  const texts = Array.from(
    { length: 97 },
    (_, n) =>
      `apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: system-${n}\nspec:\n  owner: team-${n}\n`,
  );
  const location = 'url:https://github.com/bench/systems/blob/main/catalog-info.yaml';
  const file = { location, path: 'catalog-info.yaml', text: texts.join('---\n'), commit: null };
  return { source: 'github:R_systems', files: [file], derived: [] };
}

/** Server time of the pages, one look after another: the list narrowed and searched in every way, and entities nobody looked at before. */
export async function pages(): Promise<void> {
  const now = () => new Date('2026-06-15T12:00:00Z');
  const config = { ...readConfig({}), database: ':memory:' };
  await using app = await createApp(config, { log: createLog('silent'), now });
  const snapshots = [systems(), ...benchSnapshots(ENTITIES)];
  await applySnapshots(app.core.db, { snapshots, removed: [], now });
  const look = async (path: string) => {
    const response = await app.fetch(new Request(`http://localhost${path}`));
    if (!response.ok) throw new Error(`${path} answers ${response.status}.`);
    return response.text();
  };
  const each = (pathOf: (n: number) => string) =>
    Array.from({ length: LOOKS }, (_, n) => pathOf((n * 7919) % ENTITIES));
  const benches = {
    'page-list': () => '/catalog?kind=component',
    'page-list-narrowed': (n: number) =>
      `/catalog?owner=group:default/team-${n % 200}&lifecycle=production&page=2`,
    'page-search': (n: number) => `/catalog?q=${nameOf(n).slice(0, 3 + (n % 9))}`,
    'page-search-typo': (n: number) => `/catalog?q=${nameOf(n).slice(0, 3)}${nameOf(n).slice(4)}`,
    'page-entity': (n: number) => `/catalog/default/component/${nameOf(n)}`,
  };
  for (const [bench, pathOf] of Object.entries(benches)) {
    // The first look makes what the others share.
    await look(pathOf(0));
    print({ bench, n: ENTITIES, ...(await timed(each(pathOf), look)) });
  }
}
