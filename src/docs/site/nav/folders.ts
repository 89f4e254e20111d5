import { z } from 'zod';
import { readYaml } from '../../../catalog/yaml.ts';
import { below, isIndex, nameOf } from '../paths.ts';
import { isRecord } from '../record.ts';
import { type NavEntry, titleOfName } from './entry.ts';

/** Pages in folders, and what their `.pages` files say about the order. */
export type Folders = {
  /** Paths of pages, from the root of the repository. */
  pages: readonly string[];
  read: (path: string) => string | undefined;
};

/** What a `.pages` file may say (the awesome-pages plugin). */
const PagesFile = z.object({
  title: z.string().nullish().catch(null),
  nav: z.array(z.unknown()).nullish().catch(null),
  arrange: z.array(z.string()).nullish().catch(null),
  order: z.string().nullish().catch(null),
  hide: z.boolean().catch(false),
});
type PagesFile = z.infer<typeof PagesFile>;

/** The nav of a folder as its files stand in it: the first page, the others by name, then the folders; or as `.pages` orders them. */
export function navOfFolder(folder: string, folders: Folders): NavEntry[] {
  const settings = settingsOf(folder, folders);
  const order = settings?.nav ?? (settings?.arrange ? [...settings.arrange, '...'] : null);
  const found = childrenOf(folder, folders, settings);
  if (!order) return found.flatMap(({ entry }) => entry ?? []);
  const taken = new Set<string>();
  const named = order.map((item) => ({ item, name: nameIn(item) }));
  for (const { name } of named) if (name !== null) taken.add(name);
  return named.flatMap(({ item, name }) => {
    if (name === null) return restOrOther(item, { found, taken, folder });
    const child = found.find((one) => one.name === name);
    return child?.entry ? [titled(child.entry, item)] : [];
  });
}

type Child = { name: string; entry: NavEntry | null };

function childrenOf(folder: string, folders: Folders, settings: PagesFile | null): Child[] {
  const start = folder === '' ? 0 : folder.length + 1;
  const inside = folders.pages.filter((path) => below(folder, path) !== null);
  const byFolder = Map.groupBy(inside, (path) => {
    const rest = path.slice(start);
    return rest.includes('/') ? (rest.split('/')[0] ?? '') : '';
  });
  const files = (byFolder.get('') ?? [])
    .toSorted((a, b) => Number(isIndex(b)) - Number(isIndex(a)) || byName(nameOf(a), nameOf(b)))
    .map((file): Child => ({ name: nameOf(file), entry: { kind: 'file', title: null, file } }));
  byFolder.delete('');
  const sections = [...byFolder]
    .toSorted(([a], [b]) => byName(a, b))
    .map(([name, pages]): Child => {
      const path = folder === '' ? name : `${folder}/${name}`;
      const own = settingsOf(path, folders);
      const items = own?.hide ? [] : navOfFolder(path, { ...folders, pages });
      const title = own?.title ?? titleOfName(name);
      return { name, entry: items.length > 0 ? { kind: 'section', title, items } : null };
    });
  const all = [...files, ...sections];
  return settings?.order === 'desc' ? all.reverse() : all;
}

function byName(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}

function settingsOf(folder: string, { read }: Folders): PagesFile | null {
  const text = read(folder === '' ? '.pages' : `${folder}/.pages`);
  if (text === undefined) return null;
  const [document] = readYaml(text);
  return isRecord(document?.value) ? (PagesFile.safeParse(document.value).data ?? null) : null;
}

/** The name of the file or folder that an item of `.pages` stands for. */
function nameIn(item: unknown): string | null {
  const written = isRecord(item) ? Object.values(item)[0] : item;
  if (typeof written !== 'string' || written.startsWith('...') || /^https?:/.test(written))
    return null;
  return written.replace(/^\.\//, '').replace(/\/$/, '');
}

function titled(entry: NavEntry, item: unknown): NavEntry {
  const title = isRecord(item) ? Object.keys(item)[0] : undefined;
  return title === undefined ? entry : { ...entry, title };
}

/** `...` is everything that is not named; a title with a list is a section of its own; an address is a link. */
function restOrOther(
  item: unknown,
  { found, taken, folder }: { found: readonly Child[]; taken: ReadonlySet<string>; folder: string },
): NavEntry[] {
  if (typeof item === 'string' && item.startsWith('...'))
    return found.flatMap(({ name, entry }) => (entry && !taken.has(name) ? [entry] : []));
  if (!isRecord(item)) return [];
  return Object.entries(item).flatMap(([title, inner]): NavEntry[] => {
    if (typeof inner === 'string' && /^https?:/.test(inner))
      return [{ kind: 'url', title, url: inner }];
    if (!Array.isArray(inner)) return [];
    const items = inner.flatMap((one: unknown): NavEntry[] => {
      const child = found.find(({ name }) => name === nameIn(one));
      return child?.entry ? [titled(child.entry, one)] : restOrOther(one, { found, taken, folder });
    });
    return items.length > 0 ? [{ kind: 'section', title, items }] : [];
  });
}
