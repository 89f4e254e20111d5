import { atOnce } from '../in-slices.ts';
import type { Site, SiteKind } from '../site.ts';
import { buildSite, missingTexts } from './build.ts';
import type { SiteAddresses } from './source.ts';

/** A site of files that are at hand: path -> text. */
export function siteFrom(
  texts: Readonly<Record<string, string>>,
  {
    root = '',
    kind = 'techdocs',
    sourceUrl = null,
    editUrl = null,
  }: { root?: string; kind?: SiteKind } & Partial<SiteAddresses> = {},
): Site {
  const files = filesFrom(texts);
  return buildSite({ root, kind, files, read: (path) => texts[path], sourceUrl, editUrl });
}

export function filesFrom(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([path, text]) => ({
    path,
    oid: `oid of ${path}: ${text.length}`,
    bytes: text.length,
  }));
}

/** Paths of texts in the order in which they are asked for, a list each time. */
export function askedFor(texts: Readonly<Record<string, string>>): string[][] {
  const given = new Map<string, string>();
  const rounds: string[][] = [];
  for (let round = 0; round < 10; round++) {
    const missing = atOnce(
      missingTexts({
        root: '',
        kind: 'techdocs',
        files: filesFrom(texts),
        read: (path) => given.get(path),
      }),
    );
    if (missing.length === 0) return rounds;
    rounds.push(missing.map(({ path }) => path));
    for (const { path } of missing) given.set(path, texts[path] ?? '');
  }
  return rounds;
}
