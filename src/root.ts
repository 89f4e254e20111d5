import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the project: the nearest above this file that holds the migrations, for the source and for the bundle alike. */
export function rootFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'migrations')) && dirname(folder) !== folder)
    folder = dirname(folder);
  return folder;
}

/** The folder of the templates that ship. */
export function shippedTemplates(): string {
  return join(rootFolder(), 'templates');
}
