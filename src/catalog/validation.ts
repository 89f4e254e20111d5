import { parseDescriptor } from './descriptor.ts';
import type { ForeignKinds } from './foreign-kinds.ts';

export type ValidationError = { name: string; message: string };

/**
 * What keeps an entity from being used, as Backstage's API answers it; nothing for a good one. Files that placeholders name are not
 * read. `location` is where it would stand: `url:https://…`.
 */
export function validationErrors(
  entity: object,
  { location, kinds }: { location: string; kinds: ForeignKinds },
): ValidationError[] {
  const wrong = locationError(location);
  if (wrong) return [{ name: 'TypeError', message: wrong }];
  return parseDescriptor(JSON.stringify(entity), { kinds })
    .filter(({ isValid }) => !isValid)
    .flatMap(({ problems, ref }) => {
      const about = ref ? ` (${ref})` : '';
      return problems
        .filter(({ severity }) => severity === undefined)
        .map(({ message }) => ({ name: 'InputError', message: `${message}${about}` }));
    });
}

function locationError(location: string): string | null {
  const example = 'e.g. url:https://host/path';
  if (/^https?:/i.test(location))
    return `Invalid location ref '${location}', please prefix it with 'url:', e.g. 'url:${location}'`;
  const target = /^url:(.+)$/.exec(location.trim())?.[1];
  if (target === undefined)
    return `Invalid location ref ${location}, only 'url:<target>' is supported, ${example}`;
  const isWeb = URL.canParse(target) && /^https?:$/.test(new URL(target).protocol);
  return isWeb ? null : `Invalid location ref ${location}, its target is no address, ${example}`;
}
