import type { MiddlewareHandler } from 'hono';
import { requireLoopback } from './access.ts';

/** Who may look at the pages for people: callers of this machine. */
export function requirePageAccess(): MiddlewareHandler {
  return requireLoopback();
}
