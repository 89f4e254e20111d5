import { expect, it } from 'vitest';
import type { TemplateSummary } from '../../scaffolder/scaffolder.ts';
import { checkView } from '../checker.ts';
import { pickerView, searchTemplates, templateCalled } from './picker.ts';

function template(name: string, over: Partial<TemplateSummary> = {}): TemplateSummary {
  return {
    ref: `template:default/${name}`,
    title: name.replaceAll('-', ' '),
    description: null,
    tags: [],
    type: 'service',
    owner: null,
    isShipped: false,
    problems: [],
    uses: 0,
    typicalMs: null,
    ...over,
  };
}

const draw = (templates: readonly TemplateSummary[], typed = '') =>
  pickerView(templates, { typed, labelOf: (ref) => ref, metadata: '{}' });

it('fits a thousand templates with hostile words into one view', () => {
  const hostile = '<!channel> *x* \u202E'.repeat(60);
  const many = Array.from({ length: 1_000 }, (_, at) =>
    template(`t-${at}`, {
      title: hostile,
      description: hostile,
      owner: `group:default/${'g'.repeat(63)}`,
      tags: Array(20).fill('<!channel> *x*'),
      problems: at % 2 ? [{ message: hostile, path: '', line: 1, column: 1 }] : [],
    }),
  );
  const view = draw(many, hostile.slice(0, 100));
  expect(checkView(view)).toEqual([]);
  expect(checkView(draw(many))).toEqual([]);
  expect(JSON.stringify(draw(many).blocks)).not.toContain('<!channel>');
  expect(JSON.stringify(draw(many).blocks)).toContain('970 more');
});

it('shows those of the organisation first, the most used first, and those that cannot run last', () => {
  const problem = { message: 'No such action', path: '', line: 1, column: 1 };
  const found = searchTemplates(
    [
      template('ours', { isShipped: true, uses: 99 }),
      template('broken', { uses: 50, problems: [problem] }),
      template('rare'),
      template('often', { uses: 7 }),
    ],
    '',
  );
  expect(found.map(({ title }) => title)).toEqual(['often', 'rare', 'broken', 'ours']);
});

it.each([
  ['go-service', 'template:default/go-service'],
  ['the Go service template', 'template:default/go-service'],
  ['template:default/go-service', 'template:default/go-service'],
  ['go', null],
])('knows what %j is', (typed, ref) => {
  const ours = template('go-service', { ref: 'template:callboard/go-service', isShipped: true });
  expect(templateCalled([ours, template('go-service')], typed)?.ref ?? null).toBe(ref);
});
