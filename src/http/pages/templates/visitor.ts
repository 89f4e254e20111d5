import type { Context, MiddlewareHandler } from 'hono';
import type { Db } from '#dialect';
import type { Actor } from '../../../questions/unknown/desk.ts';
import { draftById } from '../../../scaffolder/draft-store.ts';
import type { FormLink } from '../../../scaffolder/form-link-store.ts';
import { refuse } from '../../errors.ts';
import { requirePageAccess } from '../../page-access.ts';
import type { Person } from '../../sign-in/provider.ts';
import type { SignIn } from '../../sign-in/routes.ts';
import { formPathOf, runPathOf } from '../paths.ts';
import { type FormLinks, LINK } from './form-links.ts';

/** Who looks at the pages of templates, and what they may do. */
export type Visitor = {
  /** Ref of them; null for whom the catalog does not know. */
  by: string | null;
  /** Slack's id, of somebody who came from there. */
  slackPerson: string | null;
  /** Why they can only look, in a sentence. */
  hint: string | null;
  /** Why they can do nothing about runs; those are somebody's, so it has to be known who they are. */
  strange: string | null;
  /** The one form that a browser may see that came by an address from Slack. */
  link: FormLink | null;
};

declare module 'hono' {
  interface ContextVariableMap {
    visitor?: Visitor;
  }
}

export type VisitorParts = {
  db: Db;
  signIn: SignIn | null;
  links: FormLinks;
  /** Which User entity somebody who signed in is. */
  actorOf: (person: Person) => Promise<Actor | null>;
  /** Whether this machine may have things made without anybody signing in: only in the demo. */
  areWritesOpen: boolean;
};

const NOBODY =
  'Nobody signs in here, so this page only shows what could be made. Set up signing in, or run it from Slack or with "callboard template run".';

const STRANGER = 'I do not know who you are in the catalog, so you can only look at runs here.';
const ONE_RUN = 'You came by an address from Slack, which shows this run alone.';

/** Lets in whoever signed in, who came by an address from Slack to its form and its run, and this machine where nobody can sign in. */
export function requireVisitor(parts: VisitorParts): MiddlewareHandler {
  const { signIn, links, actorOf, areWritesOpen } = parts;
  const signedIn = requirePageAccess(signIn);
  return async (c, next) => {
    const token = c.req.query(LINK);
    if (token !== undefined) return openLink(c, links, token);
    const link = await links.of(c);
    if (link && (await isOf(c, link, parts.db))) {
      const { by, person } = link;
      c.set('visitor', { by, slackPerson: person, hint: null, strange: ONE_RUN, link });
      c.set('caller', `slack:${person}`);
      return next();
    }
    return signedIn(c, async () => {
      const { person } = c.var;
      const actor = person ? await actorOf(person) : null;
      c.set('visitor', {
        by: actor?.ref ?? null,
        slackPerson: person?.provider === 'slack' ? person.id : null,
        hint: person || areWritesOpen ? null : NOBODY,
        strange: person ? (actor ? null : STRANGER) : areWritesOpen ? null : NOBODY,
        link: null,
      });
      await next();
    });
  };
}

export function visitorOf(c: Context): Visitor {
  return c.var.visitor ?? refuse(403, 'This page is not for you.');
}

/** Slack and mail look at addresses before anybody presses them: only a browser that shows the page opens one. */
async function openLink(c: Context, links: FormLinks, token: string): Promise<Response> {
  const isLooking = /bot\b|preview|unfurl/i.test(c.req.header('user-agent') ?? '');
  if (c.req.method !== 'GET' || isLooking) return c.text('Open this address in a browser.', 200);
  const opened = await links.open(c, token);
  if (!opened)
    refuse(
      403,
      'This address was opened before, or is older than 15 minutes. Ask for the form in Slack again.',
    );
  const query = new URLSearchParams({ draft: opened.draft });
  return c.redirect(`${formPathOf(opened.template)}?${query}`, 303);
}

/** Whether a request is about the form of a link, or what became of it. */
async function isOf(c: Context, link: FormLink, db: Db): Promise<boolean> {
  const { pathname, searchParams } = new URL(c.req.url);
  if (pathname === formPathOf(link.template)) {
    const draft = searchParams.get('draft');
    return draft === null || draft === link.draft;
  }
  if (c.req.method !== 'GET') return false;
  const run = (await draftById(db, link.draft))?.run;
  if (!run) return false;
  const page = runPathOf(run);
  return pathname === page || pathname === `${page}/stream`;
}
