import { z } from 'zod';
import { isBinary } from '../../workspace/binary.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { defineAction } from '../action.ts';

/** Enough to see what a file is; a log is read by people. */
const LONGEST_CONTENT = 10_000;

export const debugLog = defineAction({
  id: 'debug:log',
  description: 'Writes a message into the log, or what is in the workspace.',
  input: z.object({
    message: z.string().optional().describe('What is written into the log'),
    listWorkspace: z
      .union([z.boolean(), z.enum(['with-filenames', 'with-contents'])])
      .optional()
      .describe('Lists the files of the workspace, with what is in them if so asked'),
    extra: z.any().optional().describe('More to write down'),
  }),
  output: z.object({}),
  isHarmless: true,
  run: async ({ input, workspace, log }) => {
    const { message, listWorkspace, extra } = input;
    if (message) log(message);
    if (extra !== undefined) log(JSON.stringify(extra, null, 2));
    if (listWorkspace)
      log(['Workspace:', ...lines(workspace, listWorkspace === 'with-contents')].join('\n'));
    return {};
  },
});

function lines(workspace: Workspace, withContents: boolean): string[] {
  return workspace.paths().map((path) => {
    const file = workspace.read(path);
    if (file?.link !== undefined) return `  - ${path} -> ${file.link}`;
    if (!withContents || !file) return `  - ${path}`;
    return `  - ${path}:\n\n${isBinary(file.bytes) ? `(${file.bytes.length} bytes)` : shortened(file.bytes.toString())}`;
  });
}

function shortened(text: string): string {
  return text.length > LONGEST_CONTENT ? `${text.slice(0, LONGEST_CONTENT)}…` : text;
}
