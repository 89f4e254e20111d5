import { z } from 'zod';
import { readYaml } from '../../../catalog/yaml.ts';
import { UserError } from '../../../errors.ts';
import { defineAction } from '../action.ts';
import { fileIn } from './file-in.ts';

export const roadieParse = defineAction({
  id: 'roadiehq:utils:fs:parse',
  description: 'Reads a file of the workspace: its text, or what its YAML or JSON says.',
  input: z.object({
    path: z.string().describe('Path of the file in the workspace'),
    parser: z.enum(['yaml', 'json', 'multiyaml']).optional().describe('How it is read'),
  }),
  output: z.object({ content: z.any().describe('What was read') }),
  isHarmless: true,
  run: async ({ input, workspace }) => {
    const text = fileIn(workspace, input.path).bytes.toString('utf8');
    return { content: readAs(text, input) };
  },
});

function readAs(text: string, { parser, path }: { parser?: string | undefined; path: string }) {
  if (!parser) return text;
  try {
    if (parser === 'json') return JSON.parse(text);
    // Read as descriptors are: nothing that somebody wrote there takes long or much. What comes out is plain data.
    const documents = [...readYaml(text)].map(({ error, value }) => {
      if (error) throw new Error(error.message);
      return JSON.parse(JSON.stringify(value ?? null));
    });
    return parser === 'multiyaml' ? documents : (documents[0] ?? null);
  } catch (error) {
    throw new UserError(
      `${path} cannot be read as ${parser}: ${error instanceof Error ? error.message : error}`,
      'Correct the file.',
      { cause: error },
    );
  }
}
