import { counted } from '../../catalog/labels.ts';
import type { ExitCode, Output } from '../../cli.ts';
import type { DocProblem } from '../../docs/page.ts';
import type { Site } from '../../docs/site.ts';
import { filesOf } from './folder-files.ts';
import { siteOf, sitesOf } from './folder-sites.ts';

type Checked = {
  root: string;
  title: string;
  pages: number;
  problems: readonly DocProblem[];
  unsupported: readonly { feature: string; count: number }[];
};

/** Reads the docs of a folder and says what is wrong with them; 1 when something is broken. What is only not supported is told, and passes. */
export async function checkDocs(
  folder: string,
  options: { json?: true },
  output: Output,
): Promise<ExitCode> {
  const files = await filesOf(folder, null);
  const sites = sitesOf(files).map((place) => checkedOf(place.root, siteOf(files, place)));
  const problems = sites.flatMap((site) => site.problems);
  if (options.json) output.out(JSON.stringify({ sites }, null, 2));
  else for (const line of lines(sites)) output.out(line);
  return problems.length > 0 ? 1 : 0;
}

function checkedOf(root: string, site: Site): Checked {
  const all = [...site.problems, ...site.pages.flatMap(({ problems }) => problems)];
  const counts = new Map<string, number>();
  for (const { feature } of site.pages.flatMap(({ parsed }) => parsed.unsupported))
    counts.set(feature, (counts.get(feature) ?? 0) + 1);
  for (const { kind, message } of site.problems)
    if (kind === 'unsupported') counts.set(message, (counts.get(message) ?? 0) + 1);
  return {
    root,
    title: site.title,
    pages: site.pages.length,
    problems: all.filter(({ kind }) => kind !== 'unsupported'),
    unsupported: [...counts].map(([feature, count]) => ({ feature, count })),
  };
}

function lines(sites: readonly Checked[]): string[] {
  if (sites.length === 0)
    return ['There are no docs here: no mkdocs.yml, no docs folder, no README.'];
  const told = sites.flatMap(({ problems, unsupported }) => [
    ...problems.map(
      ({ file, line, column, message }) =>
        `${[file, line, line === null ? null : column].filter((part) => part !== null).join(':')}: ${message}`,
    ),
    ...unsupported.map(({ feature, count }) => `not supported: ${feature} (${times(count)})`),
  ]);
  const broken = sites.reduce((sum, { problems }) => sum + problems.length, 0);
  const pages = sites.reduce((sum, site) => sum + site.pages, 0);
  return [
    ...told,
    `${counted(sites.length, 'site')}, ${counted(pages, 'page')}, ${broken === 0 ? 'nothing broken' : `${broken} broken`}.`,
  ];
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
