import { nameFormat, tagFormat } from '../../catalog/format.ts';
import type { Json } from '../json.ts';
import type { Field, FormError, RepositoryInput } from './form.ts';
import { readRepoUrl } from './repo-url.ts';

/** What Backstage's fields check in the browser and its server does not: names, tags, addresses of repositories. */
export function fieldErrors({ path, input }: Field, value: Json | undefined): FormError[] {
  const message = ruleOf(input, value);
  return message === null ? [] : [{ path, message }];
}

function ruleOf(input: Field['input'], value: Json | undefined): string | null {
  if (value === undefined) return null;
  if (input.kind === 'entity-name')
    return typeof value === 'string' && nameFormat.isValid(value)
      ? null
      : `This cannot be the name of an entity. Allowed: ${nameFormat.allowed}.`;
  if (input.kind === 'tags') {
    const tags = Array.isArray(value) ? value : [value];
    const wrong = tags.find((tag) => typeof tag !== 'string' || !tagFormat.isValid(tag));
    return wrong === undefined
      ? null
      : `${JSON.stringify(wrong)} cannot be a tag. Allowed: ${tagFormat.allowed}.`;
  }
  return input.kind === 'repository' ? repositoryRule(input, value) : null;
}

function repositoryRule(
  { hosts, owners, repositories }: RepositoryInput,
  value: Json,
): string | null {
  const read = typeof value === 'string' ? readRepoUrl(value) : null;
  if (!read)
    return 'Say where the repository goes: its owner and its name, like github.com?owner=acme&repo=ledger.';
  const { host, owner, repo } = read;
  if (hosts.length > 0 && !isAmong(hosts, host))
    return `The repository must be on ${orList(hosts)}.`;
  if (owner === null) return 'Say who owns the repository: an organization or a person.';
  if (owners.length > 0 && !isAmong(owners, owner)) return `The owner must be ${orList(owners)}.`;
  if (repositories.length > 0 && !isAmong(repositories, repo))
    return `The repository must be ${orList(repositories)}.`;
  return /^(?!\.{1,2}$)[\w.-]{1,100}$/.test(repo)
    ? null
    : 'The name of a repository has letters, digits, ".", "-" and "_", at most 100 characters.';
}

function isAmong(list: readonly string[], word: string): boolean {
  return list.some((one) => one.toLowerCase() === word.toLowerCase());
}

function orList(list: readonly string[]): string {
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`;
}
