import type { MiddlewareHandler } from 'hono';
import type { Asset } from '../../../docs/assets.ts';

/** Nothing in a picture runs or loads, even where it is opened by itself. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

declare module 'hono' {
  interface ContextVariableMap {
    /** Whether the answer is a file of a repository as it is there. */
    isForeignFile?: boolean;
  }
}

/** Gives files of repositories a policy of their own. It stands before what gives pages theirs, so that its word is the last. */
export function guardFiles(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (c.var.isForeignFile) c.header('Content-Security-Policy', POLICY);
  };
}

export function fileHeaders({ type }: Asset, path: string): Record<string, string> {
  const name = encodeURIComponent(path.split('/').at(-1) ?? 'file');
  const isShown = /^(?:image|audio|video)\/|^text\/plain|^application\/pdf/.test(type);
  return {
    'Content-Type': type,
    'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
  };
}
