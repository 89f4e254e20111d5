import { posix } from 'node:path';
import type { Entity } from '../catalog/entity.ts';
import { roleLinks } from '../catalog/links.ts';
import { localName } from '../catalog/names.ts';
import { aimOf } from '../catalog/targets.ts';
import { type DocsEntity, type FindPlace, homeOf, trimmed } from './claims.ts';

/** Pages that entities name as their runbook, by source: those beside their descriptor or their code. */
export function runbooksOf(
  entities: readonly DocsEntity[],
  find: FindPlace,
): Map<string, readonly string[]> {
  const bySource = new Map<string, Set<string>>();
  for (const one of entities) {
    const said = saidBy(one.entity);
    if (said.length === 0) continue;
    const home = homeOf(one, find);
    const own = new Set([home?.source, find(one.location)?.source]);
    for (const address of said) {
      const page = /^https?:/i.test(address) ? find(`url:${address}`) : beside(address, home);
      if (!page || !own.has(page.source)) continue;
      const known = bySource.get(page.source) ?? new Set();
      bySource.set(page.source, known.add(trimmed(page.path)));
    }
  }
  return new Map([...bySource].map(([source, pages]) => [source, [...pages].sort()]));
}

function saidBy(entity: Entity): string[] {
  const links = roleLinks(entity).flatMap(({ url, role }) => (role === 'runbook' ? [url] : []));
  const annotations = Object.entries(entity.metadata.annotations ?? {}).flatMap(([key, value]) =>
    /^runbook(-url)?$/i.test(localName(key)) ? [value.trim()] : [],
  );
  return [...links, ...annotations].filter((address) => address !== '');
}

/** A path is from the folder of the entity's code. */
function beside(address: string, home: ReturnType<typeof homeOf>) {
  if (!home) return null;
  const path = posix.join(home.folder, 'descriptor');
  const aim = aimOf(address.replace(/[?#].*$/, ''), { root: '/', path });
  return aim.kind === 'inside' ? { source: home.source, path: aim.path } : null;
}
