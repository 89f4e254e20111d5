import { z } from 'zod';
import type { DeployKey, Place } from '../../scaffolder/repository-host.ts';
import { Anything, type Api, type Calls } from './calls.ts';
import { only } from './git-data.ts';
import { nameOf } from './repository.ts';

const Key = z.object({
  id: z.number(),
  title: z.string(),
  key: z.string(),
  read_only: z.boolean(),
});
type Key = z.infer<typeof Key>;

export async function keyOf(api: Api, place: Place, title: string): Promise<Key | null> {
  const keys = await api.list(Key, 'GET /repos/{owner}/{repo}/keys', { ...only(place) });
  return keys.find((key) => key.title === title) ?? null;
}

/** GitHub changes no key, so another one of the same title goes before the new one comes. */
export function ensureDeployKey(calls: Calls, place: Place, wanted: DeployKey): Promise<void> {
  const { title, publicKey, isReadOnly } = wanted;
  return calls(`add a deploy key to ${nameOf(place)}`, async (api) => {
    const earlier = await keyOf(api, place, title);
    if (earlier && isSame(earlier, wanted)) return;
    if (earlier)
      await api.call(Anything, 'DELETE /repos/{owner}/{repo}/keys/{id}', {
        ...only(place),
        id: earlier.id,
      });
    const key = { title, key: publicKey, read_only: isReadOnly };
    await api.call(Anything, 'POST /repos/{owner}/{repo}/keys', { ...only(place), ...key });
  });
}

/** GitHub keeps a key without its comment. */
function isSame(earlier: Key, { publicKey, isReadOnly }: DeployKey): boolean {
  const bare = (key: string) => key.trim().split(/\s+/).slice(0, 2).join(' ');
  return bare(earlier.key) === bare(publicKey) && earlier.read_only === isReadOnly;
}
