import { z } from 'zod';
import { UserError } from '../../../errors.ts';
import { safePath } from '../../workspace/safe-path.ts';
import { fillSkeleton } from '../../workspace/skeleton.ts';
import type { Workspace, WorkspaceFile } from '../../workspace/workspace.ts';
import { defineAction } from '../action.ts';
import { logFilled, SkeletonInputs, TargetPath, valuesOf } from './inputs.ts';

export const workspaceTemplate = defineAction({
  id: 'workspace:template',
  description:
    'Fills the values into a folder of the workspace, and puts the result into another folder of it.',
  input: z.object({
    sourcePath: z.string().describe('The folder of the workspace that is the skeleton'),
    targetPath: TargetPath,
    ...SkeletonInputs,
  }),
  output: z.object({}),
  isHarmless: true,
  run: async ({ input, workspace, signal, log }) => {
    const sourcePath = safePath(input.sourcePath);
    const targetPath = safePath(input.targetPath);
    if (sourcePath === '' || `${targetPath}/`.startsWith(`${sourcePath}/`))
      throw new UserError('targetPath must not be within template path.', 'Name another folder.');
    const files = filesBelow(workspace, sourcePath);
    const options = { ...input, values: valuesOf(input.values) };
    logFilled(await fillSkeleton({ files, options, workspace, targetPath, signal }), log);
    return {};
  },
});

function filesBelow(workspace: Workspace, folder: string): Map<string, WorkspaceFile> {
  const paths = workspace.paths(folder);
  if (paths.length === 0)
    throw new UserError(
      `There is no folder ${folder} in the workspace.`,
      'Fetch it in an earlier step.',
    );
  return new Map(
    paths.flatMap((path) => {
      const file = workspace.read(path);
      return file ? [[path.slice(folder.length + 1), file] as const] : [];
    }),
  );
}
