import { describe, expect, it } from 'vitest';
import { parseDescriptor } from '../../catalog/descriptor.ts';
import type { Survey } from '../../catalog/platform.ts';
import { type Given, guessEntities } from './guess.ts';
import { descriptorText, pullRequestText } from './tell.ts';

const TEAMS: Record<string, string> = { '@acme/books': 'group:default/ledger-team' };

function survey(files: Record<string, string>, more: Partial<Survey> = {}): Survey {
  return {
    slug: 'acme/ledger',
    url: 'https://github.com/acme/ledger',
    description: null,
    language: null,
    topics: [],
    isArchived: false,
    codeowners: files['CODEOWNERS'] ?? null,
    files: [],
    paths: Object.keys(files),
    manifests: new Map(Object.entries(files)),
    ...more,
  };
}

function guess(files: Record<string, string>, more: Partial<Survey> = {}, given: Given = {}) {
  return guessEntities(survey(files, more), given, (handle) => TEAMS[handle] ?? null);
}

const json = (value: object) => JSON.stringify(value);

describe('what a repository is', () => {
  it.each([
    ['a server of Node', { 'package.json': json({ dependencies: { fastify: '5' } }) }, 'service'],
    [
      'a site',
      { 'package.json': json({ private: true, dependencies: { react: '19' } }) },
      'website',
    ],
    [
      'components given to others',
      { 'package.json': json({ main: 'a.js', dependencies: { react: '19' } }) },
      'library',
    ],
    ['a library of Node', { 'package.json': json({ exports: './a.js' }) }, 'library'],
    [
      'a script of Node that is started',
      { 'package.json': json({ scripts: { start: 'node .' } }) },
      'service',
    ],
    ['a program in Go', { 'go.mod': 'module x', 'cmd/x/main.go': '' }, 'service'],
    ['a library in Go', { 'go.mod': 'module x', 'money.go': '' }, 'library'],
    [
      'a service of FastAPI',
      { 'pyproject.toml': '[project]\ndependencies = [\n  "fastapi>=0.1",\n]' },
      'service',
    ],
    [
      'a service of Spring',
      {
        'pom.xml':
          '<project><parent><groupId>org.springframework.boot</groupId></parent></project>',
      },
      'service',
    ],
    ['a library of Java', { 'build.gradle': 'plugins { id "java-library" }' }, 'library'],
    ['a container of anything', { Dockerfile: 'FROM x' }, 'service'],
    ['a Terraform module', { 'main.tf': '' }, 'library'],
    ['pages', { 'mkdocs.yml': 'site_name: x' }, 'documentation'],
  ] satisfies [string, Record<string, string>, string][])('%s', (_what, files, type) => {
    expect(guess(files).entities[0]).toMatchObject({ spec: { type } });
  });

  it('is a question where nothing says it', () => {
    const { reasons } = guess({});
    expect(reasons.find(({ field }) => field === 'type')).toMatchObject({ isSure: false });
  });
});

describe('who owns it', () => {
  it.each([
    [
      'the team that CODEOWNERS names',
      { CODEOWNERS: '* @acme/books' },
      {},
      'group:default/ledger-team',
      true,
    ],
    [
      'the first that the catalog knows',
      { CODEOWNERS: '* @ghost @acme/books' },
      {},
      'group:default/ledger-team',
      true,
    ],
    ['nobody where the catalog knows none', { CODEOWNERS: '* @ghost' }, {}, 'unknown', false],
    ['nobody where there is no CODEOWNERS', {}, {}, 'unknown', false],
    [
      'whom the form names',
      { CODEOWNERS: '* @acme/books' },
      { owner: 'group:default/a' },
      'group:default/a',
      true,
    ],
  ] satisfies [string, Record<string, string>, Given, string, boolean][])(
    '%s',
    (_what, files, given, owner, isSure) => {
      const { entities, reasons } = guess(files, {}, given);
      expect(entities[0]).toMatchObject({ spec: { owner } });
      expect(reasons.find(({ field }) => field === 'owner')).toMatchObject({ isSure });
    },
  );
});

