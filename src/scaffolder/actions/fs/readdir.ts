import { z } from 'zod';
import { folderOf, nameOf, safePath } from '../../workspace/safe-path.ts';
import { defineAction } from '../action.ts';
import { filesAt } from './file-in.ts';

const Found = z.object({
  name: z.string().describe('Name of the file or folder'),
  path: z.string().describe('Its path in the workspace'),
  fullPath: z.string().describe('The same: a workspace is no folder of a machine'),
});

export const readFolder = defineAction({
  id: 'fs:readdir',
  description: 'Lists the files and folders of folders of the workspace.',
  input: z.object({
    paths: z.array(z.string().min(1)),
    recursive: z.boolean().default(false),
  }),
  output: z.object({ files: z.array(Found), folders: z.array(Found) }),
  isHarmless: true,
  run: async ({ input, workspace }) => {
    const files = new Set<string>();
    const folders = new Set<string>();
    for (const written of input.paths) {
      const top = safePath(written);
      const isShown = (path: string) => input.recursive || folderOf(path) === top;
      for (const { within } of filesAt(workspace, top)) {
        const path = [top, within].filter(Boolean).join('/');
        if (isShown(path)) files.add(path);
        for (
          let folder = folderOf(path);
          folder !== top && folder !== '';
          folder = folderOf(folder)
        )
          if (isShown(folder)) folders.add(folder);
      }
    }
    return { files: [...files].sort().map(shown), folders: [...folders].sort().map(shown) };
  },
});

function shown(path: string): z.infer<typeof Found> {
  return { name: nameOf(path), path, fullPath: path };
}
