import { z } from 'zod';
import { readThrough } from '../../workspace/memory.ts';
import { safeFilePath } from '../../workspace/safe-path.ts';
import { defineAction } from '../action.ts';

// Roadie's actions, which templates of many organisations use.
// https://roadie.io/docs/scaffolder/writing-templates/#built-in-actions

const Path = z.string().describe('Path of the file in the workspace');
const Content = z.string().describe('What is written');
const Written = z.object({ path: z.string().describe('Path of the file that was written') });

export const roadieWrite = defineAction({
  id: 'roadiehq:utils:fs:write',
  description: 'Writes a file of the workspace; one that is there is replaced.',
  input: z.object({
    path: Path,
    content: Content,
    preserveFormatting: z.boolean().optional().describe('JSON stays as it is written'),
  }),
  output: Written,
  isHarmless: true,
  run: async ({ input, workspace }) => {
    const path = safeFilePath(input.path);
    const text = input.preserveFormatting ? input.content : indented(input.content);
    workspace.write(path, { bytes: Buffer.from(text), isExecutable: false });
    return { path };
  },
});

/** JSON is written with two spaces, as Roadie's action does. */
function indented(content: string): string {
  try {
    return JSON.stringify(JSON.parse(content), null, 2);
  } catch {
    return content;
  }
}

export const roadieAppend = defineAction({
  id: 'roadiehq:utils:fs:append',
  description: 'Writes at the end of a file of the workspace, and makes it where it is not there.',
  input: z.object({ path: Path, content: Content }),
  output: Written,
  isHarmless: true,
  run: async ({ input, workspace }) => {
    const path = safeFilePath(input.path);
    const before = readThrough(workspace, path);
    const bytes = Buffer.concat([before?.bytes ?? Buffer.alloc(0), Buffer.from(input.content)]);
    workspace.write(path, { bytes, isExecutable: before?.isExecutable ?? false });
    return { path };
  },
});
