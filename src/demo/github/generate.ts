import { defineOrganisation, type Organisation, type OrganisationInput } from './organisation.ts';

const STEMS =
  'payments ledger fraud identity checkout settlement kyc notification mobile data config billing risk search audit pricing catalog invoice loyalty session'.split(
    ' ',
  );
const SUFFIXES =
  'api worker service gateway web batch bff adapter exporter scheduler indexer portal'.split(' ');
const LANGUAGES = 'TypeScript Go Java Python Kotlin Swift'.split(' ');
const FIRST_NAMES =
  'Ana Ravi Nadia Joao Oskar Beatriz Tomasz Magda Piotr Aisha Priya Dev Elif Marco Jordan Chloe Felix Amara Mei Kenji'.split(
    ' ',
  );
const LAST_NAMES =
  'Duarte Menon Petrova Ferreira Lind Costa Wojcik Kowalska Zielinski Bello Nair Sharma Kaya Rossi Lee Martin Braun Diallo Tanaka Mori'.split(
    ' ',
  );

/**
 * A large organisation for benchmarks: every repository with `catalog-info.yaml`, CODEOWNERS, README and some history.
 * The same numbers and seed give the same organisation, byte for byte.
 */
export function generateOrganisation({
  repositories,
  teams,
  people,
  seed = 1,
  login = 'bigco',
}: {
  repositories: number;
  teams: number;
  people: number;
  seed?: number;
  login?: string;
}): Organisation {
  const random = randomFrom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = (words: readonly string[]) => words[below(words.length)] ?? '';
  const logins = Array.from({ length: people }, (_, index) =>
    `${pick(FIRST_NAMES)}-${pick(LAST_NAMES)}-${index}`.toLowerCase(),
  );
  const slugs = Array.from({ length: teams }, (_, index) => `team-${pick(STEMS)}-${index}`);
  const names = Array.from(
    { length: repositories },
    (_, index) => `${pick(STEMS)}-${pick(SUFFIXES)}-${index}`,
  );
  const grants = new Map(slugs.map((slug) => [slug, {} as Record<string, 'ADMIN'>]));

  const made: NonNullable<OrganisationInput['repositories']> = names.map((name, index) => {
    const owner = slugs[below(slugs.length)];
    const grant = owner === undefined ? undefined : grants.get(owner);
    if (grant) grant[name] = 'ADMIN';
    const language = pick(LANGUAGES);
    const dependencies = [...new Set([pick(names), pick(names)])].filter((other) => other !== name);
    const created = new Date(Date.UTC(2019, 0, 1) + index * 3_600_000).toISOString();
    return {
      name,
      description: `Component ${index} of ${login}.`,
      visibility: random() < 0.9 ? 'private' : 'internal',
      language,
      topics: [language.toLowerCase(), name.split('-')[0] ?? ''],
      archived: random() < 0.1,
      createdAt: created,
      commits: Array.from({ length: 3 }, (_, back) => ({
        at: new Date(Date.UTC(2026, 5, 1) - back * 86_400_000 - index * 60_000).toISOString(),
        author: pick(logins) || login,
        message: back === 0 ? 'Describe the component' : 'Keep dependencies current',
        paths: [back === 0 ? 'catalog-info.yaml' : 'package.json'],
      })),
      files: {
        'catalog-info.yaml': descriptor({
          name,
          index,
          owner: owner ?? 'nobody',
          language,
          dependencies,
        }),
        '.github/CODEOWNERS': `* @${login}/${owner ?? 'nobody'}\n`,
        'README.md': readme(name, index),
        'package.json': `${JSON.stringify({ name, version: `1.${index % 20}.0`, private: true }, null, 2)}\n`,
        'docs/index.md': `# ${name}\n\nHow to run and operate ${name}.\n`,
        'src/main.ts': "import './server.ts';\n",
      },
    };
  });
  return defineOrganisation({
    login,
    name: 'Big Company',
    members: logins.map((one, index) => ({
      login: one,
      name: one
        .split('-')
        .slice(0, 2)
        .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
        .join(' '),
      email: `${one}@${login}.example`,
      role: index === 0 ? 'ADMIN' : 'MEMBER',
    })),
    teams: slugs.map((slug, index) => ({
      slug,
      name: slug
        .split('-')
        .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
        .join(' '),
      members: [...new Set(Array.from({ length: 6 }, () => pick(logins)))]
        .filter((one) => one !== '')
        .map((one, position) => ({ login: one, role: position === 0 ? 'MAINTAINER' : 'MEMBER' })),
      parent: index % 5 === 0 ? null : (slugs[index - (index % 5)] ?? null),
      repositories: grants.get(slug) ?? {},
    })),
    repositories: made,
  });
}

function descriptor(of: {
  name: string;
  index: number;
  owner: string;
  language: string;
  dependencies: string[];
}): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${of.name}
  description: Component ${of.index}, kept by ${of.owner}.
  tags: [${of.language.toLowerCase()}, ${of.name.split('-')[0]}]
  labels:
    tier: "${1 + (of.index % 3)}"
  annotations:
    backstage.io/techdocs-ref: dir:.
    pagerduty.com/service-id: P${String(of.index).padStart(6, '0')}
  links:
    - { url: "https://runbooks.example.com/${of.name}", title: Runbook }
spec:
  type: service
  lifecycle: ${of.index % 7 === 0 ? 'deprecated' : 'production'}
  owner: group:default/${of.owner}
  system: ${of.name.split('-')[0]}
  dependsOn:
${of.dependencies.map((name) => `    - component:default/${name}\n`).join('')}`;
}

function readme(name: string, index: number): string {
  return `# ${name}

Part ${index % 12} of the platform. It answers requests of other services and keeps its own data.

## Run it

    npm ci
    npm run dev

## Operate it

Dashboards and the runbook are linked from the catalog. Ask the owning team before a release on a Friday.
`;
}

/** Mulberry32: small, quick and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
