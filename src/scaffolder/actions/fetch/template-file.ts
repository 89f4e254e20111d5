import { z } from 'zod';
import { safeFilePath } from '../../workspace/safe-path.ts';
import { defineAction } from '../action.ts';
import { fillFile } from './fill-file.ts';
import { TargetPath, TextInputs, Token, Url } from './inputs.ts';
import { fetchFile } from './read.ts';

export const fetchTemplateFile = defineAction({
  id: 'fetch:template:file',
  description: 'Fetches one file, fills the values in, and puts it into the workspace.',
  input: z.object({ url: Url, targetPath: TargetPath, ...TextInputs, token: Token }),
  output: z.object({}),
  isHarmless: true,
  run: async (context) => {
    const targetPath = safeFilePath(context.input.targetPath);
    await fillFile({ ...context, targetPath, read: () => fetchFile(context) });
    return {};
  },
});
