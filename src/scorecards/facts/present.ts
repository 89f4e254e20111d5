import { type Fact, type FactSpec, known } from '../fact.ts';
import { absent, type Checkout, findFile } from './checkout.ts';
import { defineFacts, OF_FILES } from './define.ts';
import { DOCKERFILE } from './dockerfile.ts';

type Presence = { title: string; pattern: RegExp; looked: 'near' | 'deep' };

// Facts that are whether a file is there: where its name says so, and whether it may lie deeper than the root, `.github` and `docs`.
const FILES = {
  hasReadme: {
    title: 'Has a README',
    pattern: /^(?:(?:\.github|docs)\/)?readme(?:\.\w+)?$/i,
    looked: 'near',
  },
  hasLicense: {
    title: 'Has a licence',
    pattern: /^(?:licen[cs]e|copying|unlicense)(?:[-.][\w.-]+)?$/i,
    looked: 'near',
  },
  hasSecurityPolicy: {
    title: 'Has a security policy',
    pattern: /^(?:(?:\.github|docs)\/)?security\.(?:md|rst|txt|adoc)$/i,
    looked: 'near',
  },
  hasDockerfile: { title: 'Has a Dockerfile', pattern: DOCKERFILE, looked: 'deep' },
  hasDependencyUpdates: {
    title: 'Dependabot or Renovate keeps it up to date',
    pattern:
      /^(?:\.github\/dependabot\.ya?ml|(?:\.(?:github|gitlab)\/)?renovate\.json5?|\.renovaterc(?:\.json5?)?)$/i,
    looked: 'near',
  },
  hasLockfile: {
    title: 'Pins its dependencies',
    pattern:
      /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|go\.sum|poetry\.lock|uv\.lock|pdm\.lock|pipfile\.lock|cargo\.lock|gemfile\.lock|composer\.lock|gradle\.lockfile|packages\.lock\.json|\.terraform\.lock\.hcl)$/i,
    looked: 'near',
  },
  hasTests: {
    title: 'Has tests',
    pattern:
      /(?:^|\/)(?:tests?|__tests__|specs?)\/|[._-](?:test|spec)\.\w+$|_test\.\w+$|(?:^|\/)test_[^/]+\.py$|Tests?\.(?:java|kt|cs|scala)$|\.tftest\.(?:hcl|json)$/,
    looked: 'deep',
  },
} as const satisfies Record<string, Presence>;

type Name = keyof typeof FILES;
const NAMES = Object.keys(FILES) as Name[];

function each<Value>(of: (presence: Presence, name: Name) => Value): Record<Name, Value> {
  return Object.fromEntries(NAMES.map((name) => [name, of(FILES[name], name)])) as Record<
    Name,
    Value
  >;
}

export const PRESENT = defineFacts<Name>({
  restsOn: 'files',
  facts: each(({ title }): Omit<FactSpec, 'name'> => ({ type: 'bool', title, ...OF_FILES })),
  read: (checkout) =>
    each((presence, name) => {
      const found = presenceOf(checkout, presence);
      return name === 'hasSecurityPolicy' ? orOfOwner(checkout, found) : found;
    }),
});

/** A file that is there is its own evidence; for one that is not, the whole repository is. */
function presenceOf(checkout: Checkout, { pattern, looked }: Presence): Fact {
  const path = findFile(checkout, pattern);
  return path === null ? absent(checkout, looked) : known(true, checkout.seenAt(path));
}

/** A policy of the repository `.github` counts for every repository of the organisation, and GitHub says whether there is one. */
function orOfOwner({ around: { repository } }: Checkout, found: Fact): Fact {
  const isThere = found.state === 'known' && found.value === true;
  if (isThere || repository?.health.hasSecurityPolicy !== true) return found;
  const at = repository.partsReadAt['hasSecurityPolicy'];
  const observedAt = at === undefined ? null : new Date(at);
  return known(true, { source: 'GitHub', url: `${repository.url}/security/policy`, observedAt });
}
