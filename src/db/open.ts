import { join } from 'node:path';
import { type Db, openDb } from '#dialect';
import { rootFolder } from '../root.ts';

/** Opens the database of the settings and brings it to the newest migration. A file's folder is made. */
export function openDatabase(url: string): Promise<Db> {
  const dialect = /^postgres(ql)?:/.test(url) ? 'postgres' : 'sqlite';
  return openDb(url, join(rootFolder(), 'migrations', dialect));
}
