import { applySnapshots } from '../../src/catalog/sync.ts';
import { createCore } from '../../src/core.ts';
import { createCandidates } from '../../src/scaffolder/form/candidates.ts';
import { createForms } from '../../src/scaffolder/forms.ts';
import type { Template } from '../../src/scaffolder/template.ts';
import { benchSnapshots, nameOf } from './catalog.ts';
import { print, timed } from './measure.ts';

const COUNT = 5000;
const TIMES = 500;

const template: Template = {
  ref: 'template:default/bench',
  title: 'Bench',
  description: null,
  tags: [],
  type: 'service',
  owner: null,
  location: 'file:/template.yaml',
  pages: [
    {
      required: ['name', 'owner', 'repoUrl'],
      properties: {
        name: { type: 'string', 'ui:field': 'EntityNamePicker' },
        owner: { type: 'string', 'ui:field': 'OwnerPicker' },
        needs: { type: 'string', 'ui:field': 'EntityPicker' },
        repoUrl: { type: 'string', 'ui:field': 'RepoUrlPicker' },
      },
    },
  ],
  steps: [
    { id: 'publish', name: 'publish', action: 'publish:github', input: {}, if: null, each: null },
  ],
  output: { links: [], text: [], more: {} },
  secrets: null,
  labels: { back: null, create: null, review: null },
  approval: { kind: 'none' },
};

/** A form over a large catalog: it opens, a picker offers what fits what is typed, and names are checked. */
export async function forms(): Promise<void> {
  const now = () => new Date('2026-06-15T12:00:00Z');
  const core = await createCore(':memory:', now);
  await applySnapshots(core.db, { snapshots: benchSnapshots(COUNT), removed: [], now });
  const { form, check } = createForms(core);
  const candidates = createCandidates(core);
  const names = Array.from({ length: TIMES }, (_, at) => nameOf((at * 37) % COUNT));
  const input = { filter: [{ kind: ['Component'] }], among: 'all' as const };
  const typed = names.map((name, at) => name.slice(0, at % 8));
  const pick = (text: string) => candidates({ input, typed: text, by: null, limit: 100 });
  await pick('');
  print({ bench: 'form', n: COUNT, ...(await timed(names, () => form(template, {}, null))) });
  print({ bench: 'picker', n: COUNT, ...(await timed(typed, pick)) });
  const filled = (name: string) => ({
    name: `${name}s`,
    owner: 'group:default/x',
    repoUrl: `github.com?owner=acme&repo=${name}`,
  });
  const checked = await timed(names, (name) => check(template, filled(name)));
  print({ bench: 'check-values', n: COUNT, ...checked });
  await core.db.close();
}