describe('what it is for', () => {
  it.each([
    ['what GitHub says', { 'package.json': json({ description: 'Other.' }) }, 'Books.', 'Books.'],
    [
      'package.json',
      { 'package.json': json({ description: 'Keeps books.' }) },
      null,
      'Keeps books.',
    ],
    [
      'pyproject.toml',
      {
        'pyproject.toml':
          '[tool.x]\ndescription = "no"\n[project]\ndescription = "Keeps \\"books\\"."',
      },
      null,
      'Keeps "books".',
    ],
    [
      'pom.xml',
      {
        'pom.xml':
          '<project><parent><description>no</description></parent><description> Keeps books. </description></project>',
      },
      null,
      'Keeps books.',
    ],
    [
      'the README',
      {
        'README.md':
          '# Ledger\n\n[![ci](x)](y)\n\n```\ncode that says nothing here\n```\n\nKeeps the [books](x) of\neverybody. And more.',
      },
      null,
      'Keeps the books of everybody.',
    ],
  ] satisfies [string, Record<string, string>, string | null, string][])(
    'is said by %s',
    (_from, files, description, said) => {
      expect(guess(files, { description }).entities[0]).toMatchObject({
        metadata: { description: said },
      });
    },
  );
});

it('describes the APIs that it finds, and leaves the definition where it is', () => {
  const { entities } = guess({
    'go.mod': 'module x',
    'api/openapi.yaml': 'openapi: 3.1.0\ninfo: { title: Ledger entries }',
    'asyncapi.json': json({ asyncapi: '3.0.0', info: { title: 'Ledger: events!' } }),
    'config/openapi-generator.yaml': 'generator: go',
  });
  expect(entities.slice(1)).toMatchObject([
    {
      metadata: { name: 'ledger-ledger-entries', title: 'Ledger entries' },
      spec: { type: 'openapi', definition: { $text: './api/openapi.yaml' } },
    },
    { metadata: { name: 'ledger-ledger-events' }, spec: { type: 'asyncapi' } },
  ]);
  expect(entities[0]).toMatchObject({
    spec: { providesApis: ['ledger-ledger-entries', 'ledger-ledger-events'] },
  });
});

it.each([
  ['acme/Ledger', {}, 'ledger'],
  ['acme/.github', {}, 'github'],
  ['acme/___', {}, 'unnamed'],
  [`acme/${'x'.repeat(100)}`, {}, 'x'.repeat(63)],
])('makes a name of %s', (slug, files, name) => {
  expect(guess(files, { slug }).name).toBe(name);
});

it('finds languages, topics, docs and a runbook', () => {
  const files = {
    'package.json': json({ devDependencies: { typescript: '7' }, version: '0.3.0' }),
    'mkdocs.yml': 'site_name: x',
    'docs/runbook.md': '',
  };
  expect(guess(files, { topics: ['payments', 'Not a tag'] }).entities[0]).toMatchObject({
    metadata: {
      tags: ['node', 'typescript', 'payments'],
      annotations: { 'backstage.io/techdocs-ref': 'dir:.' },
      links: [{ url: 'https://github.com/acme/ledger/blob/HEAD/docs/runbook.md', type: 'runbook' }],
    },
    spec: { lifecycle: 'experimental' },
  });
});

it.each([
  ['`code` | @channel <b> [x](y)\nnext: "q" # no \u2028 🦊'],
  ["--- 'a' {{ b }} ${{ c }}"],
  ['unknown'],
])('writes a descriptor that can be read, whatever the repository says: %j', (description) => {
  const made = guess(
    {
      'package.json': '{ broken',
      'pom.xml': '<'.repeat(1000),
      'openapi.yaml': `openapi: 3.0.0\ninfo:\n  title: ${JSON.stringify(description)}`,
    },
    { description, topics: ['go'] },
  );
  const documents = parseDescriptor(descriptorText(made), {});
  expect(documents.map(({ kind }) => kind)).toEqual(['Component', 'API']);
  expect(documents[0]?.problems).toEqual([]);
  expect(documents[0]?.entity?.metadata.description).toBe(description.replace(/\s+/g, ' '));
  const body = pullRequestText(made);
  expect(body).not.toMatch(/@channel|<b>/);
  for (const row of body.split('\n').filter((line) => line.startsWith('|')))
    expect(row.split(/(?<!\\)\|/)).toHaveLength(5);
  expect(body).toContain('- [ ] Who owns it?');
  expect(descriptorText(made)).toContain('# Nobody is named as owner yet');
});
