import { isAllowedId } from './ids.ts';

/** Gives out the ids of a page: those of Python-Markdown's `toc`, so that links written for MkDocs arrive. */
export function createIds(): { take(wanted: string): string } {
  const taken = new Set<string>();
  /** What was given out last where this was wanted: a thousand equal headings are not counted through a thousand times. */
  const last = new Map<string, string>();
  return {
    take(wanted) {
      const base = possible(wanted);
      let id = last.get(base) ?? base;
      // An empty id becomes `_1`, as there: headings in other scripts have no letters that count.
      while (taken.has(id) || !isAllowedId(id)) id = next(id);
      taken.add(id);
      last.set(base, id);
      return id;
    },
  };
}

/** One that becomes allowed by counting on. */
function possible(wanted: string): string {
  return wanted
    .replace(/[^\p{L}\p{N}\p{M}_.:-]/gu, '')
    .replace(/^cb-/, 'cb_')
    .slice(0, 150);
}

function next(id: string): string {
  const counted = /^(.*)_(\d+)$/.exec(id);
  return counted ? `${counted[1]}_${Number(counted[2]) + 1}` : `${id}_1`;
}

/** `What's new in 2.0?` -> `whats-new-in-20`. */
export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{ASCII}]/gu, '')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-');
}
