import { readYaml } from '../../catalog/yaml.ts';
import { isObject, valueAt } from '../json.ts';

export type GuessedApi = { name: string; title: string | null; type: string; path: string };

/** More than this in one repository are copies, or the work of a generator: a person should choose. */
const MOST = 5;

/** The APIs that a repository defines: files of manifests that say they are a definition. */
export function apisIn(
  manifests: ReadonlyMap<string, string>,
  component: string,
): { apis: GuessedApi[]; left: string[] } {
  const all = [...manifests].flatMap(([path, text]) => apiOf(path, text) ?? []);
  const names = new Set<string>();
  const apis = all.slice(0, MOST).map((api) => {
    const wanted = all.length === 1 ? `${component}-${SHORT[api.type] ?? 'api'}` : nameOf(api);
    let name = wanted.slice(0, 58);
    for (let count = 2; names.has(name); count++) name = `${wanted.slice(0, 58)}-${count}`;
    names.add(name);
    return { ...api, name };
  });
  return { apis, left: all.slice(MOST).map(({ path }) => path) };

  function nameOf({ title, path, type }: Omit<GuessedApi, 'name'>): string {
    const file = path
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '');
    const words = slug(title ?? '') || slug(file ?? '');
    return slug(`${component}-${words || (SHORT[type] ?? 'api')}`);
  }
}

/** What a definition begins with. */
const KEYS = ['openapi', 'swagger', 'asyncapi'];
const SHORT: Readonly<Record<string, string>> = { asyncapi: 'events', graphql: 'graphql' };

function apiOf(path: string, text: string): Omit<GuessedApi, 'name'> | null {
  if (path.endsWith('.graphql'))
    return /\btype\s+(Query|Mutation)\b/.test(text) ? { title: null, type: 'graphql', path } : null;
  if (!/\.(ya?ml|json)$/i.test(path) || !/openapi|swagger|asyncapi/i.test(path)) return null;
  const [document] = readYaml(text);
  const type = KEYS.find((key) => isObject(document?.value) && valueAt(document.value, [key]));
  if (!type) return null;
  const title = valueAt(document?.value, ['info', 'title']);
  return {
    title: typeof title === 'string' && title.trim() ? title.trim().slice(0, 100) : null,
    type: type === 'asyncapi' ? 'asyncapi' : 'openapi',
    path,
  };
}

export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
