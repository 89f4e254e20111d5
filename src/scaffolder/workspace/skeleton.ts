import { extname } from 'node:path';
import { UserError } from '../../errors.ts';
import type { TextOptions } from '../expressions/render.ts';
import { type Sandbox, sandbox } from '../expressions/sandbox.ts';
import type { JsonObject } from '../json.ts';
import { isBinary } from './binary.ts';
import { globMatcher } from './globs.ts';
import { safeFilePath } from './safe-path.ts';
import type { Workspace, WorkspaceFile } from './workspace.ts';

/** What the `input` of fetch:template says of how files are filled in. */
export type SkeletonOptions = TextOptions & {
  values?: JsonObject | undefined;
  /** Globs whose contents are copied, under a rendered name. */
  copyWithoutTemplating?: readonly string[] | undefined;
  /** The same of old: neither contents nor names are rendered. */
  copyWithoutRender?: readonly string[] | undefined;
  /** Only files with this extension are rendered, and lose it; `true` is `.njk`. */
  templateFileExtension?: string | boolean | undefined;
  replace?: boolean | undefined;
};

export type Fill = {
  files: ReadonlyMap<string, WorkspaceFile>;
  options: SkeletonOptions;
  workspace: Workspace;
  /** Folder of the workspace; nothing is written elsewhere, whatever values and names say. */
  targetPath: string;
  signal?: AbortSignal;
  /** Where it is rendered, if not in the program's own sandbox. */
  renderer?: Pick<Sandbox, 'renderTexts'>;
};

/** Fills a skeleton in as Backstage's fetch:template does, and says which files were written. */
export async function fillSkeleton(fill: Fill): Promise<{ written: string[]; kept: string[] }> {
  const plans = plansFor(fill);
  const texts = plans.flatMap(({ name, content }) => [...name.toRender, ...content.toRender]);
  const rendered = await renderAll(texts, fill);
  const written: string[] = [];
  const kept: string[] = [];
  for (const { file, name, content } of plans) {
    const path = name.toRender.length > 0 ? (rendered.shift() ?? '') : name.plain;
    const text = content.toRender.length > 0 ? (rendered.shift() ?? '') : null;
    if (isSkipped(path)) continue;
    const at = safeFilePath(path, fill.targetPath);
    if (exists(fill.workspace, at) && !fill.options.replace) kept.push(at);
    else {
      fill.workspace.write(at, text === null ? file : { ...file, bytes: Buffer.from(text) });
      written.push(at);
    }
  }
  return { written, kept };
}

/** `toRender` holds the text to render, or nothing. */
type Part = { plain: string; toRender: string[]; where: string };
type Plan = { file: WorkspaceFile; name: Part; content: Part };

function plansFor({ files, options }: Fill): Plan[] {
  const rules = rulesOf(options);
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.flatMap(([path, file]) => {
    // Belongs to the skeleton's repository, never to the new one.
    if (path.split('/').some((name) => name.toLowerCase() === '.git')) return [];
    const { name, isNameRendered, isContentRendered } = rules(path);
    const isText = file.link === undefined && isContentRendered && !isBinary(file.bytes);
    const text = isText ? file.bytes.toString('utf8') : '';
    return [
      {
        file,
        name: part(name, isNameRendered, options, `the name ${path}`),
        content: part(text, isText, options, path),
      },
    ];
  });
}

function part(text: string, isRendered: boolean, options: SkeletonOptions, where: string): Part {
  // What holds no sign of an expression is as it is: most file names, and many files.
  const signs = [options.cookiecutterCompat ? '{{' : '${{', '{%', '{#', '#}'];
  const isNeeded = isRendered && signs.some((sign) => text.includes(sign));
  return { plain: text, toRender: isNeeded ? [text] : [], where };
}

type Rule = { name: string; isNameRendered: boolean; isContentRendered: boolean };

function rulesOf(options: SkeletonOptions): (path: string) => Rule {
  const { copyWithoutRender, copyWithoutTemplating, cookiecutterCompat } = options;
  if (copyWithoutRender && copyWithoutTemplating)
    throw new UserError(
      'Fetch action input copyWithoutRender and copyWithoutTemplating can not be used at the same time.',
      'Use copyWithoutTemplating.',
    );
  const extension = extensionOf(options);
  if (extension && (copyWithoutRender || copyWithoutTemplating || cookiecutterCompat))
    throw new UserError(
      'Fetch action input extension incompatible with copyWithoutRender/copyWithoutTemplating and cookiecutterCompat.',
      'Use one of them.',
    );
  if (extension)
    return (path) => {
      const isTemplate = extname(path) === extension;
      const name = isTemplate ? path.slice(0, -extension.length) : path;
      return { name, isNameRendered: true, isContentRendered: isTemplate };
    };
  const isCopied = globMatcher(copyWithoutRender ?? copyWithoutTemplating ?? []);
  return (path) => {
    const isRendered = !isCopied(path);
    return {
      name: path,
      isNameRendered: isRendered || !copyWithoutRender,
      isContentRendered: isRendered,
    };
  };
}

function extensionOf({ templateFileExtension }: SkeletonOptions): string | null {
  if (!templateFileExtension) return null;
  const extension = templateFileExtension === true ? '.njk' : templateFileExtension;
  return extension.startsWith('.') ? extension : `.${extension}`;
}

async function renderAll(texts: readonly string[], fill: Fill): Promise<string[]> {
  if (texts.length === 0) return [];
  const { options, signal, renderer = sandbox() } = fill;
  const values = options.values ?? {};
  const context: JsonObject = options.cookiecutterCompat ? { cookiecutter: values } : { values };
  const result = await renderer.renderTexts(texts, {
    context,
    options,
    ...(signal && { signal }),
  });
  if (result.kind === 'rendered') return [...result.texts];
  const where = plansFor(fill)
    .flatMap(({ name, content }) => [name, content])
    .filter(({ toRender }) => toRender.length > 0)[result.index]?.where;
  throw new UserError(
    `${where ?? 'The skeleton'} cannot be rendered. ${result.reason}`,
    'Correct it in the skeleton, or copy it as it is with copyWithoutTemplating.',
  );
}

/** A name that renders to nothing leaves its file out, and so does a folder's. */
function isSkipped(path: string): boolean {
  return path === '' || path.startsWith('/') || path.endsWith('/') || path.includes('//');
}

function exists(workspace: Workspace, path: string): boolean {
  return workspace.read(path) !== null || workspace.paths(path).length > 0;
}
