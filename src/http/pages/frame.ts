import type { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { type Html, html } from '../../html.ts';
import type { Log } from '../../log.ts';
import type { Page } from './layout.ts';
import { CATALOG } from './paths.ts';

/** A page is made anew for each look: what it says may change with the next push, and what it shows may be for one person alone. */
const FRESH = 'private, no-cache';

/** What all pages share: nothing foreign runs on them, they are never stale, and they say so when something is missing or broken. */
export function frame(
  app: Hono,
  {
    whole,
    log,
    hasDiagrams = false,
  }: {
    whole: (page: Page) => Html;
    log: Log;
    /** Whether its pages show pictures that their own script drew, in a frame of ours. */
    hasDiagrams?: boolean;
  },
): void {
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: hasDiagrams ? ["'self'", 'blob:'] : ["'self'"],
        ...(hasDiagrams && { frameSrc: ["'self'"] }),
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
      xFrameOptions: 'DENY',
    }),
  );
  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', FRESH);
  });
  app.notFound((c) => {
    const words = sorry(
      'There is nothing at this address',
      'Search the catalog, or look at all of it.',
    );
    return c.html(whole({ title: 'Nothing here', place: null, main: words, search: '' }), 404);
  });
  app.onError((error, c) => {
    const refused = error instanceof HTTPException;
    const reference = c.var.requestId;
    if (!refused) log.error({ err: error, reference, path: c.req.path }, 'page failed');
    const words = refused
      ? sorry(headingOf(error.status), error.message)
      : sorry('Something broke on our side', `The log has it under ${reference}.`);
    const content = { title: 'Sorry', place: null, main: words, search: null };
    return c.html(whole(content), refused ? error.status : 500);
  });
}

function headingOf(status: number): string {
  if (status === 401 || status === 403) return 'Not for you';
  return status === 404 ? 'Nothing here' : 'That did not work';
}

export function sorry(title: string, words: string): Html {
  return html`<div class="notice"><h1>${title}</h1><p>${words}</p><p><a href="${CATALOG}">All of the catalog</a></p></div>`;
}
