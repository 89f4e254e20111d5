import { Hono } from 'hono';
import { labelOf } from '../../../catalog/labels.ts';
import { formatRef } from '../../../catalog/ref.ts';
import type { Html } from '../../../html.ts';
import { changesWhere, daysWhere, resultsOf } from '../../../scorecards/results/read.ts';
import { standings } from '../../../scorecards/results/standings.ts';
import type { Scorecard } from '../../../scorecards/scorecard.ts';
import { requirePageAccess } from '../../page-access.ts';
import { csvOf, storedJson } from '../../scorecards/export.ts';
import type { Assets } from '../assets.ts';
import { frame, sorry } from '../frame.ts';
import { drawPage, type Page } from '../layout.ts';
import { drawBadge } from './badge.ts';
import { CHANGE_DAYS, drawChangesPage } from './changes.ts';
import { digestPages } from './digest.ts';
import { drawLibraryProblems } from './library-problems.ts';
import { listPages } from './list-pages.ts';
import { drawMatrix } from './matrix/draw.ts';
import { type MatrixQuery, readMatrixQuery } from './matrix/query.ts';
import { chosenRows, layOut, type Row } from './matrix/rows.ts';
import { drawOverview } from './overview.ts';
import { dayBefore, rowsOf, type ScorecardPagesParts } from './parts.ts';
import { drawScore } from './score.ts';
import { gatherScore } from './score-data.ts';
import { drawTeams } from './teams.ts';
import { drawTrend, TREND_DAYS } from './trend.ts';

/** `/scorecards`: what is measured, who has it, what moved and why. */
export function scorecardPages(assets: Assets, parts: ScorecardPagesParts): Hono {
  const { db, index, standards, now, log, signIn } = parts;
  const app = new Hono();
  const draw = (page: Page) => drawPage(assets, page);
  const whole = (title: string, main: Html) =>
    draw({ title, place: 'scorecards', main, search: '' });

  app.use(requirePageAccess(signIn));
  frame(app, { whole: draw, log });

  app.get('/', async (c) => {
    const since = dayBefore(now(), TREND_DAYS);
    const [library, all, days] = await Promise.all([
      standards.loaded(),
      standings(db),
      daysWhere(db, { owner: '*', since }),
    ]);
    const main = drawOverview({
      scorecards: library.scorecards,
      standings: all,
      days: Map.groupBy(days, ({ scorecard }) => scorecard),
      problems: drawLibraryProblems(library),
    });
    return c.html(whole('Scorecards', main));
  });

  listPages(app, { ...parts, whole });
  digestPages(app, { ...parts, whole });

  app.get('/badge/:namespace/:kind/:file{.+\\.svg}', async (c) => {
    const { namespace, kind, file } = c.req.param();
    const ref = formatRef({ namespace, kind, name: file.replace(/\.svg$/, '') });
    const results = (await index.current()).get(ref) ? await resultsOf(db, ref) : [];
    const named = c.req.query('scorecard');
    const scorecard = await scorecardOf(named ?? results[0]?.scorecard ?? '');
    if (!scorecard) return c.text('There is no such scorecard, or it measured nothing here.', 404);
    const result = results.find((one) => one.scorecard === scorecard.name) ?? null;
    return c.body(drawBadge(scorecard, result), 200, { 'Content-Type': 'image/svg+xml' });
  });

  app.get('/:name/:namespace/:kind/:entity', async (c) => {
    const { name, namespace, kind, entity } = c.req.param();
    const scorecard = await scorecardOf(name);
    if (!scorecard) return c.html(missing(), 404);
    const view = await index.current();
    const ref = formatRef({ namespace, kind, name: entity });
    const data = await gatherScore(parts, { view, scorecard, ref });
    if (!data) {
      const words = sorry('It is not in the catalog', `Nothing here is called ${ref}.`);
      return c.html(whole('Nothing here', words), 404);
    }
    return c.html(whole(`${labelOf(view, ref)}: ${scorecard.title}`, drawScore(data, now())));
  });

  app.get('/:name', async (c) => {
    const scorecard = await scorecardOf(c.req.param('name'));
    if (!scorecard) return c.html(missing(), 404);
    const view = await index.current();
    const rows = await rowsOf(db, view, scorecard);
    const query = readMatrixQuery(new URL(c.req.url).searchParams);
    const matrix = layOut(rows, query);
    const trend = await trendOf(scorecard, query, rows);
    const entities = rows.length;
    const page = { view, scorecard, query, matrix, entities, trend, now: now() };
    return c.html(whole(scorecard.title, drawMatrix(page)));
  });

  app.get('/:name/teams', async (c) => {
    const scorecard = await scorecardOf(c.req.param('name'));
    if (!scorecard) return c.html(missing(), 404);
    const view = await index.current();
    const since = dayBefore(now(), TREND_DAYS);
    const [rows, days] = await Promise.all([
      rowsOf(db, view, scorecard),
      daysWhere(db, { scorecard: scorecard.name, since }),
    ]);
    const main = drawTeams({ view, scorecard, rows, days });
    return c.html(whole(`${scorecard.title} by team`, main));
  });

  app.get('/:name/changes', async (c) => {
    const scorecard = await scorecardOf(c.req.param('name'));
    if (!scorecard) return c.html(missing(), 404);
    const since = new Date(`${dayBefore(now(), CHANGE_DAYS)}T00:00:00Z`);
    const changes = await changesWhere(db, { scorecard: scorecard.name, since });
    const around = { view: await index.current(), scorecard, now: now() };
    return c.html(whole(`Changes of ${scorecard.title}`, drawChangesPage(changes, around)));
  });

  app.get('/:name/results.csv', async (c) => {
    const chosen = await chosenOf(c.req.param('name'), new URL(c.req.url).searchParams);
    if (!chosen) return c.html(missing(), 404);
    return c.body(csvOf(chosen.scorecard, chosen.rows), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${chosen.scorecard.name}.csv"`,
    });
  });

  app.get('/:name/results.json', async (c) => {
    const chosen = await chosenOf(c.req.param('name'), new URL(c.req.url).searchParams);
    if (!chosen) return c.html(missing(), 404);
    return c.json({ items: chosen.rows.map(({ result }) => storedJson(result)) });
  });

  async function scorecardOf(name: string): Promise<Scorecard | null> {
    return (await standards.scorecards()).find((one) => one.name === name) ?? null;
  }

  function missing(): Html {
    const words = 'It may have been renamed; all of them are listed under Scorecards.';
    return whole('Nothing here', sorry('There is no such scorecard', words));
  }

  /** What a filter leaves, of all pages. */
  async function chosenOf(name: string, params: URLSearchParams) {
    const scorecard = await scorecardOf(name);
    if (!scorecard) return null;
    const rows = await rowsOf(db, await index.current(), scorecard);
    return { scorecard, rows: chosenRows(rows, readMatrixQuery(params)) };
  }

  /** Of everybody, and of the team that was chosen beside it. */
  async function trendOf(scorecard: Scorecard, { team }: MatrixQuery, rows: readonly Row[]) {
    const since = dayBefore(now(), TREND_DAYS);
    const of = (owner: string) => daysWhere(db, { scorecard: scorecard.name, owner, since });
    const lines = [{ name: 'All', days: await of('*') }];
    const label = rows.find(({ result }) => result.owner === team)?.ownerLabel;
    if (team && label) lines.push({ name: label, days: await of(team) });
    return drawTrend(`Average, ${TREND_DAYS} days`, lines);
  }

  return app;
}
