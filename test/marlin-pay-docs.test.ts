import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readOrganisation } from '../src/demo/github/organisation.ts';
import { buildSite } from '../src/docs/site/build.ts';
import type { Site, SiteKind } from '../src/docs/site.ts';

const folder = fileURLToPath(new URL('../fixtures/marlin-pay', import.meta.url));
const { repositories } = readOrganisation(folder);
const sites = repositories.flatMap(({ name, files }) =>
  rootsOf(Object.keys(files)).map(({ root, kind }) => ({
    place: posix.join(name, root),
    site: build(files, { root, kind }),
  })),
);
const pages = sites.flatMap(({ place, site }) => site.pages.map((page) => ({ place, ...page })));

describe('the docs of Marlin Pay', () => {
  it('are those of a company: enough of each kind', () => {
    const written = pages.filter(({ kind }) => kind !== 'readme');
    const ofKind = (kind: string) => written.filter((page) => page.kind === kind).length;
    expect(written.length).toBeGreaterThanOrEqual(90);
    expect(ofKind('runbook')).toBeGreaterThanOrEqual(15);
    expect(ofKind('adr')).toBe(9);
  });

  it('are wrong where the README of the fixtures says so, and nowhere else', () => {
    const wrong = sites.flatMap(({ place, site }) =>
      [...site.problems, ...site.pages.flatMap(({ problems }) => problems)]
        .filter(({ kind }) => kind !== 'unsupported')
        .map(({ kind, file, line }) => `${place} ${file}:${line} ${kind}`),
    );
    expect(wrong.sort()).toEqual([
      'fraud-scorer docs/index.md:8 link',
      'handbook docs/on-call/incidents.md:34 anchor',
      'handbook docs/writing/docs.md:17 link',
      'kyc-gateway docs/index.md:8 link',
      'mobile-gateway docs/index.md:5 image',
    ]);
  });

  it('have a date of their own, but for those that came with the first commit', () => {
    const dateless = repositories.flatMap(({ name, files, commits }) => {
      const told = new Set(commits.flatMap(({ paths }) => paths));
      return Object.keys(files)
        .filter((path) => /(?:^|\/)docs\/.*\.md$/.test(path) && !/(?:^|\/)index\.md$/.test(path))
        .filter((path) => !told.has(path))
        .map((path) => `${name}/${path}`);
    });
    expect(dateless).toEqual([]);
  });

  it.each(['settlement-batch', 'payments-worker', 'checkout-web'])(
    'hold no runbook of %s',
    (name) => {
      const own = pages.filter(({ place }) => place === name);
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter(({ kind }) => kind === 'runbook')).toEqual([]);
      expect(own.filter(({ file }) => /runbook/i.test(file))).toEqual([]);
    },
  );

  it('say nothing of who approves a refund, or of a limit of refunds', () => {
    const refunds = pages.filter(
      ({ place, file }) => place === 'refunds-service' && /docs\//.test(file),
    );
    expect(refunds).toHaveLength(3);
    for (const { parsed } of refunds)
      expect(parsed.sections.map(({ text }) => text).join('\n')).not.toMatch(
        /limit|approv|10,?000/i,
      );
  });
});

function rootsOf(paths: readonly string[]): { root: string; kind: SiteKind }[] {
  const configured = paths.filter((path) => /(?:^|\/)mkdocs\.ya?ml$/.test(path));
  const roots = configured.map((path) => ({
    root: path.replace(/\/?mkdocs\.ya?ml$/, ''),
    kind: 'techdocs' as const,
  }));
  if (configured.includes('mkdocs.yml')) return roots;
  const hasDocs = paths.some((path) => /^docs\/.*\.md$/.test(path));
  return [...roots, { root: '', kind: hasDocs ? 'folder' : 'readme' }];
}

function build(
  files: Record<string, string | Buffer>,
  place: { root: string; kind: SiteKind },
): Site {
  return buildSite({
    ...place,
    files: Object.keys(files).map((path) => ({ path, oid: path, bytes: null })),
    read: (path) => (files[path] === undefined ? undefined : String(files[path])),
    sourceUrl: null,
    editUrl: null,
  });
}
