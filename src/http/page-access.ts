import type { Context, MiddlewareHandler } from 'hono';
import { requireLoopback } from './access.ts';
import { refuse } from './errors.ts';
import type { Person } from './sign-in/provider.ts';
import { SIGN_IN, type SignIn } from './sign-in/routes.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** Who signed in; unset where only this machine looks. */
    person?: Person;
  }
}

/** Who may look at the pages for people: whoever has signed in; callers of this machine where nobody can. */
export function requirePageAccess(signIn: SignIn | null): MiddlewareHandler {
  if (!signIn) return requireLoopback();
  return async (c, next) => {
    const person = await signIn.sessions.personOf(c);
    if (!person) return toSignIn(c);
    c.set('person', person);
    c.set('caller', `${person.provider}:${person.id}`);
    return next();
  };
}

/** A browser that shows a page is led to sign in and back; a script and a form are told. */
function toSignIn(c: Context): Response {
  const isPage = c.req.method === 'GET' && c.req.header('X-Part') === undefined;
  if (!isPage) refuse(401, 'You are not signed in any more: open the page again.');
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`${SIGN_IN}?${new URLSearchParams({ return_to: pathname + search })}`);
}
