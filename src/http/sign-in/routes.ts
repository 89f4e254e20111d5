import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { describeError } from '../../errors.ts';
import { type Html, html } from '../../html.ts';
import type { Log } from '../../log.ts';
import { refuse } from '../errors.ts';
import type { Assets } from '../pages/assets.ts';
import { drawPage } from '../pages/layout.ts';
import { CATALOG } from '../pages/paths.ts';
import type { Provider } from './provider.ts';
import { safeReturn } from './return-to.ts';
import type { Sessions } from './session.ts';

/** Everything that sign-in needs; there is none where no provider is set up. */
export type SignIn = {
  providers: readonly Provider[];
  sessions: Sessions;
  /** Where people reach the pages, e.g. `https://callboard.example.com`. */
  url: string;
};

export const SIGN_IN = '/sign-in';
export const SIGN_OUT = '/sign-out';

/** `/sign-in`, the way to each provider and back, and `/sign-out`. */
export function signInRoutes(signIn: SignIn, assets: Assets, log: Log): Hono {
  const { providers, sessions, url } = signIn;
  const app = new Hono();
  const page = (title: string, main: Html) =>
    drawPage(assets, { title, place: null, main, search: null });
  const returnTo = (c: Context) => safeReturn(c.req.query('return_to'), url, CATALOG);
  const callbackOf = ({ name }: Provider) => new URL(`${SIGN_IN}/${name}/callback`, url).href;

  const guards: MiddlewareHandler[] = [
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
    }),
    async (c, next) => {
      await next();
      c.header('Cache-Control', 'no-store');
    },
  ];
  for (const path of [SIGN_IN, SIGN_OUT]) app.use(`${path}/*`, ...guards);

  app.get(SIGN_IN, (c) => c.html(page('Sign in', drawDoors(providers, returnTo(c)))));
  app.get(SIGN_OUT, (c) => c.html(page('Sign out', drawSignOut())));
  app.post(SIGN_OUT, (c) => {
    // A form of another site must not sign people out, and needs no more than to be told apart.
    if (c.req.header('sec-fetch-site') === 'cross-site') refuse(403, 'Sign out on our own page.');
    sessions.close(c);
    return c.redirect(SIGN_IN, 303);
  });

  for (const provider of providers) {
    app.get(`${SIGN_IN}/${provider.name}`, async (c) => {
      const { randomNonce, randomPKCECodeVerifier, randomState } = await import('openid-client');
      const attempt = {
        state: randomState(),
        nonce: randomNonce(),
        verifier: randomPKCECodeVerifier(),
      };
      const there = await provider.begin(attempt, callbackOf(provider));
      await sessions.remember(c, { ...attempt, provider: provider.name, returnTo: returnTo(c) });
      return c.redirect(there.href);
    });
    app.get(`${SIGN_IN}/${provider.name}/callback`, async (c) => {
      const begun = await sessions.recall(c, provider.name);
      if (!begun) refuse(400, 'This sign-in has expired, or was begun in another browser.');
      const { search } = new URL(c.req.url);
      const verdict = await provider.finish(begun, new URL(callbackOf(provider) + search));
      if (verdict.kind === 'refused') {
        log.warn({ provider: provider.name, reason: verdict.reason }, 'sign-in refused');
        refuse(403, verdict.reason);
      }
      const { person } = verdict;
      await sessions.open(c, person);
      log.info({ provider: person.provider, person: person.id }, 'signed in');
      return c.redirect(begun.returnTo);
    });
  }

  app.onError((error, c) => {
    const refused = error instanceof HTTPException;
    if (!refused) log.warn({ reason: describeError(error), path: c.req.path }, 'sign-in failed');
    const reason = refused ? error.message : 'The provider did not confirm who you are.';
    return c.html(page('Not signed in', drawFailure(reason)), refused ? error.status : 403);
  });
  return app;
}

function drawDoors(providers: readonly Provider[], returnTo: string): Html {
  const query = new URLSearchParams({ return_to: returnTo });
  const doors = providers.map(
    ({ name, label }) =>
      html`<p><a class="button" href="${SIGN_IN}/${name}?${query.toString()}">Sign in with ${label}</a></p>`,
  );
  return html`<div class="notice"><h1>Sign in</h1><p>The catalog is for the people of this organisation.</p>${doors}</div>`;
}

function drawSignOut(): Html {
  return html`<div class="notice"><h1>Sign out</h1><form method="post" action="${SIGN_OUT}"><button class="button">Sign out</button></form></div>`;
}

function drawFailure(reason: string): Html {
  return html`<div class="notice"><h1>You are not signed in</h1><p>${reason}</p><p><a href="${SIGN_IN}">Try again</a></p></div>`;
}
