import type { Context } from 'hono';
import type { Log } from '../../log.ts';

/** Leaves a line about a change of the catalog: who, by the name of their token, did what. */
export type Audit = (c: Context, what: string, fields: Record<string, unknown>) => void;

export function createAudit(log: Log): Audit {
  return (c, what, fields) => {
    const { requestId } = c.var;
    log.info(
      { requestId, caller: callerOf(c), what, ...fields },
      'catalog changed through the API',
    );
  };
}

/** Who is calling, for a line that people read later. */
export function callerOf(c: Context): string {
  return c.var.caller ?? 'a caller of this machine';
}
