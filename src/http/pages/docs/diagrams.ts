import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { DOCS } from '../../../docs/address.ts';
import { type Html, html } from '../../../html.ts';
import { rootFolder } from '../../../root.ts';

/** The frame that draws diagrams, and what it is made of. */
export const DIAGRAM = `${DOCS}/-/diagram`;
const YEAR = 'public, max-age=31536000, immutable';
const SCRIPT = 'text/javascript; charset=utf-8';

/** What the frame may do: run the two scripts it came with. Also where it is opened by itself, it has no part in what is around it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** Mermaid as one script, from its package. */
export function readMermaid(): Buffer<ArrayBuffer> {
  return readFileSync(createRequire(import.meta.url).resolve('@mermaid-js/tiny'));
}

export function readFrameScript(): string {
  return readFileSync(
    join(rootFolder(), 'src', 'http', 'pages', 'client', 'diagram-frame.js'),
    'utf8',
  );
}

export function drawFrame({ mermaid, script }: { mermaid: string; script: string }): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Diagram</title>
<script src="${mermaid}"></script>
<script src="${script}"></script>
</head>
<body></body>
</html>`;
}

/** Open to everybody, because it is the same for everybody and a frame without an origin is nobody. */
export function diagramRoutes(app: OpenAPIHono): void {
  let files: Promise<Map<string, Buffer<ArrayBuffer>>> | undefined;
  const names = { mermaid: '', script: '' };

  async function read(): Promise<Map<string, Buffer<ArrayBuffer>>> {
    const found = new Map<string, Buffer<ArrayBuffer>>();
    const add = async (name: string, content: Buffer<ArrayBuffer>) => {
      const hash = createHash('sha256').update(content).digest('base64url').slice(0, 12);
      // 2.9 MB are 0.8 MB on their way.
      found.set(`${name}-${hash}.js`, await promisify(gzip)(content));
      return `${DOCS}/-/${name}-${hash}.js`;
    };
    names.mermaid = await add('mermaid', readMermaid());
    names.script = await add('diagram-frame', Buffer.from(readFrameScript()));
    return found;
  }

  app.get(DIAGRAM, async (c) => {
    files ??= read();
    await files;
    return c.html(drawFrame(names), 200, {
      'Content-Security-Policy': `${POLICY}; frame-ancestors 'self'; sandbox allow-scripts`,
      'Cache-Control': 'no-cache',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
  });
  app.get(`${DOCS}/-/:name{.+\\.js}`, async (c) => {
    files ??= read();
    const content = (await files).get(c.req.param('name'));
    if (!content) return c.notFound();
    return c.body(content, 200, {
      'Content-Type': SCRIPT,
      'Content-Encoding': 'gzip',
      'Cache-Control': YEAR,
      'X-Content-Type-Options': 'nosniff',
    });
  });
}
