import { z } from 'zod';
import { safePath } from '../../workspace/safe-path.ts';
import { fillSkeleton } from '../../workspace/skeleton.ts';
import { defineAction } from '../action.ts';
import { logFilled, SkeletonInputs, TargetPath, Token, Url, valuesOf } from './inputs.ts';
import { fetchFolder } from './read.ts';

export const fetchTemplate = defineAction({
  id: 'fetch:template',
  description:
    'Fetches a skeleton, fills the values into its file names and files, and puts them into the workspace.',
  input: z.object({
    url: Url,
    targetPath: TargetPath.optional(),
    ...SkeletonInputs,
    token: Token,
  }),
  output: z.object({}),
  isHarmless: true,
  examples: [
    {
      description: 'Fills the skeleton beside the template',
      example: [
        'steps:',
        '  - action: fetch:template',
        '    input:',
        '      url: ./skeleton',
        '      values:',
        '        name: ${{ parameters.name }}',
      ].join('\n'),
    },
  ],
  run: async (context) => {
    const { input, workspace, signal, log } = context;
    const targetPath = safePath(input.targetPath ?? '');
    const files = await fetchFolder(context);
    const options = { ...input, values: valuesOf(input.values) };
    logFilled(await fillSkeleton({ files, options, workspace, targetPath, signal }), log);
    return {};
  },
});
