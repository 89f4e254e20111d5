import { describe, expect, it } from 'vitest';
import type { OwnerDirectory } from '../../catalog/owner-directory.ts';
import { subjectsOf } from '../entities-of-files.ts';
import type { Fact, FactValue } from '../fact.ts';
import { supportedUntil } from './end-of-life.ts';
import { isLookedFor } from './looked-for.ts';
import { FACTS } from './table.ts';

type Texts = Record<string, string>;

const DIRECTORY: OwnerDirectory = {
  refOfHandle: (handle) => (handle === '@acme/pay' ? 'group:default/payments' : null),
  isKnown: (ref) => ref === 'group:default/payments',
  isWithin: (ref, group) => ref === group,
};

function descriptor({ metadata = '', spec = '', kind = 'Component' } = {}): string {
  return `apiVersion: backstage.io/v1alpha1
kind: ${kind}
metadata:
  name: refunds
${metadata}
spec:
  type: service
  lifecycle: production
  owner: payments
${spec}
`;
}

function factsOf(
  texts: Texts,
  {
    directory = null,
    at = 'catalog-info.yaml',
  }: { directory?: OwnerDirectory | null; at?: string } = {},
): Record<string, Fact> {
  const files: Texts = { [at]: descriptor(), ...texts };
  const read = (paths: readonly string[]) =>
    subjectsOf({
      files: { paths, text: (path) => (paths.includes(path) ? (files[path] ?? null) : null) },
      settings: null,
      directory,
      seenAt: (path) => ({ source: path, url: null, observedAt: null }),
    })[0];
  const all = Object.keys(files);
  const subject = read(all);
  if (!subject) throw new Error('There is no entity.');
  // Of a repository that is not on this machine only those are kept.
  const few = read(all.filter((path) => path === at || isLookedFor(path)));
  expect(few?.facts).toEqual(subject.facts);
  return subject.facts;
}

/** The value, or `?` where it is not known. */
function value(fact: Fact | undefined): FactValue | undefined {
  return fact && 'value' in fact ? fact.value : fact ? '?' : undefined;
}

it('gives every fact it gives a place in the table, with a value of its type', () => {
  for (const [name, fact] of Object.entries(
    factsOf({ Dockerfile: 'FROM node:24-slim\nUSER node' }),
  )) {
    const type = FACTS.get(name)?.type;
    expect(type, name).toBeDefined();
    if (fact.state === 'unknown') continue;
    const is = {
      bool: 'boolean',
      int: 'number',
      string: 'string',
      timestamp: 'object',
      'list<string>': 'object',
    };
    expect(typeof fact.value, name).toBe(is[type ?? 'bool']);
  }
});

describe('a file that is there', () => {
  it.each<[string, string, boolean]>([
    ['hasReadme', 'README.md', true],
    ['hasReadme', 'readme', true],
    ['hasReadme', 'docs/README.rst', true],
    ['hasReadme', 'src/README.md', false],
    ['hasLicense', 'LICENSE', true],
    ['hasLicense', 'LICENCE.txt', true],
    ['hasLicense', 'COPYING', true],
    ['hasLicense', 'src/license.ts', false],
    ['hasSecurityPolicy', '.github/SECURITY.md', true],
    ['hasSecurityPolicy', 'src/security.md', false],
    ['hasDependencyUpdates', '.github/dependabot.yaml', true],
    ['hasDependencyUpdates', 'renovate.json5', true],
    ['hasDependencyUpdates', '.github/renovate.json', true],
    ['hasDependencyUpdates', '.github/workflows/dependabot.yml', false],
    ['hasDockerfile', 'build/Dockerfile', true],
    ['hasDockerfile', 'Dockerfile.prod', true],
    ['hasDockerfile', 'docs/about/dockerfile.md', false],
    ['hasTests', 'src/pay.test.ts', true],
    ['hasTests', 'pay_test.go', true],
    ['hasTests', 'tests/test_pay.py', true],
    ['hasTests', 'src/test/java/PayTest.java', true],
    ['hasTests', 'src/latest.ts', false],
    ['hasDocs', 'docs/index.md', true],
    ['hasDocs', 'docs/logo.svg', false],
    ['hasDocs', 'README.md', false],
    ['hasRunbook', 'docs/runbook.md', true],
    ['hasRunbook', 'runbooks/restart.md', true],
    ['hasRunbook', 'docs/index.md', false],
    ['ignoresSecrets', '.env.example', true],
    ['ignoresSecrets', '.env', false],
    ['ignoresSecrets', 'deploy/.env.production', false],
    ['ignoresSecrets', 'keys/id_rsa', false],
    ['ignoresSecrets', 'keys/id_rsa.pub', true],
  ])('%s reads %s as %s', (name, path, is) => {
    expect(value(factsOf({ [path]: 'text' })[name])).toBe(is);
  });
});

