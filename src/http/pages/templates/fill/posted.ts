import { z } from 'zod';
import { pathOfKey } from './keys.ts';

/** How what was typed is read. A form says it of each field that it shows, because what it shows depends on what was typed before. */
export const KINDS = [
  'text',
  'line',
  'number',
  'flag',
  'choice',
  'choices',
  'list',
  'numbers',
  'moment',
  'time',
  'entity',
  'entities',
  'tags',
  'repository',
  'structure',
] as const;
export type Kind = (typeof KINDS)[number];

/** One field as it was sent. */
export type Entry = {
  key: string;
  path: readonly string[];
  kind: Kind;
  raw: readonly string[];
  /** Of a field with several inputs. */
  part: (name: string) => string;
};

export const DEEDS = ['next', 'back', 'redraw', 'options', 'try', 'create'] as const;

const Sent = z.object({
  do: z.enum(DEEDS).catch('next'),
  draft: z.string().max(100).catch(''),
  page: z.coerce.number().int().min(0).catch(0),
  /** What a picker is asked for: the field, and what was typed in it. */
  field: z.string().max(2_000).catch(''),
  q: z.string().max(200).catch(''),
});

export type Posted = z.infer<typeof Sent> & {
  entries: readonly Entry[];
  secrets: Record<string, string>;
};

export const VALUE = 'v/';
export const SECRET = 's/';
const MOST_FIELDS = 500;

/** What a form sent, taken apart; anything that no form of ours sends is left out, and NULs, which no database keeps. */
export function readPosted(body: string): Posted {
  const params = new URLSearchParams(body.replaceAll('%00', ''));
  const one = (name: string) => params.get(name) ?? '';
  const sent = Sent.parse({
    do: one('do'),
    draft: one('draft'),
    page: one('page'),
    field: one('field'),
    q: one('q'),
  });
  const entries = params
    .getAll('has')
    .slice(0, MOST_FIELDS)
    .flatMap((said): Entry[] => {
      const [word, key = ''] = said.split(' ', 2);
      const kind = KINDS.find((known) => known === word);
      const path = pathOfKey(key);
      if (!kind || !path || path.includes('')) return [];
      const raw = params.getAll(VALUE + key);
      return [{ key, path, kind, raw, part: (name) => one(`${VALUE}${key}#${name}`) }];
    });
  const secrets = Object.fromEntries(
    [...params].flatMap(([name, value]) =>
      name.startsWith(SECRET) && value ? [[name.slice(SECRET.length), value]] : [],
    ),
  );
  return { ...sent, entries, secrets };
}
