import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parseDescriptor } from '../../catalog/descriptor.ts';
import { ACTIONS } from '../actions/table.ts';
import { formOf } from '../form/form-of.ts';
import { readTemplate } from '../read-template.ts';
import type { TemplateProblem } from '../scaffolder.ts';
import { actionRules } from './action-rules.ts';
import { checkTemplate } from './check-template.ts';
import { locateIn } from './locate.ts';

/** A folder a case: `template.yaml`, and in `expected.json` what is said of it and asked for by it. */
const CASES = fileURLToPath(new URL('../../../fixtures/templates', import.meta.url));
const rules = actionRules(ACTIONS);

function said({ line, column, message }: TemplateProblem): string {
  return `${line}:${column} ${message}`;
}

function resultOf(text: string): object {
  const [document] = parseDescriptor(text);
  if (!document?.entity) return { problems: document?.problems.map(said) };
  const locate = locateIn(text, 0);
  const read = readTemplate(document.entity, { location: 'file:/template.yaml', locate });
  const { template, problems, notes } = checkTemplate(read, rules, locate);
  const { pages } = formOf(template, {});
  return {
    ref: template.ref,
    problems: problems.map(said),
    notes: notes.map(said),
    form: pages.map(({ fields }) =>
      fields.map(({ path, input, isRequired, notInModal }) =>
        [path.join('.'), input.kind, isRequired && 'required', notInModal && 'not in a modal']
          .filter(Boolean)
          .join(' '),
      ),
    ),
  };
}

it.each(readdirSync(CASES))('says of %s what is expected', async (name) => {
  const result = resultOf(readFileSync(`${CASES}/${name}/template.yaml`, 'utf8'));
  const written = `${JSON.stringify(result, null, 2)}\n`;
  await expect(written).toMatchFileSnapshot(`${CASES}/${name}/expected.json`);
});
