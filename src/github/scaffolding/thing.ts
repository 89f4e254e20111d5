import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Thing } from '../../scaffolder/actions/action.ts';
import type { Place } from '../../scaffolder/repository-host.ts';
import { readThing } from '../../scaffolder/things.ts';
import { refusalOf } from '../refusal.ts';
import { Anything, type Api, type Calls } from './calls.ts';
import { keyOf } from './deploy-key.ts';
import { headOf, only } from './git-data.ts';
import { findRepository, isSince, nameOf } from './repository.ts';
import { hookOf } from './webhook.ts';

const Pull = z.object({ number: z.number() });

type Found = { remove: () => Promise<unknown> };

/** Whether it is there. */
export function exists(calls: Calls, thing: Thing): Promise<boolean> {
  return calls(`look for ${thing.name}`, async (api) => (await find(api, thing)) !== null);
}

export function remove(
  calls: Calls,
  thing: Thing,
  { since }: { since: Date },
): Promise<'removed' | 'gone'> {
  return calls(`remove ${thing.name}`, async (api) => {
    if (thing.kind === 'repository') await refuseOlder(api, thing, since);
    const found = await find(api, thing);
    if (!found) return 'gone';
    await found.remove();
    return 'removed';
  });
}

async function refuseOlder(api: Api, thing: Thing, since: Date): Promise<void> {
  const { place } = readThing(thing);
  const found = await findRepository(api, place);
  if (found && !isSince(found, since))
    throw new UserError(
      `${nameOf(place)} was there before this run, so it stays.`,
      'Delete it on GitHub if nobody needs it.',
    );
}

/** Null where GitHub has it not, or has not the repository it was in. */
async function find(api: Api, thing: Thing): Promise<Found | null> {
  const { place, within } = readThing(thing);
  const at = only(place);
  const found = (route: string, more: object = {}): Found => ({
    remove: () => api.call(Anything, route, { ...at, ...more }),
  });
  const repository = await findRepository(api, place);
  if (repository?.full_name.toLowerCase() !== nameOf(place).toLowerCase()) return null;
  switch (thing.kind) {
    case 'repository':
      return found('DELETE /repos/{owner}/{repo}');
    case 'branch': {
      const head = await headOf(api, place, within);
      const ref = `heads/${within}`;
      return head.kind === 'commit'
        ? found('DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ref })
        : null;
    }
    case 'pull-request': {
      const number = await openPullOf(api, place, within);
      const closed = { number, state: 'closed' };
      return number === null ? null : found('PATCH /repos/{owner}/{repo}/pulls/{number}', closed);
    }
    case 'webhook': {
      const hook = await hookOf(api, place, within);
      return hook && found('DELETE /repos/{owner}/{repo}/hooks/{id}', { id: hook.id });
    }
    case 'deploy-key': {
      const key = await keyOf(api, place, within);
      return key && found('DELETE /repos/{owner}/{repo}/keys/{id}', { id: key.id });
    }
    case 'environment': {
      const route = '/repos/{owner}/{repo}/environments/{environment}';
      const environment = { environment: within };
      const there = await api.find(z.unknown(), `GET ${route}`, { ...at, ...environment });
      return there === null ? null : found(`DELETE ${route}`, environment);
    }
    case 'registration':
    case 'message':
      throw new Error(`GitHub holds no ${thing.kind}`);
  }
}

async function openPullOf(api: Api, place: Place, branch: string): Promise<number | null> {
  try {
    const head = `${place.owner}:${branch}`;
    const query = { ...only(place), head, state: 'open' };
    const [pull] = await api.call(z.array(Pull), 'GET /repos/{owner}/{repo}/pulls', query);
    return pull?.number ?? null;
  } catch (error) {
    if (refusalOf(error)?.status === 404) return null;
    throw error;
  }
}
