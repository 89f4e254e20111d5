import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogQueries } from '../src/catalog/query/queries.ts';
import { createCatalogIndex } from '../src/catalog/search.ts';
import { openTestDb } from '../src/db/test-db.ts';
import { readAssets } from '../src/http/pages/assets.ts';
import { createFormLinks } from '../src/http/pages/templates/form-links.ts';
import { templatePages } from '../src/http/pages/templates/routes.ts';
import { createLog } from '../src/log.ts';
import type { RunningScaffolder } from '../src/scaffolder/create.ts';
import { addDraft } from '../src/scaffolder/draft-store.ts';
import { checkValues } from '../src/scaffolder/form/check.ts';
import { completeValues } from '../src/scaffolder/form/complete.ts';
import type { Values } from '../src/scaffolder/form/form.ts';
import { formOf } from '../src/scaffolder/form/form-of.ts';
import { madeUpValues } from '../src/scaffolder/form/made-up.ts';
import type { RunReport } from '../src/scaffolder/runs/run.ts';
import { checkView } from '../src/slack/checker.ts';
import { screensOf } from '../src/slack/scaffold/screens.ts';
import { formView, reviewView } from '../src/slack/scaffold/views.ts';
import { areThere, type Loaded, loadAll } from './public-templates/load.ts';
import { ORGANIZATION, scaffolderOf } from './public-templates/stand-ins.ts';

