import { dirname, resolve } from 'node:path';
import { type App, createApp } from '../../app.ts';
import { canonicalRef } from '../../catalog/ref.ts';
import { readConfig } from '../../config.ts';
import { UserError } from '../../errors.ts';
import { createLog } from '../../log.ts';
import { ownDatabase } from '../core.ts';
import { templatesAt } from './files.ts';

/** A template as it is named on the command line, in what it runs in. */
export type Named = {
  app: App;
  /** Null where there is none of that name. */
  ref: string | null;
  /** It is of a folder, so nothing is kept of it when the command ends. */
  isPassing: boolean;
};

export function isFile(named: string): boolean {
  return /\.ya?ml$/i.test(named);
}

/**
 * The product with the settings of this machine; where a template comes from a file or a folder, over a catalog read from there into a
 * database of its own.
 */
export async function openFor(named: string, catalog: string | undefined): Promise<Named> {
  const inFile = isFile(named) ? await refIn(named) : null;
  const folder = catalog ?? (inFile ? dirname(named) : undefined);
  const config = readConfig();
  const app = await createApp(
    folder
      ? { ...config, database: ownDatabase(config), 'catalog.folder': resolve(folder) }
      : config,
    { log: createLog('error') },
  );
  try {
    if (folder) await app.core.readCatalog(folder);
    const ref = inFile ?? canonicalRef(named, { kind: 'template' });
    return { app, ref: await called(app, ref, named), isPassing: folder !== undefined };
  } catch (error) {
    await app[Symbol.asyncDispose]();
    throw error;
  }
}

/** Ours stand in a namespace that nobody writes. */
async function called(app: App, ref: string, named: string): Promise<string | null> {
  if (await app.scaffolder.template(ref)) return ref;
  const shipped = `template:callboard/${named.toLowerCase()}`;
  return !/[:/]/.test(named) && (await app.scaffolder.template(shipped)) ? shipped : null;
}

async function refIn(file: string): Promise<string> {
  const [found, another] = await templatesAt(file);
  if (another) throw new UserError(`${file} holds several templates.`, 'Name one by its ref.');
  const [problem] = found?.problems ?? [];
  if (problem)
    throw new UserError(
      `${file} cannot run here: ${problem.line}:${problem.column}: ${problem.message}`,
      `\`callboard template check ${file}\` says all that is wrong with it.`,
    );
  if (!found?.ref) throw new UserError(`There is no template in ${file}.`, 'Check the path.');
  return found.ref;
}
