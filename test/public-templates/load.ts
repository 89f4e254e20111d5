import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parseDescriptor } from '../../src/catalog/descriptor.ts';
import { ACTIONS } from '../../src/scaffolder/actions/table.ts';
import { actionRules } from '../../src/scaffolder/check/action-rules.ts';
import { checkTemplate } from '../../src/scaffolder/check/check-template.ts';
import { locateIn } from '../../src/scaffolder/check/locate.ts';
import { readTemplate } from '../../src/scaffolder/read-template.ts';
import type { LoadedTemplate } from '../../src/scaffolder/scaffolder.ts';

/** A folder of public files, in it `templates/` with templates as they are used at other companies. */
const folder = `${process.env['CALLBOARD_CORPUS'] ?? ''}/templates`;
export const areThere = process.env['CALLBOARD_CORPUS'] !== undefined && existsSync(folder);

const rules = actionRules(ACTIONS);

export type Loaded = LoadedTemplate & {
  file: string;
  lines: number;
  /** All its actions are here, whether or not it is accepted. */
  isAble: boolean;
};

export function loadAll(): Loaded[] {
  if (!areThere) return [];
  const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
  return files.flatMap((file) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    return parseDescriptor(text).flatMap(({ entity, position }) => {
      if (entity?.kind !== 'Template') return [];
      const locate = locateIn(text, position);
      const read = readTemplate(entity, { location: `file:/${file}`, locate });
      const isAble = read.template.steps.every(({ action }) => rules.has(action));
      return [
        { ...checkTemplate(read, rules, locate), file, lines: text.split('\n').length, isAble },
      ];
    });
  });
}
