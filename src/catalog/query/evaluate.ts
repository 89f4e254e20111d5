import type { EntityIndex } from './entity-index.ts';
import { intersect, type Ordinals, unite, without } from './ordinals.ts';
import type { Predicate } from './predicate.ts';
import type { Column } from './terms.ts';

/** The entities a predicate holds for. */
export function evaluate(index: EntityIndex, predicate: Predicate): Ordinals {
  return index.living(holdersOf(index, predicate));
}

/** Every entity, in the order of numbers. */
export function everyEntity(index: EntityIndex): Ordinals {
  return index.inRefOrder().sorted.toSorted();
}

function holdersOf(index: EntityIndex, predicate: Predicate): Ordinals {
  switch (predicate.kind) {
    case 'all': {
      if (predicate.of.length === 0) return everyEntity(index);
      const lists = predicate.of.map((part) => holdersOf(index, part));
      // The shortest first: what follows has the less to look at.
      return lists.sort((a, b) => a.length - b.length).reduce(intersect);
    }
    case 'any':
      return unite(predicate.of.map((part) => holdersOf(index, part)));
    case 'not':
      return without(everyEntity(index), holdersOf(index, predicate.of));
    case 'exists':
      return unite(index.columns(predicate.key).map((column) => column.present()));
    case 'in':
      return unite(
        index
          .columns(predicate.key)
          .flatMap((column) => predicate.values.map((value) => column.holders(value))),
      );
    case 'prefix':
      return matching(index.columns(predicate.key), (value) => value.startsWith(predicate.prefix));
  }
}

/** Entities with a value that passes the test. */
function matching(columns: readonly Column[], test: (value: string) => boolean): Ordinals {
  const lists: Ordinals[] = [];
  for (const column of columns)
    column.each((value, _, holders) => {
      if (test(value)) lists.push(holders);
    });
  return unite(lists);
}

/** Entities with the text in one of these fields (lower-case): `%` stands for anything and `_` for one character, as in SQL. */
export function withText(index: EntityIndex, term: string, fields: readonly string[]): Ordinals {
  const isLike = like(term);
  const columns = [...new Set(fields)].flatMap(index.columns);
  return index.living(matching(columns, isLike));
}

/** A test of values for `LIKE %term%`, in lower case. Takes time in the length of the value times that of the term, whatever they are. */
export function like(term: string): (value: string) => boolean {
  const wanted = term.toLowerCase();
  if (!/[%_]/.test(wanted)) return (value) => value.includes(wanted);
  const pattern = [...`%${wanted}%`];
  return (value) => isLike([...value], pattern);
}

function isLike(value: readonly string[], pattern: readonly string[]): boolean {
  let at = 0;
  let next = 0;
  // After a mismatch only the last "%" can take one character more.
  let star = -1;
  let taken = 0;
  while (at < value.length) {
    if (pattern[next] === '%') {
      star = next++;
      taken = at;
    } else if (pattern[next] === '_' || (next < pattern.length && pattern[next] === value[at])) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++taken;
    } else {
      return false;
    }
  }
  while (pattern[next] === '%') next++;
  return next === pattern.length;
}
