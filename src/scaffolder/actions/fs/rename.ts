import { z } from 'zod';
import { defineAction } from '../action.ts';
import { Pairs, place } from './place.ts';

export const rename = defineAction({
  id: 'fs:rename',
  description: 'Renames files and folders of the workspace.',
  input: z.object({ files: Pairs.describe('Names of files and folders, and what they become') }),
  output: z.object({}),
  isHarmless: true,
  examples: [
    {
      description: 'Renames a file',
      example: [
        'steps:',
        '  - action: fs:rename',
        '    input:',
        '      files:',
        '        - from: gitignore',
        '          to: .gitignore',
      ].join('\n'),
    },
  ],
  run: async ({ input, workspace, log }) => {
    for (const pair of input.files) place({ pair, workspace, log, isMove: true });
    return {};
  },
});
