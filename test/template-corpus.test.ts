import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDescriptor } from '../src/catalog/descriptor.ts';
import { ACTIONS } from '../src/scaffolder/actions/table.ts';
import { actionRules } from '../src/scaffolder/check/action-rules.ts';
import { checkTemplate } from '../src/scaffolder/check/check-template.ts';
import { locateIn } from '../src/scaffolder/check/locate.ts';
import { checkValues } from '../src/scaffolder/form/check.ts';
import { completeValues } from '../src/scaffolder/form/complete.ts';
import { formOf } from '../src/scaffolder/form/form-of.ts';
import { madeUpValues } from '../src/scaffolder/form/made-up.ts';
import { readTemplate } from '../src/scaffolder/read-template.ts';
import type { LoadedTemplate } from '../src/scaffolder/scaffolder.ts';

/** A folder of public files, in it `templates/` with templates as they are used at other companies. */
const folder = `${process.env['CALLBOARD_CORPUS'] ?? ''}/templates`;
const isThere = process.env['CALLBOARD_CORPUS'] !== undefined && existsSync(folder);

const rules = actionRules(ACTIONS);

type Loaded = LoadedTemplate & { file: string; lines: number };

function loadAll(): Loaded[] {
  if (!isThere) return [];
  const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
  return files.flatMap((file) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    return parseDescriptor(text).flatMap(({ entity, position }) => {
      if (entity?.kind !== 'Template') return [];
      const locate = locateIn(text, position);
      const read = readTemplate(entity, { location: `file:/${file}`, locate });
      return [{ ...checkTemplate(read, rules, locate), file, lines: text.split('\n').length }];
    });
  });
}

describe.skipIf(!isThere)('public templates', () => {
  const all = loadAll();

  it('accepts at least nine of ten of those whose actions are all here', () => {
    const able = all.filter(({ template }) =>
      template.steps.every(({ action }) => rules.has(action)),
    );
    const refused = able.filter(({ problems }) => problems.length > 0);
    expect(able.length).toBeGreaterThan(0);
    expect(refused.length / able.length).toBeLessThan(0.1);
  });

  it('says for each that it refuses exactly what and where', () => {
    const told = all.flatMap(({ problems, notes, lines }) =>
      [...problems, ...notes].map((one) => ({ ...one, lines })),
    );
    expect(
      told.filter(({ message }) => !/^\S.{10,}[.?]$/s.test(message)).map(({ message }) => message),
    ).toEqual([]);
    expect(
      told.filter(({ line, column, lines }) => line < 1 || line > lines || column < 1),
    ).toEqual([]);
  });

  it('makes up values for them that it takes', () => {
    const refused = all.flatMap(({ template, file }) => {
      const wrong = [1].flatMap((seed) => {
        const values = madeUpValues(template, { seed });
        expect(completeValues(template, values)).toEqual(values);
        const { pages } = formOf(template, values);
        expect(pages).toHaveLength(template.pages.length + (template.secrets ? 1 : 0));
        return checkValues(template, values);
      });
      return wrong.length > 0 ? [file] : [];
    });
    // A few contradict themselves from page to page: no value is right, here or in Backstage.
    expect(refused.length / all.length).toBeLessThan(0.05);
  }, 60_000);
});
