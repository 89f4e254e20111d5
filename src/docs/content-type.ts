import { posix } from 'node:path';

/** What browsers may show as it is. A document that could run a script in our place is plain text to them. */
const TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    apng: 'image/apng',
    avif: 'image/avif',
    bmp: 'image/bmp',
    gif: 'image/gif',
    ico: 'image/x-icon',
    jpeg: 'image/jpeg',
    jpg: 'image/jpeg',
    png: 'image/png',
    svg: 'image/svg+xml',
    webp: 'image/webp',
    mp3: 'audio/mpeg',
    mp4: 'video/mp4',
    webm: 'video/webm',
    pdf: 'application/pdf',
    zip: 'application/zip',
  }),
);
const TEXTS =
  /^(?:adoc|c|cfg|conf|cs|csv|css|env|go|graphql|html?|ini|java|js|json|jsonl|kt|log|mjs|proto|ps1|py|rb|rs|rst|sh|sql|swift|tf|toml|ts|tsv|tsx|txt|xhtml|xml|ya?ml)$/;

/** The type a file is served with, by its name. An SVG is a picture only where the page's own policy keeps it from being a document. */
export function contentTypeOf(path: string): string {
  const extension = posix.extname(path).slice(1).toLowerCase();
  const type = TYPES.get(extension);
  if (type) return type;
  return TEXTS.test(extension) ? 'text/plain; charset=utf-8' : 'application/octet-stream';
}
