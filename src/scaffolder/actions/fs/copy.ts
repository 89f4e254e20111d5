import { z } from 'zod';
import { defineAction } from '../action.ts';
import { Pairs, place } from './place.ts';

export const copy = defineAction({
  id: 'fs:copy',
  description: 'Copies files and folders of the workspace.',
  input: z.object({ files: Pairs.describe('Names of files and folders, and where the copy goes') }),
  output: z.object({}),
  isHarmless: true,
  run: async ({ input, workspace, log }) => {
    for (const pair of input.files) place({ pair, workspace, log, isMove: false });
    return {};
  },
});
