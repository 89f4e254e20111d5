import type { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import type { Db } from '#dialect';
import { createListing, type Listing } from '../../catalog/listing.ts';
import { lookCloser } from '../../catalog/problems/closer.ts';
import { problems, unplacedProblems } from '../../catalog/problems.ts';
import type { CatalogQueries } from '../../catalog/query/queries.ts';
import { formatRef } from '../../catalog/ref.ts';
import type { CatalogIndex, CatalogView } from '../../catalog/search.ts';
import { entityByRef, removalOf } from '../../catalog/store.ts';
import { DOCS } from '../../docs/address.ts';
import type { Docs } from '../../docs/docs.ts';
import type { Html } from '../../html.ts';
import type { Log } from '../../log.ts';
import type { Standards } from '../../scorecards/standards.ts';
import type { JobState } from '../jobs.ts';
import { requirePageAccess } from '../page-access.ts';
import { type SignIn, signInRoutes } from '../sign-in/routes.ts';
import { type Assets, readAssets } from './assets.ts';
import { createDefinitions } from './definition/drawn.ts';
import { diagramRoutes } from './docs/diagrams.ts';
import { viewerOf } from './docs/parts.ts';
import { docsPages } from './docs/routes.ts';
import { drawEntity } from './entity.ts';
import { gatherEntity } from './entity-data.ts';
import { frame } from './frame.ts';
import { createGraphs } from './graph.ts';
import { jobPages } from './jobs.ts';
import { drawPage, type Page } from './layout.ts';
import { drawList, drawResults, type ListPage, PAGE_SIZE } from './list.ts';
import { type ListQuery, readListQuery } from './list-query.ts';
import { drawAbsent, drawRemoved } from './missing.ts';
import { ASSETS, CATALOG, JOBS, SCORECARDS, TEMPLATES } from './paths.ts';
import { chosenProblems, drawProblemsPage, PROBLEMS_A_PAGE, readProblemQuery } from './problems.ts';
import { scorecardPages } from './scorecards/routes.ts';
import { scoreSection } from './scorecards/section.ts';
import { yamlOf } from './source.ts';
import { type TemplatePagesParts, templatePages } from './templates/routes.ts';
import { type UnknownNames, unknownPages } from './unknown/routes.ts';

export type PagesParts = {
  db: Db;
  index: CatalogIndex;
  queries: CatalogQueries;
  now: () => Date;
  log: Log;
  /** How people sign in; null where only this machine looks. */
  signIn: SignIn | null;
  unknown: UnknownNames;
  areWritesOpen: boolean;
  /** Null where no docs are read. */
  docs: Docs | null;
  /** Null where nothing is made from templates. */
  scaffolding: Scaffolding | null;
  jobs: () => Promise<readonly JobState[]>;
  standards: Standards;
};

/** What forms and runs need beside the catalog. */
export type Scaffolding = Pick<TemplatePagesParts, 'scaffolder' | 'links' | 'places'>;

/** The pages for people: the catalog as a list, an entity, what is wrong. Nothing that a descriptor says runs on them. */
export function pageRoutes(app: OpenAPIHono, parts: PagesParts): void {
  const assets = readAssets(ASSETS);
  app.get(`${ASSETS}/:name`, (c) => assets.serve(c, c.req.param('name')));
  app.route(CATALOG, catalogPages(assets, parts));
  app.route(JOBS, jobPages(assets, parts));
  app.route(SCORECARDS, scorecardPages(assets, parts));
  const { docs, unknown } = parts;
  if (docs) diagramRoutes(app);
  if (docs) app.route(DOCS, docsPages(assets, { ...parts, docs, actorOf: unknown.actorOf }));
  if (parts.scaffolding) {
    const { actorOf } = parts.unknown;
    app.route(TEMPLATES, templatePages(assets, { ...parts, ...parts.scaffolding, actorOf }));
  }
  if (parts.signIn) app.route('/', signInRoutes(parts.signIn, assets, parts.log));
}

function catalogPages(assets: Assets, parts: PagesParts): Hono {
  const { db, index, queries, now, log, signIn } = parts;
  const app = new Hono();
  const whole = (content: Page) => drawPage(assets, content);
  const listing = listings();
  const definitions = createDefinitions();
  const graphs = createGraphs();

  app.use(requirePageAccess(signIn));
  frame(app, { whole, log });

  app.get('/', async (c) => {
    const query = readListQuery(new URL(c.req.url).searchParams);
    const list = await listPage(query);
    // The script asks for the part that changes; the same address without it is the whole page.
    c.header('Vary', 'X-Part');
    if (c.req.header('X-Part') === 'results') return c.html(drawResults(list));
    return c.html(
      whole({ title: titleOf(query), place: 'catalog', main: drawList(list), search: null }),
    );
  });

  app.get('/problems', async (c) => {
    const view = await index.current();
    const asked = readProblemQuery(new URL(c.req.url).searchParams);
    const all = await unplacedProblems(db);
    const chosen = chosenProblems(view, all, asked);
    const last = Math.max(1, Math.ceil(chosen.length / PROBLEMS_A_PAGE));
    const query = { ...asked, page: Math.min(asked.page, last) };
    const start = (query.page - 1) * PROBLEMS_A_PAGE;
    const shown = await lookCloser(db, chosen.slice(start, start + PROBLEMS_A_PAGE));
    const found = { view, now: now(), query, all, total: chosen.length, shown };
    const main = drawProblemsPage(found);
    return c.html(whole({ title: 'Problems', place: 'problems', main, search: '' }));
  });

  unknownPages(app, {
    ...parts,
    url: signIn?.url ?? null,
    whole: (main) => whole({ title: 'Unknown names', place: 'unknown', main, search: '' }),
  });

  app.get('/:namespace/:kind/:name', async (c) => {
    const view = await index.current();
    const ref = formatRef(c.req.param());
    const viewer = await viewerOf(c, parts.unknown.actorOf);
    const mayRead = async (readers: readonly string[] | null) =>
      (await parts.docs?.mayRead(viewer, readers)) ?? false;
    const data = await gatherEntity({ db, queries, now: now(), mayRead }, view, ref);
    if (!data) return c.html(await missing(view, ref), 404);
    const [graph, definition, scores] = await Promise.all([
      graphs(view, ref),
      definitions(data.found),
      scoreSection(parts, ref),
    ]);
    const main = drawEntity({ data, now: now(), graph, definition, scores });
    const title = data.facts.entry.title ?? data.found.entity.metadata.name;
    return c.html(whole({ title, place: 'catalog', main, search: '' }));
  });

  app.get('/:namespace/:kind/:name/entity.yaml', async (c) => {
    const ref = formatRef(c.req.param());
    const [json] = await queries.texts([ref]);
    if (!json) return c.html(await missing(await index.current(), ref), 404);
    return c.text(yamlOf(json));
  });

  app.get('/:namespace/:kind/:name/definition', async (c) => {
    const ref = formatRef(c.req.param());
    const definition = (await entityByRef(db, ref))?.entity.spec?.['definition'];
    if (typeof definition !== 'string')
      return c.html(await missing(await index.current(), ref), 404);
    return c.text(definition);
  });

  async function listPage(asked: ListQuery): Promise<ListPage> {
    const view = await index.current();
    const listed = listing(view).find(asked.text, asked.narrowing);
    const last = Math.max(1, Math.ceil(listed.entries.length / PAGE_SIZE));
    const query = { ...asked, page: Math.min(asked.page, last) };
    return { view, query, listed };
  }

  async function missing(view: CatalogView, ref: string): Promise<Html> {
    const removal = await removalOf(db, ref);
    const wrong = await problems(db, { ref });
    const main = removal
      ? drawRemoved(view, { ref, removal, now: now() })
      : drawAbsent(view, { ref, problems: wrong, now: now() });
    return whole({ title: removal ? 'Gone' : 'Not in the catalog', place: null, main, search: '' });
  }

  return app;
}

/** The newest listing; made when somebody looks for the first time after a change. */
function listings(): (view: CatalogView) => Listing {
  let made: Listing | null = null;
  return (view) => {
    if (made?.revision !== view.revision) made = createListing(view);
    return made;
  };
}

function titleOf({ text }: ListQuery): string {
  return text.trim() ? `${text.trim()} in the catalog` : 'Catalog';
}
