import { type Fact, type Facts, known } from '../fact.ts';
import { type Checkout, findFile } from './checkout.ts';

// Facts that are whether a file is there.
const FILES = {
  hasReadme: /^(?:(?:\.github|docs)\/)?readme(?:\.\w+)?$/i,
  hasLicense: /^(?:licen[cs]e|copying|unlicense)(?:[-.][\w.-]+)?$/i,
  hasSecurityPolicy: /^(?:(?:\.github|docs)\/)?security\.(?:md|rst|txt|adoc)$/i,
  hasDockerfile: /^(?:[\w.-]+\/)?(?:(?:[\w-]+\.)?dockerfile|dockerfile\.[\w-]+|containerfile)$/i,
  hasDependencyUpdates:
    /^(?:\.github\/dependabot\.ya?ml|(?:\.(?:github|gitlab)\/)?renovate\.json5?|\.renovaterc(?:\.json5?)?)$/i,
  hasLockfile:
    /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|go\.sum|poetry\.lock|uv\.lock|pdm\.lock|pipfile\.lock|cargo\.lock|gemfile\.lock|composer\.lock|gradle\.lockfile|packages\.lock\.json|\.terraform\.lock\.hcl)$/i,
  hasTests:
    /(?:^|\/)(?:tests?|__tests__|specs?)\/|[._-](?:test|spec)\.\w+$|_test\.\w+$|(?:^|\/)test_[^/]+\.py$|Tests?\.(?:java|kt|cs|scala)$|\.tftest\.(?:hcl|json)$/,
} as const;

export function presentFacts(checkout: Checkout): Facts {
  return Object.fromEntries(
    Object.entries(FILES).map(([name, pattern]) => [name, presence(checkout, pattern)]),
  );
}

/** A file that is there is its own evidence; for one that is not, the whole repository is. */
export function presence(checkout: Checkout, pattern: RegExp): Fact {
  const path = findFile(checkout, pattern);
  return known(path !== null, checkout.seenAt(path ?? ''));
}

/** Files that people commit by mistake and that hold what nobody else may read. Examples of them are meant to be shared. */
const SECRETS =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template|dist|defaults?)[\w.-]+)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.npmrc\.secret|credentials\.json|service[-_]account(?:[-_]key)?\.json|[^/]+\.(?:p12|pfx|jks|keystore))$/i;

export function secretFacts({ files, seenAt }: Checkout): Facts {
  const path = files.paths.find((path) => SECRETS.test(path));
  return { ignoresSecrets: known(path === undefined, seenAt(path ?? '')) };
}
