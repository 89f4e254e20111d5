import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import type { Db } from '#dialect';
import type { CatalogQueries } from '../../../catalog/query/queries.ts';
import type { CatalogIndex } from '../../../catalog/search.ts';
import { html } from '../../../html.ts';
import type { Log } from '../../../log.ts';
import { createCandidates } from '../../../scaffolder/form/candidates.ts';
import { numbersSince } from '../../../scaffolder/runs/numbers.ts';
import type { Scaffolder } from '../../../scaffolder/scaffolder.ts';
import { refuse } from '../../errors.ts';
import type { Assets } from '../assets.ts';
import { frame } from '../frame.ts';
import { drawPage, type Page } from '../layout.ts';
import { formPathOf, TEMPLATES } from '../paths.ts';
import type { Place } from './fill/draw-repository.ts';
import { formPages } from './form-routes.ts';
import { drawTemplates } from './list.ts';
import { drawNumbers } from './numbers.ts';
import { runPages } from './run-routes.ts';
import { requireVisitor, type VisitorParts } from './visitor.ts';

const DAY_MS = 24 * 3_600_000;
const NUMBERS_DAYS = 90;

export type TemplatePagesParts = VisitorParts & {
  db: Db;
  scaffolder: Scaffolder;
  index: CatalogIndex;
  queries: CatalogQueries;
  places: readonly Place[];
  now: () => Date;
  log: Log;
};

/** Everything below `/templates`: what can be made, the forms for it, and what was made. */
export function templatePages(assets: Assets, parts: TemplatePagesParts): Hono {
  const { scaffolder, index, log, signIn } = parts;
  const app = new Hono();
  const whole = (page: Omit<Page, 'place'>) =>
    drawPage(assets, {
      ...page,
      place: 'templates',
      head: html`<script type="module" src="${assets.templates}"></script>
${page.head ?? ''}`,
    });

  frame(app, { whole: (page) => drawPage(assets, page), log });
  app.use(requireVisitor(parts));
  app.use(async (c, next) => {
    await next();
    // Without a referrer a form would not say where it was sent from, and that is what the guard below asks.
    c.header('Referrer-Policy', 'same-origin');
  });
  app.use(csrf({ origin: (origin, c) => isOurs(origin, c, signIn?.url ?? null) }));
  app.use(
    bodyLimit({ maxSize: 1024 * 1024, onError: () => refuse(413, 'That is more than 1 MB.') }),
  );

  app.get('/', async (c) => {
    const view = await index.current();
    const main = drawTemplates(await scaffolder.templates(), view);
    return c.html(whole({ title: 'Templates', main, search: '' }));
  });

  app.get('/numbers', async (c) => {
    const since = new Date(parts.now().getTime() - NUMBERS_DAYS * DAY_MS);
    const view = await index.current();
    const main = drawNumbers(await numbersSince(parts.db, since), view, NUMBERS_DAYS);
    return c.html(whole({ title: 'Numbers of templates', main, search: '' }));
  });

  runPages(app, { ...parts, whole });

  app.get('/:name', async (c) => {
    const name = c.req.param('name').toLowerCase();
    const called = (await scaffolder.templates())
      .map(({ ref }) => ref)
      .filter((ref) => ref.endsWith(`/${name}`));
    const ref = called.find((one) => one === `template:default/${name}`) ?? called[0];
    if (!ref) refuse(404, `There is no template called ${name}.`);
    if (called.length > 1 && !called.includes(`template:default/${name}`))
      return c.redirect(TEMPLATES);
    const { search } = new URL(c.req.url);
    return c.redirect(formPathOf(ref) + search);
  });

  formPages(app, { ...parts, whole, candidates: createCandidates(parts) });
  return app;
}

function isOurs(origin: string, c: Context, url: string | null): boolean {
  return origin === new URL(c.req.url).origin || (url !== null && origin === new URL(url).origin);
}
