import { z } from 'zod';
import { safeFilePath, safePath } from '../../workspace/safe-path.ts';
import { defineAction } from '../action.ts';
import { TargetPath, Token, Url } from './inputs.ts';
import { fetchFolder } from './read.ts';

export const fetchPlain = defineAction({
  id: 'fetch:plain',
  description: 'Fetches the files of a folder and puts them into the workspace as they are.',
  input: z.object({ url: Url, targetPath: TargetPath.optional(), token: Token }),
  output: z.object({}),
  isHarmless: true,
  run: async (context) => {
    const { input, workspace, log } = context;
    const targetPath = safePath(input.targetPath ?? '');
    const files = await fetchFolder(context);
    for (const [path, file] of files) workspace.write(safeFilePath(path, targetPath), file);
    log(`Copied ${files.size} ${files.size === 1 ? 'file' : 'files'}.`);
    return {};
  },
});
