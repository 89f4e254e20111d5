import { refuse } from '../errors.ts';

/** The kinds of documents that Backstage's search has by itself. */
export const TYPES = ['software-catalog', 'techdocs'] as const;
export type DocumentType = (typeof TYPES)[number];

/** A search as Backstage's clients send it. */
export type SearchQuery = {
  term: string;
  types: readonly DocumentType[];
  /** Field of the document -> any of these values. */
  filters: ReadonlyMap<string, readonly string[]>;
  page: number;
  limit: number;
};

const LONGEST_TERM = 100;
const LIMIT = 25;
const MOST = 100;

/**
 * Reads the parameters of a search. Lists come in each way that clients write them: `types[]=a`, `types[0]=a`, `types=a`; and
 * `filters[kind]=a`, `filters[kind][0]=a`.
 */
export function readSearch(parameters: URLSearchParams): SearchQuery {
  const types: string[] = [];
  const filters = new Map<string, string[]>();
  let [term, cursor, limit] = ['', '', `${LIMIT}`];
  for (const [name, value] of parameters) {
    const [, whole = name, rest = ''] = /^(\w+)((?:\[[^\]]*\])*)$/.exec(name) ?? [];
    if (whole === 'term') term = value;
    else if (whole === 'pageCursor') cursor = value;
    else if (whole === 'pageLimit') limit = value;
    else if (whole === 'types') types.push(value);
    else if (whole === 'filters') {
      const field = /^\[([^\]]+)\]/.exec(rest)?.[1];
      if (field === undefined) wrong('A filter names its field: filters[kind]=Component');
      filters.set(field, [...(filters.get(field) ?? []), value]);
    }
  }
  if (term.length > LONGEST_TERM)
    wrong(`The term length "${term.length}" is greater than "${LONGEST_TERM}"`);
  return {
    term,
    types: readTypes(types),
    filters,
    page: readCursor(cursor),
    limit: readLimit(limit),
  };
}

function readTypes(given: readonly string[]): readonly DocumentType[] {
  const known = TYPES.filter((type) => given.includes(type));
  const unknown = given.find((type) => !known.some((one) => one === type));
  if (unknown !== undefined)
    wrong(`There is no type "${unknown}"; the types are ${TYPES.join(' and ')}`);
  return known.length > 0 ? known : TYPES;
}

function readLimit(written: string): number {
  const limit = Number(written);
  if (!Number.isInteger(limit) || limit < 1) wrong(`The page limit "${written}" is no number`);
  if (limit > MOST) wrong(`The page limit "${limit}" is greater than "${MOST}"`);
  return limit;
}

function readCursor(written: string): number {
  if (written === '') return 0;
  const page = Number(Buffer.from(written, 'base64').toString());
  if (!Number.isInteger(page) || page < 0 || page > 10_000)
    wrong(`"${written}" is no page cursor; start again without one`);
  return page;
}

/** Where a page of the results begins, for the next call. */
export function writeCursor(page: number): string {
  return Buffer.from(`${page}`).toString('base64');
}

function wrong(sentence: string): never {
  return refuse(400, `Invalid query string: ${sentence}`);
}
