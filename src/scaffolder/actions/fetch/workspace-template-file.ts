import { z } from 'zod';
import { safeFilePath } from '../../workspace/safe-path.ts';
import { defineAction } from '../action.ts';
import { fileIn } from '../fs/file-in.ts';
import { fillFile } from './fill-file.ts';
import { TargetPath, TextInputs } from './inputs.ts';

export const workspaceTemplateFile = defineAction({
  id: 'workspace:template:file',
  description:
    'Fills the values into one file of the workspace, and puts the result elsewhere in it.',
  input: z.object({
    sourcePath: z.string().describe('The file of the workspace that is filled in'),
    targetPath: TargetPath,
    ...TextInputs,
  }),
  output: z.object({}),
  isHarmless: true,
  run: async (context) => {
    const { input, workspace } = context;
    const targetPath = safeFilePath(input.targetPath);
    const read = async () => fileIn(workspace, input.sourcePath);
    await fillFile({ ...context, targetPath, read });
    return {};
  },
});