describe.skipIf(!areThere)('public templates', () => {
  const all = loadAll().map((one, at): Case => {
    const template = { ...one.template, ref: `template:public/number-${at}` };
    const making = { seed: at, isFull: true, organization: ORGANIZATION };
    const values = { ...neverAsked(one, at), ...madeUpValues(template, making) };
    return { ...one, template, values, isAccepted: one.problems.length === 0 };
  });
  const able = all.filter(({ isAble }) => isAble);
  const accepted = all.filter(({ isAccepted }) => isAccepted);
  const byRef = new Map(all.map((one) => [one.template.ref, one]));
  let db: Db;
  beforeAll(async () => {
    db = await openTestDb();
  });
  afterAll(() => db.close());

  it('accepts at least nine of ten of those whose actions are all here', () => {
    expect(able.length).toBeGreaterThan(0);
    const kept = able.filter(({ isAccepted }) => isAccepted);
    expect(kept.length / able.length).toBeGreaterThanOrEqual(0.9);
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
    const refused = all.flatMap(({ template, file, values }) => {
      expect(completeValues(template, values)).toEqual(values);
      const { pages } = formOf(template, values);
      expect(pages).toHaveLength(template.pages.length + (template.secrets ? 1 : 0));
      return checkValues(template, values).length > 0 ? [file] : [];
    });
    // A few contradict themselves from page to page: no value is right, here or in Backstage.
    expect(refused.length / all.length).toBeLessThan(0.05);
  });

  it.each([
    ['empty', () => ({})],
    ['filled in', ({ values }: Case) => values],
  ])('asks for them in modals that Slack takes, %s', (_name, valuesOf) => {
    const wrong = accepted.flatMap((one) =>
      viewsOf(one, valuesOf(one))
        .flatMap(checkView)
        .map((problem) => ({ file: one.file, ...problem })),
    );
    expect(wrong).toEqual([]);
  });

  it('asks for them on pages', async () => {
    const { scaffolder } = scaffolderOf(db, byRef);
    const pages = pagesOver(db, scaffolder);
    const wrong: string[] = [];
    for (const [at, { template, values, file }] of accepted.entries()) {
      const of = template.pages.length;
      const draft = { id: `draft-${at}`, template: template.ref, by: null, person: null };
      await addDraft(db, { ...draft, page: of, values, createdAt: new Date() });
      const path = `http://localhost/templates/${template.ref.replace('template:', '')}`;
      const addresses = Array.from(
        { length: of + 1 },
        (_, n) => `?draft=${draft.id}&page=${n + 1}`,
      );
      for (const query of ['', ...addresses]) {
        const response = await pages.request(path + query);
        const text = await response.text();
        if (response.status !== 200 || !text.includes('<div id="fill">')) wrong.push(file + query);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('runs at least nine of ten of those whose actions are all here', async () => {
    const { scaffolder, github } = scaffolderOf(db, byRef);
    const kept = able.filter(({ isAccepted }) => isAccepted);
    const began: { file: string; id: string }[] = [];
    const failures: string[] = [];
    for (const { template, values, file } of kept) {
      const { ref } = template;
      const asked = { template: ref, values, secrets: secretsFor(template), by: null, key: ref };
      const started = await scaffolder.start(asked);
      if (started.kind === 'started') began.push({ file, id: started.id });
      else failures.push(`${file}: ${JSON.stringify(started)}`);
    }
    await scaffolder.work();
    const reports = await Promise.all(began.map(({ id }) => scaffolder.report(id)));
    // What a template changes is there already at its company: it is made, and the step done again.
    for (const report of reports) {
      const missing = missingIn(report);
      if (!report || !missing) continue;
      await github
        .createRepository({ name: missing, files: { 'README.md': '# It was there\n' } })
        .catch(() => {});
      await scaffolder.retry(report.id, null, secretsFor(byRef.get(report.template.ref)?.template));
    }
    await scaffolder.work();
    for (const { id, file } of began) {
      const report = await scaffolder.report(id);
      if (report?.state === 'completed') continue;
      const step = report?.steps.find(({ state }) => state === 'failed');
      failures.push(`${file}: ${step?.id} (${step?.action}): ${report?.error?.message}`);
    }
    const ended = kept.length - failures.length;
    process.stderr.write(
      `${ended} of ${able.length} public templates run to their end.\n${failures.join('\n')}\n`,
    );
    expect(ended / able.length).toBeGreaterThanOrEqual(0.9);
  }, 60_000);
});

type Case = Loaded & { values: Values; isAccepted: boolean };

/** What steps name and no page asks for is given by programs. */
function neverAsked({ notes }: Loaded, at: number): Values {
  const names = notes.flatMap(
    ({ message }) => /^No page asks for a parameter `(.+?)`/.exec(message)?.[1] ?? [],
  );
  return Object.fromEntries(
    names.map((name) => [
      name,
      name === 'repoUrl' ? `github.com?owner=${ORGANIZATION}&repo=never-asked-${at}` : ORGANIZATION,
    ]),
  );
}

function viewsOf({ template }: Case, values: Values) {
  const form = formOf(template, completeValues(template, values));
  const screens = screensOf(form);
  const world = { labelOf: (ref: string) => ref, places: [{ host: 'github.com', owner: 'acme' }] };
  const drawn = { template, draft: 'a-draft', values, world };
  return [
    ...screens.map((_, at) => formView({ ...drawn, screens, at, said: [] })),
    reviewView({ ...drawn, form, approver: null }),
  ];
}

function pagesOver(db: Db, scaffolder: RunningScaffolder): Hono {
  const now = () => new Date();
  const pages = templatePages(readAssets('/assets'), {
    db,
    scaffolder,
    links: createFormLinks({ db, now, hereOf: (path) => `http://localhost${path}` }),
    index: createCatalogIndex(db),
    queries: createCatalogQueries(db),
    places: [{ host: 'github.com', owner: ORGANIZATION }],
    now,
    log: createLog('silent'),
    signIn: null,
    actorOf: async () => null,
    areWritesOpen: true,
  });
  return new Hono().route('/templates', pages);
}

function secretsFor(template: Loaded['template'] | undefined): Record<string, string> {
  const names = Object.keys((template?.secrets?.['properties'] ?? {}) as object);
  return Object.fromEntries(names.map((name) => [name, 'made-up']));
}

function missingIn(report: RunReport | null): string | null {
  return /^I see no repository [^/]+\/(\S+)\.$/.exec(report?.error?.message ?? '')?.[1] ?? null;
}
