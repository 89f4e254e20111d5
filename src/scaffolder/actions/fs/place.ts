import { z } from 'zod';
import { UserError } from '../../../errors.ts';
import { safeFilePath, safePath } from '../../workspace/safe-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { filesAt } from './file-in.ts';

export const Pair = z.object({
  from: z.string().min(1).describe('The file or folder as it is called'),
  to: z.string().min(1).describe('What it is called then'),
  overwrite: z.boolean().optional().describe('Replace what is there; otherwise that is an error'),
});
export const Pairs = z.array(Pair);

type Placing = {
  pair: z.infer<typeof Pair>;
  workspace: Workspace;
  log: (line: string) => void;
  isMove: boolean;
};

/** Puts a file or a folder elsewhere; a move takes it away where it was. */
export function place({ pair, workspace, log, isMove }: Placing): void {
  const from = safePath(pair.from);
  const to = safeFilePath(pair.to);
  if (`${to}/`.startsWith(`${from}/`) || (from === '' && isMove)) {
    if (from === to) return;
    throw new UserError(
      `${from || 'The workspace'} cannot go into itself.`,
      'Name another folder.',
    );
  }
  const files = filesAt(workspace, from);
  const isTaken = workspace.read(to) !== null || workspace.paths(to).length > 0;
  if (isTaken && !pair.overwrite)
    throw new UserError(`${to} is there already.`, 'Set `overwrite: true` to replace it.');
  if (isTaken) workspace.remove(to);
  if (isMove) workspace.remove(from);
  for (const { within, file } of files)
    workspace.write(within === '' ? to : `${to}/${within}`, file);
  log(`${from || 'The workspace'} ${isMove ? 'is now' : 'is copied to'} ${to}.`);
}
