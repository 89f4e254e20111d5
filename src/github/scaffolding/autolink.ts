import { z } from 'zod';
import type { Autolink, Place } from '../../scaffolder/repository-host.ts';
import { Anything, type Calls } from './calls.ts';
import { only } from './git-data.ts';
import { nameOf } from './repository.ts';

const Found = z.object({ id: z.number(), key_prefix: z.string(), url_template: z.string() });

/** One link a prefix; GitHub changes none, so another one of that prefix goes before. */
export function ensureAutolink(calls: Calls, place: Place, link: Autolink): Promise<void> {
  return calls(`add an autolink to ${nameOf(place)}`, async (api) => {
    const route = '/repos/{owner}/{repo}/autolinks';
    const found = await api.call(z.array(Found), `GET ${route}`, { ...only(place) });
    const earlier = found.find(({ key_prefix }) => key_prefix === link.prefix);
    if (earlier?.url_template === link.urlTemplate) return;
    if (earlier)
      await api.call(Anything, `DELETE ${route}/{id}`, { ...only(place), id: earlier.id });
    await api.call(Anything, `POST ${route}`, {
      ...only(place),
      key_prefix: link.prefix,
      url_template: link.urlTemplate,
      is_alphanumeric: link.isAlphanumeric,
    });
  });
}