describe('CI', () => {
  it.each<[string, string, boolean]>([
    ['.github/workflows/ci.yml', 'on:\n  push:\n    branches: [main]\njobs: {}', true],
    ['.github/workflows/ci.yml', 'on: [pull_request]', true],
    ['.github/workflows/ci.yml', '"on": push', true],
    ['.github/workflows/ci.yml', 'name: x\n\non:\n  # comment\n  pull_request:\n', true],
    [
      '.github/workflows/nightly.yml',
      'on:\n  schedule:\n    - cron: "0 3 * * *"\njobs:\n  push: {}',
      false,
    ],
    ['.github/workflows/nested/ci.yml', 'on: push', false],
    ['.gitlab-ci.yml', 'test: {}', true],
    ['Jenkinsfile', 'pipeline {}', true],
  ])('of %s with %j is %s', (path, text, is) => {
    expect(value(factsOf({ [path]: text })['hasCi'])).toBe(is);
  });
});

describe('CODEOWNERS', () => {
  it.each<[string, OwnerDirectory | null, FactValue, FactValue]>([
    ['* @acme/payments', null, true, true],
    ['* @acme/pay', DIRECTORY, true, true],
    ['* @acme/risk', DIRECTORY, true, false],
    ['* @acme/risk', null, true, '?'],
    ['* @acme/risk\n* @acme/payments', null, true, true],
    ['* @acme/payments\n* @acme/risk', DIRECTORY, true, false],
    ['* payments', DIRECTORY, false, false],
    ['# nobody yet', DIRECTORY, false, false],
    ['docs/ @acme/payments', DIRECTORY, true, false],
  ])('%j with the catalog %j', (text, directory, isValid, namesOwner) => {
    const facts = factsOf({ '.github/CODEOWNERS': text }, { directory });
    expect([value(facts['isCodeownersValid']), value(facts['codeownersNamesOwner'])]).toEqual([
      isValid,
      namesOwner,
    ]);
  });

  it('is asked for the folder of the entity', () => {
    const text = '* @acme/risk\n/services/refunds/ @acme/payments';
    const facts = factsOf({ CODEOWNERS: text }, { at: 'services/refunds/catalog-info.yaml' });
    expect(value(facts['codeownersNamesOwner'])).toBe(true);
  });
});

describe('a Dockerfile', () => {
  it.each<[string, boolean | '?', boolean | '?']>([
    ['FROM node:24-slim\nUSER node', true, false],
    ['FROM node:latest', false, true],
    ['FROM node', false, true],
    [
      'FROM --platform=linux/amd64 node@sha256:abc AS build\nFROM scratch\nCOPY --from=build /a /a',
      true,
      true,
    ],
    ['ARG V=24\nFROM node:${V}-slim\nUSER 1000', true, false],
    ['ARG TAG\nFROM node:${TAG:-latest}\nUSER node', false, false],
    [
      'FROM golang:1.26 AS build\nUSER root\nFROM gcr.io/distroless/static-debian12:nonroot',
      true,
      false,
    ],
    ['FROM node:24 AS base\nUSER node\nFROM base', true, false],
    ['FROM registry.acme.example:5000/base\nUSER app', false, false],
    ['FROM registry.acme.example:5000/base:7', true, '?'],
    ['from alpine:3.22 as a\nUSER app\nUSER root', true, true],
  ])('%j: pinned %s, root %s', (text, isPinned, isRoot) => {
    const facts = factsOf({ Dockerfile: text });
    expect([value(facts['areBaseImagesPinned']), value(facts['runsAsRoot'])]).toEqual([
      isPinned,
      isRoot,
    ]);
  });

  it('that is not there leaves open what it would say', () => {
    expect(value(factsOf({})['areBaseImagesPinned'])).toBe('?');
  });
});

