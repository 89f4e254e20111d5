import type { Pasted } from './thing.ts';

/** A path that may begin with a repository: `acme/payments-api/src/index.ts:10`, `payments-api/src/`. */
export function readPathIn(text: string): Pasted | null {
  const said = text.trim();
  const path = withoutLine(said);
  const parts = path.split('/').filter(Boolean);
  if (/\s|:|^@/.test(path) || !path.includes('/')) return null;
  // Two plain parts may be a namespace and a name, or a repository.
  const isPlace = parts.length > 2 || path.endsWith('/') || isPathLike(parts.at(-1) ?? '');
  if (parts.length < 2 || !isPlace) return null;
  return { what: 'path', isSure: true, things: [{ kind: 'path', said, path }] };
}

/** `src/x.ts:10:5` and `src/x.ts#L10` without what tells the line. */
export function withoutLine(path: string): string {
  return path.replace(/#L?\d.*$/, '').replace(/(?::\d+){1,2}(?::in\b.*)?$/, '');
}

/** What is written like a path within a repository, and like no name. */
export function isPathLike(text: string): boolean {
  return /[/*?]|^\.\w|[^.\s]\.[A-Za-z]\w{0,9}$/.test(text) && !/\s/.test(text);
}
