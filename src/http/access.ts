import { createHash, timingSafeEqual } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { refuse } from './errors.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** Name of the token that was sent; unset for callers of this machine. */
    caller?: string;
    /** What the caller may do. */
    scopes?: readonly Scope[];
  }
}

export type Scope = 'read' | 'ask' | 'write' | 'admin';
export type ApiToken = { name: string; scopes: readonly Scope[]; token: string };

/** Reads `name:scope+scope:token`, the form the settings have already checked. */
export function parseApiToken(text: string): ApiToken {
  const [name = '', scopes = '', ...token] = text.split(':');
  return { name, scopes: scopes.split('+') as Scope[], token: token.join(':') };
}

/** What a request to the API needs: to ask, to read, or to change the catalog. */
export function scopeOf(method: string, path: string): Scope {
  if (path === '/api/ask') return 'ask';
  if (OF_ADMINS.has(path)) return 'admin';
  const isChange =
    method === 'POST'
      ? CHANGED_BY_POST.has(path) || SCAFFOLDING.test(path) || DECIDING.test(path)
      : !READING.has(method);
  return isChange ? 'write' : 'read';
}

/** What tells of people: who did what, and what they asked for. */
const OF_ADMINS = new Set(['/api/audit', '/api/misses']);
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Backstage's API also reads by POST, where a question is too long for an address. */
const CHANGED_BY_POST = new Set([
  '/api/catalog/locations',
  '/api/catalog/refresh',
  '/api/aliases',
  '/api/deployments',
  '/api/facts',
]);

/** Starting, stopping and trying runs; filling a field only reads. */
const SCAFFOLDING = /^\/api\/scaffolder\/(?!v2\/autocomplete\/)/;

/** Exemptions, snoozes, transfers, fixes. */
const DECIDING = /^\/api\/scorecards\//;

/** What this machine may do where no token is configured. */
const OPEN: readonly Scope[] = ['read', 'ask'];

/**
 * Lets through a bearer token with the scope, or with any of several (`admin` has them all). With no token configured, only this machine is let through, and
 * nobody changes anything unless `areWritesOpen`; whoever came by a proxy or a foreign host name did not come from this machine.
 */
export function requireScope(
  tokens: readonly ApiToken[],
  scope: Scope | readonly Scope[],
  { areWritesOpen = false }: { areWritesOpen?: boolean } = {},
): MiddlewareHandler {
  const wanted = typeof scope === 'string' ? [scope] : scope;
  return async (c, next) => {
    if (tokens.length === 0) {
      if (!isLoopback(c)) {
        refuse(
          401,
          'This API answers only its own machine until CALLBOARD_API_TOKENS names who may call it.',
        );
      }
      if (wanted.includes('write') && !areWritesOpen) {
        refuse(
          401,
          'Changing anything needs a token: set CALLBOARD_API_TOKENS to one with the scope "write".',
        );
      }
      c.set('scopes', areWritesOpen ? [...OPEN, 'write'] : OPEN);
      return next();
    }
    const given = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const token = given && tokens.find((known) => isSame(known.token, given));
    if (!token)
      refuse(401, 'Send "Authorization: Bearer <token>" with a token of CALLBOARD_API_TOKENS.');
    if (![...wanted, 'admin' as const].some((one) => token.scopes.includes(one))) {
      refuse(403, `The token "${token.name}" lacks the scope "${wanted.join('" or "')}".`);
    }
    c.set('caller', token.name);
    c.set('scopes', token.scopes);
    return next();
  };
}

/** Lets through callers of this machine only: the demo and, without sign-in, the pages. */
export function requireLoopback(): MiddlewareHandler {
  return async (c, next) => {
    if (!isLoopback(c)) refuse(403, 'This page answers only its own machine.');
    return next();
  };
}

/** Comparing digests takes the same time wherever two tokens differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

const FORWARDING = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via', 'cf-connecting-ip'];
const LOCAL_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Straight from this machine: the peer's address, no sign of a proxy, and a local name in `Host` (a page of elsewhere that re-points its own name at us is refused). */
function isLoopback(c: Context): boolean {
  if (FORWARDING.some((name) => c.req.header(name) !== undefined)) return false;
  if (!LOCAL_HOST.test(c.req.header('host') ?? new URL(c.req.url).host)) return false;
  return isLocalAddress(peerAddress(c));
}

function isLocalAddress(address: string | undefined): boolean {
  return address !== undefined && /^(::ffff:)?127\.|^::1$/.test(address);
}

/** Address of the peer; a request handed over inside the process has no socket and is our own. */
function peerAddress(c: Context): string | undefined {
  const isInProcess = !(c.env as { incoming?: unknown } | undefined)?.incoming;
  return isInProcess ? '127.0.0.1' : getConnInfo(c).remote.address;
}