describe('a language and its version', () => {
  it.each<[Texts, string, FactValue, string | null]>([
    [{ 'package.json': '{}', '.nvmrc': 'v22.4.1\n' }, 'node', '22.4.1', '2027-04-30'],
    [{ 'package.json': '{"engines":{"node":"^24.0.0"}}' }, 'node', '24.0.0', '2028-04-30'],
    [{ 'package.json': '{"engines":{"node":">=20"}}' }, 'node', '?', null],
    [{ 'package.json': '{"engines":{"node":">=24 <25"}}' }, 'node', '24', '2028-04-30'],
    [
      { 'package.json': '{"engines":{"node":">=18"}}', Dockerfile: 'FROM node:24-slim' },
      'node',
      '24',
      '2028-04-30',
    ],
    [{ 'package.json': '{ broken' }, 'node', '?', null],
    [{ 'go.mod': 'module x\n\ngo 1.24.3\n', 'package.json': '{}' }, 'go', '1.24.3', '2026-02-11'],
    [{ 'go.mod': 'go 1.22\ntoolchain go1.26.1\n' }, 'go', '1.26.1', '2027-02-28'],
    [
      { 'go.mod': 'go 1.22', Dockerfile: 'FROM golang:1 AS b\nFROM scratch' },
      'go',
      '1',
      '2027-08-31',
    ],
    [{ 'pyproject.toml': 'requires-python = ">=3.11"' }, 'python', '?', null],
    [{ 'pyproject.toml': 'requires-python = ">=3.12,<3.13"' }, 'python', '3.12', '2028-10-31'],
    [{ 'requirements.txt': '', '.python-version': '3.9.18' }, 'python', '3.9.18', '2025-10-31'],
    [{ 'pom.xml': '<java.version>1.8</java.version>' }, 'java', '8', '2030-12-31'],
    [{ 'build.gradle.kts': 'kotlin { jvmToolchain(21) }' }, 'java', '21', '2029-12-31'],
    [{ 'pom.xml': '<java.version>${jdk}</java.version>' }, 'java', '?', null],
    [{ 'Cargo.toml': '' }, 'rust', '?', null],
    [{ 'main.tf': '' }, 'terraform', '?', null],
    [{ 'README.md': '' }, 'other', '?', null],
    [{ '.tool-versions': 'nodejs 99.1.0', 'package.json': '{}' }, 'node', '99.1.0', null],
  ])('of %j', (texts, language, version, until) => {
    const facts = factsOf(texts);
    expect(value(facts['language'])).toBe(language);
    expect(value(facts['runtimeVersion'])).toBe(version);
    const last = value(facts['runtimeSupportedUntil']);
    expect(last instanceof Date ? last.toISOString().slice(0, 10) : null).toBe(until);
  });

  it('knows nothing of names that every object has', () => {
    expect(supportedUntil('node', 'constructor')).toBeNull();
    expect(supportedUntil('node', '')).toBeNull();
  });
});

describe('a descriptor', () => {
  it('is complete when nothing of its kind is missing, and words left for later are missing', () => {
    const whole = descriptor({ metadata: '  description: Pays refunds.', spec: '  system: cards' });
    expect(value(factsOf({ 'catalog-info.yaml': whole })['isDescriptorComplete'])).toBe(true);
    const later = descriptor({ metadata: '  description: TODO' });
    expect(value(factsOf({ 'catalog-info.yaml': later })['missingFields'])).toEqual([
      'description',
      'system',
    ]);
  });

  it('has an owner that resolves where the catalog has it, and nobody can tell without one', () => {
    expect(value(factsOf({}, { directory: DIRECTORY })['ownerResolves'])).toBe(true);
    expect(value(factsOf({})['ownerResolves'])).toBe('?');
  });

  it('links a runbook, wires a rota and points to docs elsewhere', () => {
    const metadata = `  annotations:
    pagerduty.com/service-id: P1
    backstage.io/techdocs-ref: url:https://github.com/acme/docs
  links:
    - { url: 'https://wiki.acme.example/x', title: Runbook }`;
    const facts = factsOf({ 'catalog-info.yaml': descriptor({ metadata }) });
    expect([
      value(facts['hasRunbook']),
      value(facts['hasOnCall']),
      value(facts['hasDocs']),
    ]).toEqual([true, true, true]);
  });
});
