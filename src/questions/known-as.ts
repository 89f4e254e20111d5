import { addressesOf, addressOf } from '../catalog/addresses.ts';
import type { Entity } from '../catalog/entity.ts';
import { handleKey, hostOf, thingHandles } from '../catalog/handles.ts';
import { codeOf } from '../catalog/links.ts';
import { nameKey, withoutArticle } from '../catalog/names.ts';
import type { EntityFacts } from './facts.ts';

/**
 * Where the catalog says that what was typed is this entity: "its link Grafana", "a topic in its definition"; null where it was
 * called by a name of its own.
 */
export function knownAs(facts: EntityFacts, said: string): string | null {
  const given = facts.nicknames.find(({ alias }) => isSameName(alias, said));
  if (given) return `the alias "${given.alias}", which was added here`;
  // "topic ledger.entries.v2": the noun is no part of what it is known by.
  for (const text of [said.trim(), ...said.trim().split(/\s+/).filter(isId)]) {
    const how = knownBy(facts, text);
    if (how) return how;
  }
  return null;
}

function isSameName(alias: string, said: string): boolean {
  return [alias, withoutArticle(alias)].some((name) => nameKey(name) === nameKey(said));
}

function knownBy({ entity, source }: EntityFacts, text: string): string | null {
  const handles = thingHandles(entity);
  const byHandle = handles.filter(({ sort, key }) => {
    if (sort === 'module') return isBelow(handleKey(sort, text), key, '.');
    return sort !== 'host' && handleKey(sort, text) === key;
  });
  const longest = byHandle.toSorted((a, b) => b.key.length - a.key.length)[0];
  if (longest) return longest.from;
  for (const [key, value] of Object.entries(entity.metadata.annotations ?? {})) {
    const parts = String(value)
      .toLowerCase()
      .split(/\s*,\s*/);
    if (parts.some((part) => part.length > 2 && text.toLowerCase().split('/').includes(part)))
      return isId(text) ? `its annotation ${key}` : null;
  }
  // A page or a path says more than the host that it shares with others.
  const host = handles.find(({ sort, key }) => sort === 'host' && hostOf(text) === key);
  const location = source.url ? `url:${source.url}` : '';
  return byAddress(entity, location, text) ?? host?.from ?? null;
}

function byAddress(entity: Entity, location: string, text: string): string | null {
  const address = addressOf(text) ?? addressOf(`github.com/${text.replace(/^@/, '')}`);
  if (!address) return null;
  const found = addressesOf(entity, location)
    .filter((one) => isBelow(address, one, '/'))
    .sort((a, b) => b.length - a.length)[0];
  if (!found) return null;
  const slug = codeOf(entity, location)?.slug.toLowerCase();
  if (slug && found.startsWith(`github.com/${slug}`)) return `its repository ${slug}`;
  const link = entity.metadata.links?.find(({ url }) => addressOf(url) === found);
  if (link) return `its link ${link.title ?? link.url}`;
  return entity.kind.toLowerCase() === 'api'
    ? 'a path in its definition'
    : 'an address in its annotations';
}

function isBelow(text: string, top: string, separator: string): boolean {
  return text === top || text.startsWith(top + separator);
}

/** Not what people call things by: an id, a class, an alert, an address. */
function isId(text: string): boolean {
  return /[\d./_@#-]|\p{Ll}\p{Lu}/u.test(text);
}
