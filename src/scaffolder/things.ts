import type { Thing } from './actions/action.ts';
import type { Place } from './repository-host.ts';

type Inside = Exclude<Thing['kind'], 'repository' | 'registration' | 'message'>;

/** What stands between the repository and the name within it. A pull request is known by its branch, which is there before its number. */
const SIGNS: Record<Inside, string> = {
  branch: '#',
  'pull-request': '!',
  webhook: ' hook ',
  'deploy-key': ' key ',
  environment: ' environment ',
};

export function repositoryThing({ owner, repo }: Place, host: string): Thing {
  return { kind: 'repository', name: `${owner}/${repo}`, url: `https://${host}/${owner}/${repo}` };
}

/** A thing within a repository: a branch by its name, a webhook by its address, a key by its title. */
export function thingIn(
  { owner, repo }: Place,
  { kind, within, url = null }: { kind: Inside; within: string; url?: string | null },
): Thing {
  return { kind, name: `${owner}/${repo}${SIGNS[kind]}${within}`, url };
}

export function readThing({ kind, name }: Thing): { place: Place; within: string } {
  const sign = kind in SIGNS ? SIGNS[kind as Inside] : null;
  const at = sign === null ? -1 : name.indexOf(sign);
  const [owner = '', repo = ''] = (at < 0 ? name : name.slice(0, at)).split('/');
  const within = sign === null || at < 0 ? '' : name.slice(at + sign.length);
  return { place: { owner, repo }, within };
}
