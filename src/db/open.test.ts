import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { openDatabase } from './open.ts';

it.each(['a file that is no folder', 'a file that is no database'])(
  'says in a sentence that a database does not open: %s',
  async (name) => {
    const file = join(mkdtempSync(join(tmpdir(), 'callboard-open-')), 'notes.txt');
    writeFileSync(
      file,
      'Nothing but words, and enough of them to be no database header. '.repeat(20),
    );
    const opening = openDatabase(`file:${name.endsWith('folder') ? join(file, 'x.db') : file}`);
    await expect(opening).rejects.toBeInstanceOf(UserError);
    await expect(opening).rejects.toThrow('The database does not open: ');
  },
);
