import { join } from 'node:path';
import { type Db, openDb } from '#dialect';
import { describeError, UserError } from '../errors.ts';
import { rootFolder } from '../root.ts';

// What PostgreSQL, SQLite and the system answer when the setting, and not the program, is at fault.
const SETTING_AT_FAULT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EACCES|EEXIST|ENOTDIR|EROFS|3D000|28000|28P01|SQLITE_(?:CANTOPEN|NOTADB|READONLY))/;

/**
 * Opens the database of the settings and brings it to the newest migration. A file's folder is made.
 * @throws UserError when there is no such database, or it lets nobody in.
 */
export async function openDatabase(url: string): Promise<Db> {
  const dialect = /^postgres(ql)?:/.test(url) ? 'postgres' : 'sqlite';
  try {
    return await openDb(url, join(rootFolder(), 'migrations', dialect));
  } catch (error) {
    if (!SETTING_AT_FAULT.test(codeOf(error))) throw error;
    throw new UserError(
      `The database does not open: ${describeError(error)}.`,
      'Check DATABASE_URL, and that the server runs.',
    );
  }
}

/** The code of an error, or of what caused it. */
function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return cause === undefined ? '' : codeOf(cause);
}
