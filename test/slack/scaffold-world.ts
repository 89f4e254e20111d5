import { createCatalogQueries } from '../../src/catalog/query/queries.ts';
import { createCatalogIndex } from '../../src/catalog/search.ts';
import { applySnapshots } from '../../src/catalog/sync.ts';
import { openTestDb } from '../../src/db/test-db.ts';
import type { OpenView } from '../../src/demo/slack/model.ts';
import type { Answer } from '../../src/questions/answer.ts';
import { createCandidates } from '../../src/scaffolder/form/candidates.ts';
import { createForms } from '../../src/scaffolder/forms.ts';
import {
  newWorld,
  testScaffolder,
  testTemplate,
} from '../../src/scaffolder/runs/test-scaffolder.ts';
import type { Scaffolder, TemplateSummary } from '../../src/scaffolder/scaffolder.ts';
import type { Template } from '../../src/scaffolder/template.ts';
import type { SlackOptions } from '../../src/slack/slack.ts';
import { createSlackWorld, NOBODY, type SlackWorld, textAnswer } from './world.ts';

// The Slack edge over real forms and real runs, whose actions make things in a list.

const NOW = new Date('2026-06-15T12:00:00Z');

const entity = (kind: string, name: string, spec: object, metadata: object = {}) =>
  JSON.stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, ...metadata },
    spec: { type: 'service', lifecycle: 'production', children: [], ...spec },
  });

const CATALOG = [
  entity(
    'Group',
    'payments',
    { type: 'team' },
    { title: 'Payments', annotations: { 'slack.com/channel': '#payments' } },
  ),
  entity('Group', 'risk', { type: 'team' }, { title: 'Risk' }),
  entity('User', 'ana', {
    memberOf: ['payments'],
    profile: { displayName: 'Ana Duarte', email: 'ana@example.com' },
  }),
  entity('User', 'sam', {
    memberOf: ['risk'],
    profile: { displayName: 'Sam Okafor', email: 'sam@example.com' },
  }),
  entity('Component', 'refunds-service', { owner: 'payments' }),
];

/** Two pages, a condition, a name, an owner, a repository. */
export const SERVICE = testTemplate(
  [
    {
      id: 'write',
      name: 'Fill the skeleton',
      action: 'test:write',
      input: { path: 'README.md', text: '# ${{ parameters.name }}' },
    },
    {
      id: 'make',
      name: 'Make the repository',
      action: 'test:make',
      input: { name: 'acme/${{ parameters.name }}' },
    },
  ],
  {
    ref: 'template:default/go-service',
    title: 'Go service',
    description: 'A service in Go',
    tags: ['go'],
    pages: [
      {
        title: 'What is it?',
        required: ['name', 'owner'],
        properties: {
          name: { type: 'string', title: 'Name', 'ui:field': 'EntityNamePicker' },
          owner: { type: 'string', title: 'Owner', 'ui:field': 'OwnerPicker' },
          database: { type: 'boolean', title: 'A database', default: false },
        },
        dependencies: {
          database: {
            oneOf: [
              { properties: { database: { const: false } } },
              {
                required: ['engine'],
                properties: {
                  database: { const: true },
                  engine: { type: 'string', title: 'Engine', enum: ['postgres', 'mysql'] },
                },
              },
            ],
          },
        },
      },
      {
        title: 'Where is it?',
        required: ['repoUrl'],
        properties: {
          repoUrl: { type: 'string', title: 'Repository', 'ui:field': 'RepoUrlPicker' },
        },
      },
    ],
    output: {
      links: [{ title: 'Open it', url: 'https://github.com/acme/${{ parameters.name }}' }],
      text: [{ title: 'Next', content: 'Run **make** in [the repository](https://example.com).' }],
      more: {},
    },
  },
);

export type ScaffoldTestWorld = SlackWorld & {
  made: string[];
  scaffolder: Scaffolder;
  /** The view on top for a person. */
  view: (person?: string) => OpenView | undefined;
  /** Fails every call of an action until it is set to do nothing. */
  outside: { before: () => void };
  /** Another Slack edge over the same database, as after a restart. */
  tellAgain: () => Promise<void>;
};

export async function createScaffoldWorld(
  template: Template = SERVICE,
  over: Partial<SlackOptions> = {},
): Promise<ScaffoldTestWorld> {
  const db = await openTestDb();
  const text = CATALOG.join('\n---\n');
  const file = { location: 'file:/c/all.yaml', path: 'all.yaml', text, commit: null };
  await applySnapshots(db, {
    snapshots: [{ source: 'folder:/c', files: [file], derived: [] }],
    now: () => NOW,
  });
  const index = createCatalogIndex(db);
  const queries = createCatalogQueries(db);
  const forms = createForms({ db, index, queries });
  const world = newWorld();
  const running = testScaffolder(db, { world, template, admins: ['group:default/payments'] });
  const summary: TemplateSummary = {
    ...template,
    isShipped: false,
    problems: [],
    uses: 3,
    typicalMs: 42_000,
  };
  // What makes a new entity is refused a name that is taken.
  const publish = { id: 'publish', name: 'Publish', action: 'publish:github', input: {} };
  const named: Template = {
    ...template,
    steps: [...template.steps, { ...publish, if: null, each: null }],
  };
  const scaffolder: Scaffolder = {
    ...running,
    templates: async () => [summary],
    template: async (ref) =>
      (await running.template(ref)) && { template: named, problems: [], notes: [] },
    form: async ({ values, by }) => forms.form(named, values, by),
    check: async ({ values, page: at }) => forms.check(named, values, at),
  };
  const slack = await createSlackWorld(howFar, {
    db,
    people: {
      ...NOBODY,
      userByEmail: async (email) => `user:default/${email.split('@')[0]}`,
      contactOf: async (ref) => ({ slackId: null, email: `${ref.split('/')[1]}@example.com` }),
      profileOf: async (ref) => ({ ref, name: ref, teams: [] }),
    },
    scaffold: {
      scaffolder,
      index,
      candidates: createCandidates({ queries, index }),
      tags: async () => ['go', 'java'],
      places: [{ host: 'github.com', owner: 'acme' }],
      formLink: async ({ template: of }) => `https://callboard.example.com/form/${of}`,
    },
    ...over,
  });
  /** Every question is one about the last run. */
  async function howFar(): Promise<Answer> {
    const [report] = await running.runs({ limit: 1 });
    return report
      ? textAnswer('It failed', { view: { kind: 'run', report, note: '' } })
      : textAnswer('Hello');
  }

  return {
    ...slack,
    made: world.things,
    scaffolder,
    outside: world,
    view: (person = 'U01ANA') => slack.fake.as(person).views().at(-1),
    tellAgain: () => slack.slack.tellRuns(),
    async settled() {
      await slack.settled();
      await running.settled();
      await slack.slack.tellRuns();
      await slack.settled();
    },
    async close() {
      await slack.close();
      await running.close();
      await db.close();
    },
  };
}
