import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readTemplateFile } from '../../src/cli/template/read-template-file.ts';
import { standInsFor } from '../../src/cli/template/stand-ins.ts';
import { rootFolder } from '../../src/root.ts';
import { renderValue } from '../../src/scaffolder/expressions/render.ts';
import { dryRunTemplate } from '../../src/scaffolder/runs/dry-run.ts';
import { readLocalFiles } from '../../src/scaffolder/workspace/local-files.ts';
import { memoryWorkspace } from '../../src/scaffolder/workspace/memory.ts';
import { packWorkspace } from '../../src/scaffolder/workspace/pack.ts';
import { loadScorecards } from '../../src/scorecards/library.ts';
import { createProjection } from '../../src/scorecards/project.ts';
import { GOLDEN_PATHS, SENSIBLE, TEMPLATES } from './make.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const OWNER = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name: 'payments-platform',
    namespace: 'default',
    annotations: { 'github.com/team-slug': 'acme/pay-plat' },
  },
  spec: { type: 'team', children: [] },
};

async function dryRun(name: string, values = SENSIBLE) {
  const { template } = await readTemplateFile(join(TEMPLATES, name, 'template.yaml'));
  const { actions } = standInsFor(template);
  const nobody = async () => {
    throw new Error('A dry run asked for this.');
  };
  return dryRunTemplate(
    {
      actions,
      render: async (value, { context, hasFailed }) => renderValue(value, { context, hasFailed }),
      outside: {
        readFiles: readLocalFiles(TEMPLATES),
        host: null,
        catalog: {
          entity: async (ref) => (ref === SENSIBLE['owner'] ? OWNER : null),
          register: nobody,
          unregister: nobody,
          survey: nobody,
          ownerOf: nobody,
        },
        notify: null,
      },
      workspaces: { open: () => memoryWorkspace(), pack: packWorkspace },
      userOf: async () => null,
      now: () => NOW,
    },
    { template, values, secrets: {}, by: null },
  );
}

const project = createProjection({
  scorecards: async () => (await loadScorecards(null)).scorecards,
  directory: async () => ({
    refOfHandle: (handle) =>
      handle === '@acme/pay-plat' || handle === '@acme/payments-platform'
        ? 'group:default/payments-platform'
        : null,
    isKnown: () => true,
    isWithin: (ref, group) => ref === group,
  }),
  now: () => NOW,
});

const DEMO = join(rootFolder(), 'fixtures/marlin-pay/repositories/software-templates');

it.each(
  [TEMPLATES, DEMO].flatMap((folder) =>
    globSync('*/template.yaml', { cwd: folder }).map((file) => join(folder, file)),
  ),
)('%s can run here, and every step is understood', async (file) => {
  const { problems, notes } = await readTemplateFile(file);
  expect({ problems, notes }).toEqual({ problems: [], notes: [] });
});

it.each(GOLDEN_PATHS)('%s reaches the top level of every shipped scorecard', async (name) => {
  const run = await dryRun(name);
  expect(run.error).toBeNull();
  expect(run.log.filter(({ line }) => line.includes('stays as it is'))).toEqual([]);
  const scorecards = await project(run);
  expect(scorecards.length).toBeGreaterThanOrEqual(3);
  for (const { title, isTop, next } of scorecards)
    expect({ title, isTop, missing: next?.missing.map((check) => check.title) ?? [] }).toEqual({
      title,
      isTop: true,
      missing: [],
    });
});

it('says where everything will be before it is there', async () => {
  const { links, texts } = await dryRun('node-service', { ...SENSIBLE, announce: true });
  expect(links.map(({ url }) => url)).toEqual(
    expect.arrayContaining([
      'https://github.com/acme/refund-listener',
      'https://github.com/acme/refund-listener/actions',
    ]),
  );
  expect(texts.map(({ title }) => title)).toEqual(['What to do next']);
});
