import { z } from 'zod';
import { globMatcher, isGlob } from '../../workspace/globs.ts';
import { safePath } from '../../workspace/safe-path.ts';
import { defineAction } from '../action.ts';

export const deleteFiles = defineAction({
  id: 'fs:delete',
  description: 'Deletes files and folders of the workspace.',
  input: z.object({
    files: z.array(z.string()).describe('Files, folders and globs; what is not there is no error'),
  }),
  output: z.object({}),
  isHarmless: true,
  run: async ({ input, workspace, log }) => {
    for (const written of input.files) {
      const isMeant = isGlob(written) ? globMatcher([written]) : null;
      const gone = isMeant ? workspace.paths().filter(isMeant) : [safePath(written)];
      for (const path of gone) {
        workspace.remove(path);
        log(`Deleted ${path || 'everything'}.`);
      }
    }
    return {};
  },
});
