import { resolve, sep } from 'node:path';
import { counted } from '../../catalog/labels.ts';
import type { ExitCode, Output } from '../../cli.ts';
import { readConfig } from '../../docs/site/config.ts';
import type { Site } from '../../docs/site.ts';
import { UserError } from '../../errors.ts';
import { safeUrl } from '../../html.ts';
import { progressTo } from '../progress.ts';
import { type FolderFiles, filesOf } from './folder-files.ts';
import { siteOf, sitesOf } from './folder-sites.ts';
import { type Output as File, outputsOf } from './outputs.ts';
import { drawOverview, type Published } from './overview.ts';
import { sharedFiles } from './shared-files.ts';
import { writeOutputs } from './write.ts';

export type BuildFlags = { out: string; url?: string; json?: true };

/** Makes a static site of the docs of a folder; several below one list of them. 1 where there are none. */
export async function buildDocs(
  folder: string,
  { out, url, json }: BuildFlags,
  output: Output,
): Promise<ExitCode> {
  const target = resolve(out);
  if (`${resolve(folder)}${sep}`.startsWith(`${target}${sep}`))
    throw new UserError(
      `The pages cannot be written to ${target}, where they are made from.`,
      'Name another folder with --out.',
    );
  const address = url === undefined ? null : addressOf(url);
  const progress = progressTo(output);
  const files = await filesOf(folder, target);
  const found = sitesOf(files);
  if (found.length === 0) {
    const words = 'There are no docs here: no mkdocs.yml, no docs folder, no README.';
    if (json) output.out(JSON.stringify({ sites: [] }, null, 2));
    else output.out(words);
    return 1;
  }
  const published: Published[] = found.map((place, at) => {
    progress.update({ phase: 'Reading pages', done: at + 1, total: found.length });
    const site = siteOf(files, place);
    const isAlone = found.length === 1;
    const below = isAlone ? '' : place.root || folderName(folder);
    return { site, folder: below, url: urlOf(site, files, { address, below, isAlone }) };
  });
  const hasDiagrams = published.some(({ site }) => mayHaveDiagrams(site));
  const { shared, contents } = sharedFiles({ hasDiagrams });
  const outputs = new Map<string, File>();
  for (const [path, text] of contents) outputs.set(path, { text: () => text });
  for (const { site, folder: below, url: place } of published)
    for (const [path, one] of outputsOf(site, files.read, { folder: below, shared, url: place }))
      outputs.set(path, one);
  if (found.length > 1)
    outputs.set('index.html', { text: () => String(drawOverview(published, shared)) });
  const written = await writeOutputs(target, outputs, {
    source: files.root,
    onStep: (done) => progress.update({ phase: 'Writing files', done, total: outputs.size }),
  });
  progress.end();
  const sites = published.map(({ site, folder: path, url: place }) => ({
    title: site.title,
    folder: path,
    pages: site.pages.length,
    url: place,
  }));
  const pages = sites.reduce((sum, site) => sum + site.pages, 0);
  if (json) output.out(JSON.stringify({ out: target, sites, ...written }, null, 2));
  else
    output.out(
      `${counted(sites.length, 'site')} with ${counted(pages, 'page')} in ${target}: ${written.written} files written, ${written.kept} as they were, ${written.removed} removed.`,
    );
  return 0;
}

function mayHaveDiagrams({ pages }: Site): boolean {
  return pages.some(({ parsed }) =>
    parsed.sections.some(({ markdown }) => /mermaid/i.test(markdown)),
  );
}

function addressOf(url: string): string {
  const safe = safeUrl(url);
  if (!safe?.startsWith('http'))
    throw new UserError(
      `${url} is no address of a site.`,
      'Write it like https://docs.example.com/.',
    );
  return `${safe.replace(/[?#].*$/, '').replace(/\/+$/, '')}/`;
}

/** The address that was asked for, else the one that the settings of the site name, which is its own. */
function urlOf(
  site: Site,
  { read }: FolderFiles,
  { address, below, isAlone }: { address: string | null; below: string; isAlone: boolean },
): string | null {
  if (address) return isAlone ? address : new URL(`${encodeURI(below)}/`, address).href;
  const { configFile } = site.settings;
  const text = configFile === null ? undefined : read(configFile);
  if (configFile === null || text === undefined || !isAlone) return null;
  const said = readConfig({ path: configFile, text }, '').siteUrl;
  return said && safeUrl(said)?.startsWith('http') ? addressOf(said) : null;
}

function folderName(folder: string): string {
  return resolve(folder).split(sep).at(-1) || 'docs';
}
