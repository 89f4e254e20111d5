import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Context } from 'hono';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export type StaticFiles = {
  serve: (c: Context, name: string) => Response;
};

/** The page's own files, read once. Each is revalidated by its content, so a new version shows on the next load. */
export function readStaticFiles(folder: URL): StaticFiles {
  const files = new Map(
    readdirSync(folder)
      .filter((name) => extname(name) in TYPES)
      .map((name) => {
        const content = readFileSync(new URL(name, folder), 'utf8');
        const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 20)}"`;
        return [name, { content, etag, type: TYPES[extname(name)] ?? '' }];
      }),
  );
  return {
    serve(c, name) {
      const file = files.get(name);
      if (!file) return c.notFound() as Response;
      c.header('ETag', file.etag);
      c.header('Cache-Control', 'no-cache');
      if (c.req.header('If-None-Match') === file.etag) return c.body(null, 304);
      return c.body(file.content, 200, { 'Content-Type': file.type });
    },
  };
}
