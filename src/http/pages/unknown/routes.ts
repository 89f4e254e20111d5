import type { Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import type { Db } from '#dialect';
import { enumerate } from '../../../catalog/labels.ts';
import { nicknamesOf } from '../../../catalog/nicknames.ts';
import type { CatalogIndex, CatalogView } from '../../../catalog/search.ts';
import type { Html } from '../../../html.ts';
import { link } from '../../../questions/link.ts';
import type { Actor, NamesDesk, Settling } from '../../../questions/unknown/desk.ts';
import { nearestTo } from '../../../questions/unknown/list.ts';
import type { Registrar } from '../../../questions/unknown/registrar.ts';
import { refuse } from '../../errors.ts';
import type { Person } from '../../sign-in/provider.ts';
import { drawUnknown, saidOf, type UnknownPage } from './draw.ts';
import {
  AsideForm,
  ForgetForm,
  MeansForm,
  RegisterForm,
  readShown,
  type Shown,
  unknownUrl,
} from './query.ts';

export type UnknownNames = {
  names: NamesDesk;
  registrar: Registrar;
  /** Which User entity somebody who signed in is. */
  actorOf: (person: Person) => Promise<Actor | null>;
  /** After each change, for whoever shows the list elsewhere. */
  onSettled: () => Promise<void>;
};

export type UnknownPagesParts = {
  db: Db;
  index: CatalogIndex;
  now: () => Date;
  unknown: UnknownNames;
  /** Where people reach the pages; null where only this machine looks, and nobody is known. */
  url: string | null;
  whole: (main: Html) => Html;
};

/** What looks like each is looked up, and nobody settles more at once. */
const LISTED = 50;

/** `/catalog/unknown`, and its forms: they work without a script, for whoever signed in and is known to the catalog. */
export function unknownPages(app: Hono, parts: UnknownPagesParts): void {
  const { db, index, now, unknown, url, whole } = parts;
  const { names, registrar, onSettled } = unknown;

  app.use('/unknown/*', async (c, next) => {
    await next();
    // Without a referrer a form would not say where it was sent from, and that is what the guard below asks.
    c.header('Referrer-Policy', 'same-origin');
  });
  app.use(
    '/unknown/*',
    csrf({
      origin: (origin, c) =>
        origin === new URL(c.req.url).origin || (url !== null && origin === new URL(url).origin),
    }),
  );

  app.get('/unknown', async (c) => {
    const shown = readShown(new URL(c.req.url).searchParams);
    return c.html(await page(c, shown, null));
  });

  app.post('/unknown/means', async (c) => {
    const actor = await mustBeKnown(c);
    const { alias, thing } = MeansForm.parse(await c.req.parseBody());
    const meant = thingNamed(await index.current(), thing);
    const settling: Settling =
      'reason' in meant
        ? { kind: 'wrong', part: 'ref', reason: meant.reason }
        : await names.name({ alias: alias.trim(), ref: meant.ref }, actor);
    return settled(c, 'open', settling);
  });

  app.post('/unknown/aside', async (c) => {
    const actor = await mustBeKnown(c);
    const { text, back } = AsideForm.parse(await c.req.parseBody());
    const isAside = back === undefined;
    return settled(c, isAside ? 'open' : 'ignored', await names.setAside(text, isAside, actor));
  });

  app.post('/unknown/forget', async (c) => {
    const actor = await mustBeKnown(c);
    const named = ForgetForm.parse(await c.req.parseBody());
    return settled(c, 'given', await names.unname(named, actor));
  });

  app.post('/unknown/register', async (c) => {
    const actor = await mustBeKnown(c);
    const { address } = RegisterForm.parse(await c.req.parseBody());
    const registration = await registrar.register(address, actor);
    await onSettled();
    const status = registration.kind === 'failed' ? 422 : 200;
    return c.html(await page(c, 'open', saidOf(registration)), status);
  });

  async function actorOf(c: Context): Promise<Actor | null> {
    const { person } = c.var;
    return person ? unknown.actorOf(person) : null;
  }

  async function mustBeKnown(c: Context): Promise<Actor> {
    const actor = await actorOf(c);
    return actor ?? refuse(403, hintFor(c));
  }

  function hintFor(c: Context): string {
    if (c.var.person)
      return 'I do not know who you are in the catalog, so you can only read here. Say it in Slack: "pg means payments-gateway".';
    return 'Nobody signs in here, so this page only tells. Say it in Slack: "pg means payments-gateway".';
  }

  /** To the list, as it is now; or the list with what is wrong. */
  async function settled(c: Context, shown: Shown, settling: Settling): Promise<Response> {
    if (settling.kind !== 'done') {
      const said = { isGood: false, text: settling.reason };
      return c.html(await page(c, shown, said), settling.kind === 'refused' ? 403 : 422);
    }
    await onSettled();
    return c.redirect(unknownUrl(shown), 303);
  }

  async function page(c: Context, shown: Shown, said: UnknownPage['said']): Promise<Html> {
    const view = await index.current();
    const actor = await actorOf(c);
    const rights = actor && { isAdmin: (await names.refusal(actor)) === null };
    const main = drawUnknown({
      view,
      now: now(),
      shown,
      names: shown === 'given' ? [] : await names.list({ limit: LISTED, states: [shown] }),
      given: shown === 'given' ? await nicknamesOf(db) : [],
      rights,
      hint: actor ? null : hintFor(c),
      said,
    });
    return whole(main);
  }
}

/** The one thing that somebody typed, by its ref or by its name; else why not. */
function thingNamed(view: CatalogView, said: string): { ref: string } | { reason: string } {
  const entry = view.get(said.trim().toLowerCase());
  if (entry) return { ref: entry.ref };
  const talk = { asker: null, subjects: [], refs: [] };
  // A team and a service of one name: people ask for services.
  for (const want of ['thing', 'team'] as const) {
    const linked = link(view, said, { want, talk });
    const isOne = linked.kind === 'linked' && !linked.rest && linked.mentions.length === 1;
    const [mention] = isOne ? linked.mentions : [];
    if (mention && !mention.isGuess) return { ref: mention.ref };
    if (linked.kind === 'unclear' && linked.options.length > 1)
      return {
        reason: `"${said}" could be several things: write one of ${enumerate(linked.options)}.`,
      };
  }
  const near = nearestTo(view, said).map(({ ref }) => ref);
  const hint = near.length > 0 ? ` The nearest names are ${enumerate(near)}.` : '';
  return { reason: `Nothing is called "${said}".${hint}` };
}
