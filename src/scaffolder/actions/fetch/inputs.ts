import { z } from 'zod';
import type { JsonObject } from '../../json.ts';
import type { ActionContext } from '../action.ts';

// Inputs that several of these actions share, in Backstage's words.

export const Url = z.string().describe('Relative path or absolute URL of what is fetched');
export const TargetPath = z
  .string()
  .describe('Where in the workspace it goes; the top of it where nothing is said');
export const Token = z
  // `secrets.USER_OAUTH_TOKEN or false` is how many templates say it.
  .union([z.string(), z.boolean(), z.null()])
  .optional()
  .describe('Taken for templates of Backstage; what is read here is read as the GitHub App');

export const TextInputs = {
  values: z
    .record(z.string(), z.any())
    .optional()
    .describe('Values to pass on to the templating engine'),
  cookiecutterCompat: z
    .boolean()
    .optional()
    .describe('Read `{{ cookiecutter.x }}`, as templates of fetch:cookiecutter have it'),
  replace: z.boolean().optional().describe('Replace files that are there, instead of keeping them'),
  trimBlocks: z.boolean().optional().describe('Take away the line end after a block'),
  lstripBlocks: z.boolean().optional().describe('Take away the spaces before a block'),
};

export const SkeletonInputs = {
  ...TextInputs,
  copyWithoutTemplating: z
    .array(z.string())
    .optional()
    .describe('Globs of files whose contents are copied as they are; their names are rendered'),
  copyWithoutRender: z
    .array(z.string())
    .optional()
    .describe('Of old: globs of files that are copied as they are, names too'),
  templateFileExtension: z
    .union([z.string(), z.boolean()])
    .optional()
    .describe('Render only files with this extension, and take it off; `true` is `.njk`'),
};

/** Says of the files what a reader of the log wants to know. */
export function logFilled(
  { written, kept }: { written: readonly string[]; kept: readonly string[] },
  log: ActionContext<unknown>['log'],
): void {
  log(`Wrote ${written.length} ${written.length === 1 ? 'file' : 'files'}.`);
  for (const path of kept) log(`${path} is there already and stays as it is.`);
}

/** Values crossed JSON already; their schema says no more than that they have names. */
export function valuesOf(values: Record<string, unknown> | undefined): JsonObject {
  return (values ?? {}) as JsonObject;
}
