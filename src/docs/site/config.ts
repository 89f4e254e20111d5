import { z } from 'zod';
import { type Path, readYaml } from '../../catalog/yaml.ts';
import type { DocProblem } from '../page.ts';
import { joinPath } from './paths.ts';
import { readPlugins, type SitePlugins, snippetFoldersOf } from './plugins.ts';
import { isRecord } from './record.ts';

/** What is used of a mkdocs.yml. Everything that would run code (`hooks`, `custom_dir`, `extra_javascript`) is passed over. */
export type SiteConfig = {
  /** Path of the file; null where there is none. */
  file: string | null;
  /** Folder it stands in, or would. */
  root: string;
  title: string | null;
  description: string | null;
  /** From the root of the repository. */
  docsDir: string;
  /** As it is written; `locate` tells where. */
  nav: readonly unknown[] | null;
  /** Patterns as in .gitignore. */
  excluded: readonly string[];
  siteUrl: string | null;
  repositoryUrl: string | null;
  editUri: string | null;
  copyright: string | null;
  /** A section of the nav that begins with an index page leads to it. */
  hasSectionPages: boolean;
  plugins: SitePlugins;
  snippetFolders: readonly string[];
  problems: readonly DocProblem[];
  locate: (path: Path, what: 'key' | 'value') => { line: number; column: number };
};

/** Words where words are expected; a template's `{{ name }}` is a map to YAML, and no name. */
const word = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null);
const Mkdocs = z.object({
  site_name: word,
  site_description: word,
  docs_dir: word,
  nav: z.array(z.unknown()).nullish().catch(null),
  pages: z.array(z.unknown()).nullish().catch(null),
  exclude_docs: word,
  draft_docs: word,
  site_url: word,
  repo_url: word,
  edit_uri: word,
  copyright: word,
  theme: z
    .object({ features: z.array(z.unknown()).catch([]) })
    .nullish()
    .catch(null),
  plugins: z.unknown().optional(),
  markdown_extensions: z.unknown().optional(),
});

/** Reads a mkdocs.yml, however wrong; what cannot be used is a problem, and its default stands. Null text: there is no file. */
export function readConfig(file: { path: string; text: string } | null, root: string): SiteConfig {
  const name = file?.path ?? null;
  const read = file ? firstDocument(file.text) : null;
  const problems: DocProblem[] = [];
  const note = (message: string, at: { line: number; column: number }) =>
    problems.push({ kind: 'config', message, file: name ?? '', line: at.line, column: at.column });
  if (read?.error)
    note(
      `${nameOfFile(name)} is not valid YAML: ${read.error.message.replace(/[.\s]+$/, '')}. The docs are shown without it; correct the line.`,
      read.error,
    );
  else if (file && read && (typeof read.value !== 'object' || Array.isArray(read.value)))
    note(
      `${nameOfFile(name)} holds no settings. Begin it with \`site_name: …\`.`,
      read.locate([], 'value'),
    );
  const value = Mkdocs.safeParse(read?.value ?? {}).data ?? Mkdocs.parse({});
  const locate: SiteConfig['locate'] = (path, what) =>
    read?.locate(path, what) ?? { line: 1, column: 1 };
  const written = isRecord(read?.value) ? read.value : {};
  for (const key of ['nav', 'plugins', 'markdown_extensions'])
    if (written[key] !== undefined && written[key] !== null && typeof written[key] !== 'object')
      note(`\`${key}\` is no list, so it is passed over.`, locate([key], 'value'));
  const docsDir = joinPath(root, value.docs_dir ?? 'docs');
  const isInside = docsDir !== null && (root === '' || `${docsDir}/`.startsWith(`${root}/`));
  if (!isInside)
    note(
      `\`docs_dir: ${value.docs_dir}\` leads out of ${root === '' ? 'the repository' : `the folder ${root}`}, so \`docs\` is read. Move the pages below mkdocs.yml.`,
      locate(['docs_dir'], 'value'),
    );
  const plugins = readPlugins(value.plugins, { file: name ?? '', locate });
  return {
    file: name,
    root,
    title: value.site_name?.trim() || null,
    description: value.site_description?.trim() || null,
    docsDir: (isInside ? docsDir : joinPath(root, 'docs')) ?? 'docs',
    nav: value.nav ?? value.pages ?? null,
    excluded: [value.exclude_docs, value.draft_docs].flatMap((one) => one?.split(/\r?\n/) ?? []),
    siteUrl: value.site_url ?? null,
    repositoryUrl: value.repo_url ?? null,
    editUri: value.edit_uri ?? null,
    copyright: value.copyright ?? null,
    hasSectionPages:
      plugins.names.has('section-index') ||
      (value.theme?.features.includes('navigation.indexes') ?? false),
    plugins,
    snippetFolders: snippetFoldersOf(value.markdown_extensions, root),
    problems: [...problems, ...plugins.problems],
    locate,
  };
}

function firstDocument(text: string) {
  for (const document of readYaml(text))
    if (document.error || document.value !== null) return document;
  return null;
}

function nameOfFile(file: string | null): string {
  return file ?? 'mkdocs.yml';
}

/** The settings file of a folder: Backstage prefers .yaml where there are both. */
export function configFileIn(root: string, has: (path: string) => boolean): string | null {
  const names = ['mkdocs.yaml', 'mkdocs.yml'].flatMap((name) => joinPath(root, name) ?? []);
  return names.find(has) ?? null;
}
