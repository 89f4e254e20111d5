import type { Json } from '../json.ts';
import type { RepositoryInput } from './form.ts';

/** Where a repository may be made. */
export type RepositoryPlace = { host: string; owner: string };

const PUBLIC_HOST = 'github.com';

/** The places to choose from; `own` where the template names none. */
export function placesFor(
  { hosts, owners }: RepositoryInput,
  own: readonly RepositoryPlace[],
): RepositoryPlace[] {
  const [first = own[0]?.host ?? PUBLIC_HOST] = hosts;
  if (owners.length === 0) {
    const allowed = own.filter(({ host }) => hosts.length === 0 || hosts.includes(host));
    return allowed.length > 0 ? allowed : [...own];
  }
  const all = hosts.length > 0 ? hosts : [first];
  return all.flatMap((host) => owners.map((owner) => ({ host, owner })));
}

/** Backstage's `github.com?owner=o&repo=r`, taken apart; what is missing is empty. */
export function readRepositoryUrl(value: Json | undefined): RepositoryPlace & { name: string } {
  const text = typeof value === 'string' ? value : '';
  const [host = '', query = ''] = text.replace(/^https?:\/\//, '').split('?', 2);
  const params = new URLSearchParams(query);
  return { host, owner: params.get('owner') ?? '', name: params.get('repo') ?? '' };
}

export function repositoryUrl({ host, owner }: RepositoryPlace, name: string): string {
  return `${host}?owner=${encodeURIComponent(owner)}&repo=${encodeURIComponent(name)}`;
}
