import { readSetting } from '../../config.ts';
import type { Core } from '../../core.ts';
import { shippedTemplates } from '../../root.ts';
import { ACTIONS } from '../../scaffolder/actions/table.ts';
import { createLibrary, type Library } from '../../scaffolder/library.ts';

/** The templates of the catalog and those that ship. */
export function libraryOf({ db, index }: Core): Library {
  const shipped = readSetting('templates.shipped') ? shippedTemplates() : null;
  return createLibrary({ db, index, actions: ACTIONS, shipped });
}
