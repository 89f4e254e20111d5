import { nameWords } from '../../catalog/names.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import { type Clause, found } from './condition.ts';
import { exactName } from './names.ts';

const CONTAINS =
  /^(?:(?:that|which)\s+)?(?:(?:with|containing|contains?|including|having|have|has)\s+(?:the\s+(?:word\s+)?)?([^\s,;?!]+)\s+in\s+(?:the|its|their)\s+names?|(?:whose|where\s+the|with\s+a)\s+names?\s+(?:contains?|includes?|has|containing|like|matches)\s+([^\s,;?!]+)|(?:names?\s+)?(?:matching|containing)\s+([^\s,;?!]+))/i;
const STARTS =
  /^(?:(?:that|which|whose\s+names?)\s+)?(?:start(?:s|ing)?|begin(?:s|ning)?)\s+with\s+([^\s,;?!]+)/i;
const ENDS = /^(?:(?:that|which|whose\s+names?)\s+)?end(?:s|ing)?\s+(?:with|in|on)\s+([^\s,;?!]+)/i;
const CALLED =
  /^(?:(?:that|which)\s+(?:are|is)\s+)?(?:called|named)\s+([^\s,;?!]+)(?:\s+(something|anything|like that))?/i;

/** By its name: "services with payment in the name". */
export const nameClauses: readonly Clause[] = [
  (text) => {
    for (const [shape, make] of SHAPES) {
      const match = shape.exec(text);
      const said = match?.slice(1).find(Boolean);
      if (!match || !said) continue;
      const wanted = said.toLowerCase().replace(/^\*|\*$/g, '');
      return found(match[0].length, {
        keeps: (entry) => make(entry, wanted),
        says: `whose name ${shape === STARTS ? 'begins with' : shape === ENDS ? 'ends with' : 'contains'} "${wanted}"`,
        dimension: 'name',
      });
    }
    return null;
  },
];

const SHAPES: readonly [RegExp, (entry: CatalogEntry, wanted: string) => boolean][] = [
  [CONTAINS, (entry, wanted) => namesOf(entry).some((name) => name.includes(wanted))],
  [STARTS, (entry, wanted) => namesOf(entry).some((name) => name.startsWith(wanted))],
  [ENDS, (entry, wanted) => namesOf(entry).some((name) => name.endsWith(wanted))],
  [
    CALLED,
    (entry, wanted) =>
      namesOf(entry).some((name) => name.includes(wanted) || nameWords(name).includes(wanted)),
  ],
];

function namesOf({ name, title }: CatalogEntry): string[] {
  return [name, ...(title ? [title] : [])].map((one) => one.toLowerCase());
}

/** What is left out by name: "except ledger". Only where something is left out: a name alone is no condition. */
export const exceptName: Clause = (text, place) => {
  const name = exactName(text, 'thing', place);
  if (!name) return null;
  const refs = new Set(name.refs);
  return found(name.length, {
    keeps: ({ ref }) => refs.has(ref),
    says: text.slice(0, name.length).trim(),
    dimension: 'name',
    refs: name.refs,
  });
};
