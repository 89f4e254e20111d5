import type { TemplateFilter, TemplateValue } from 'nunjitsu';
import { type EntityRef, parseExactRef } from '../../catalog/ref.ts';
import { UserError } from '../../errors.ts';

// Backstage's four filters, with its results and its errors; everything else is built into nunjitsu.
// https://backstage.io/docs/features/software-templates/writing-templates#built-in-filters
export const FILTERS: Readonly<Record<string, TemplateFilter>> = {
  parseRepoUrl: (url) => parseRepoUrl(url),
  parseEntityRef: (ref, defaults) => parseEntityRef(ref, defaults),
  pick: (value, path, fallback) => pick(value, path) ?? fallback,
  projectSlug: (url) => {
    const { owner, repo } = parseRepoUrl(url);
    return `${owner}/${repo}`;
  },
};

export type RepoUrl = {
  host: string;
  owner?: string;
  repo?: string;
  organization?: string;
  workspace?: string;
  project?: string;
};

const PARTS = ['owner', 'repo', 'organization', 'workspace', 'project'] as const;

/** The parts of `github.com?owner=o&repo=r`. @throws where one is missing that the host needs. */
export function parseRepoUrl(url: unknown): RepoUrl {
  const parsed = URL.parse(`https://${String(url)}`);
  if (!parsed) throw invalid(`Invalid repo URL passed to publisher, got ${String(url)}`);
  const found = PARTS.flatMap((part) => {
    const value = parsed.searchParams.get(part);
    return value === null ? [] : [[part, value.replace(/^\/+|\/+$/g, '')] as const];
  });
  const parts: RepoUrl = { host: parsed.host, ...Object.fromEntries(found) };
  for (const part of neededOf(parts)) {
    if (!parts[part])
      throw invalid(`Invalid repo URL passed to publisher: ${parsed}, missing ${part}`);
  }
  return parts;
}

function invalid(message: string): UserError {
  return new UserError(`${message}.`, 'Write it like github.com?owner=acme&repo=payments.');
}

/** Any host that is not of another kind is a GitHub, github.com or of an enterprise. */
function neededOf({ host, project }: RepoUrl): readonly (typeof PARTS)[number][] {
  if (host === 'bitbucket.org' || host === 'www.bitbucket.org')
    return ['workspace', 'project', 'repo'];
  if (host === 'dev.azure.com') return ['project', 'repo'];
  if (host === 'gitlab.com' && project) return [];
  return ['owner', 'repo'];
}

/** Case is kept, as Backstage keeps it. @throws where no kind is said and none is given. */
export function parseEntityRef(ref: unknown, defaults?: unknown): EntityRef {
  const { defaultKind, defaultNamespace } = textsOf(defaults);
  const given = {
    ...(defaultKind && { kind: defaultKind }),
    ...(defaultNamespace && { namespace: defaultNamespace }),
  };
  if (typeof ref === 'string') return parseExactRef(ref, given);
  const parts: Record<string, string | undefined> = { ...given, ...textsOf(ref) };
  const { kind, namespace = 'default', name } = parts;
  const said = JSON.stringify(ref);
  if (!kind) throw new Error(`Entity reference ${said} had missing or empty kind`);
  if (!namespace) throw new Error(`Entity reference ${said} had missing or empty namespace`);
  if (!name) throw new Error(`Entity reference ${said} had missing or empty name`);
  return { kind, namespace, name };
}

function textsOf(value: unknown): Record<string, string | undefined> {
  const entries = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter(([, one]) => typeof one === 'string'));
}

/** What lies at `a.b[0]["c"]`, as lodash's `get` finds it; only what the value itself has. */
function pick(value: TemplateValue | undefined, path: unknown): TemplateValue | undefined {
  const own = (from: unknown, key: string): unknown =>
    from !== null && from !== undefined && Object.hasOwn(Object(from), key)
      ? (from as Record<string, unknown>)[key]
      : undefined;
  const whole = own(value, String(path));
  if (whole !== undefined) return whole as TemplateValue;
  const keys = String(path).matchAll(/\[(["'])(.*?)\1\]|([^.[\]]+)/g);
  const found = [...keys].reduce<unknown>((at, [, , quoted, plain]) => {
    return own(at, quoted ?? plain ?? '');
  }, value);
  return found as TemplateValue | undefined;
}
