import { z } from 'zod';
import { safeFilePath } from '../../workspace/safe-path.ts';
import { defineAction } from '../action.ts';
import { TargetPath, Token, Url } from './inputs.ts';
import { fetchFile } from './read.ts';

export const fetchPlainFile = defineAction({
  id: 'fetch:plain:file',
  description: 'Fetches one file and puts it into the workspace as it is.',
  input: z.object({ url: Url, targetPath: TargetPath, token: Token }),
  output: z.object({}),
  isHarmless: true,
  run: async (context) => {
    const targetPath = safeFilePath(context.input.targetPath);
    context.workspace.write(targetPath, await fetchFile(context));
    context.log(`Wrote ${targetPath}.`);
    return {};
  },
});
