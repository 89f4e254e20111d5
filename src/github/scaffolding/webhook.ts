import { z } from 'zod';
import type { Place, Webhook } from '../../scaffolder/repository-host.ts';
import type { Api, Calls } from './calls.ts';
import { only } from './git-data.ts';
import { nameOf } from './repository.ts';

const Hook = z.object({
  id: z.number(),
  config: z.object({ url: z.string().optional() }),
});

export async function hookOf(api: Api, place: Place, url: string): Promise<{ id: number } | null> {
  const hooks = await api.list(Hook, 'GET /repos/{owner}/{repo}/hooks', { ...only(place) });
  return hooks.find(({ config }) => config.url === url) ?? null;
}

/** One webhook an address; one that is there is brought up to date. */
export function ensureWebhook(calls: Calls, place: Place, hook: Webhook): Promise<{ id: number }> {
  return calls(`make a webhook of ${nameOf(place)}`, async (api) => {
    const body = {
      ...only(place),
      active: hook.isActive,
      events: hook.events,
      config: {
        url: hook.url,
        content_type: hook.contentType,
        insecure_ssl: hook.skipsTls ? '1' : '0',
        ...(hook.secret !== null && { secret: hook.secret }),
      },
    };
    const earlier = await hookOf(api, place, hook.url);
    const made = earlier
      ? await api.call(Hook, 'PATCH /repos/{owner}/{repo}/hooks/{id}', { ...body, id: earlier.id })
      : await api.call(Hook, 'POST /repos/{owner}/{repo}/hooks', { ...body, name: 'web' });
    return { id: made.id };
  });
}
