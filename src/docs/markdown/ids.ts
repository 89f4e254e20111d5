/** Those of the page around a document, by which its links and its script find things. */
const RESERVED = new Set(['main']);

/** An id as headings and footnotes have them. Those of the page itself begin with `cb-`, which no document may take. */
export function isAllowedId(id: string): boolean {
  if (id.length > 200 || RESERVED.has(id) || id.startsWith('cb-')) return false;
  return /^[\p{L}\p{N}\p{M}_.:-]+$/u.test(id);
}
