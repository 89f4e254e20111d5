import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSetting } from '../../config.ts';
import type { Core } from '../../core.ts';
import { rootFolder } from '../../root.ts';
import { ACTIONS } from '../../scaffolder/actions/table.ts';
import { createLibrary, type Library } from '../../scaffolder/library.ts';

/** The templates of the catalog and those that ship. */
export function libraryOf({ db, index }: Core): Library {
  return createLibrary({ db, index, actions: ACTIONS, shipped: shippedTemplates() });
}

/** The folder of the templates that ship, or null where they are left out. */
export function shippedTemplates(): string | null {
  const folder = join(rootFolder(), 'templates');
  return readSetting('templates.shipped') && existsSync(folder) ? folder : null;
}
