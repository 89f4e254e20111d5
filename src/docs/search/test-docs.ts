import type { Db } from '#dialect';
import type { PageKind } from '../page.ts';
import { type FoundSite, saveSites } from '../save-sites.ts';
import type { SitePage } from '../site.ts';

/** Docs of an entity, in short. A section is its heading (empty for what stands before the first) and its text. */
export type TestDocs = {
  ref: string;
  title?: string;
  readers?: readonly string[];
  pages: readonly TestPage[];
};

export type TestPage = {
  path: string;
  title: string;
  kind?: PageKind;
  sections: readonly (readonly [heading: string, text: string])[];
};

/** Saves docs as if they had been read from one source. */
export async function saveTestDocs(
  db: Db,
  docs: readonly TestDocs[],
  { source = 'github:test', now = new Date() }: { source?: string; now?: Date } = {},
): Promise<void> {
  await saveSites(db, source, {
    found: docs.map((one) => foundSite(source, one)),
    version: '1',
    now,
  });
}

function foundSite(source: string, { ref, title, readers, pages }: TestDocs): FoundSite {
  const name = ref.split('/').at(-1) ?? ref;
  return {
    place: { source, root: ref, kind: 'techdocs', ref },
    site: {
      kind: 'techdocs',
      title: title ?? name,
      description: null,
      nav: [],
      settings: {
        docsDir: 'docs',
        configFile: null,
        snippetFolders: [],
        editUrl: null,
        sourceUrl: null,
        redirects: {},
        copyright: null,
      },
      pages: pages.map(sitePage),
      assets: {},
      problems: [],
    },
    repository: `acme/${name}`,
    url: null,
    commit: null,
    readers: readers ?? null,
  };
}

function sitePage({ path, title, kind = 'page', sections }: TestPage, position: number): SitePage {
  const content = JSON.stringify(sections);
  return {
    path,
    file: `docs/${path || 'index'}.md`,
    oid: content,
    etag: content,
    title,
    kind,
    position,
    isInNav: true,
    parsed: {
      meta: {},
      title,
      headings: [],
      sections: sections.map(([heading, text], line) => ({
        anchor: heading.toLowerCase().replaceAll(' ', '-'),
        path: heading === '' ? [] : [heading],
        markdown: text,
        text,
        line,
      })),
      links: [],
      unsupported: [],
      includes: [],
      words: 0,
    },
    includes: {},
    outside: [],
    problems: [],
  };
}
