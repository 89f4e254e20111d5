import { z } from 'zod';
import { sandbox } from '../../expressions/sandbox.ts';
import { safeFilePath } from '../../workspace/safe-path.ts';
import { defineAction } from '../action.ts';
import { fileIn } from './file-in.ts';

const Replacement = z.object({
  file: z.string().describe('Path of the file in the workspace'),
  find: z.string().describe('What is looked for'),
  matchRegex: z.boolean().optional().describe('`find` is a regular expression'),
  replaceWith: z.string().describe('What stands there then'),
});

export const roadieReplace = defineAction({
  id: 'roadiehq:utils:fs:replace',
  description: 'Replaces a text in files of the workspace, everywhere it stands.',
  input: z.object({ files: z.array(Replacement) }),
  output: z.object({}),
  isHarmless: true,
  run: async ({ input, workspace, signal }) => {
    for (const { file: written, find, matchRegex = false, replaceWith } of input.files) {
      const path = safeFilePath(written);
      const file = fileIn(workspace, path);
      const text = file.bytes.toString('utf8');
      // The expression is the template's: it may try for ever, and does so elsewhere.
      const replaced = matchRegex
        ? await sandbox().replace(text, { pattern: find, to: replaceWith, signal })
        : text.replaceAll(find, () => replaceWith);
      workspace.write(path, { ...file, bytes: Buffer.from(replaced) });
    }
    return {};
  },
});
