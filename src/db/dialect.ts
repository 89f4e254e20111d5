import type * as Sqlite from './sqlite.ts';

// Both files define the same words; `tsc` and `tsc --customConditions postgres` check the program against each, so this is the one cast.
const chosen = /^postgres(ql)?:/.test(process.env['DATABASE_URL'] ?? '')
  ? ((await import('./postgres.ts')) as unknown as typeof Sqlite)
  : await import('./sqlite.ts');

export const {
  table,
  text,
  whole,
  flag,
  json,
  timestamp,
  bytes,
  serial,
  index,
  uniqueIndex,
  primaryKey,
  foreignKey,
  openDb,
  insertRows,
  prepare,
  isAmong,
  listValue,
  fullText,
  countedWords,
  isOneOf,
} = chosen;
export type { Db, Plan } from './sqlite.ts';
