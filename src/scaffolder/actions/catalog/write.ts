import { stringify } from 'yaml';
import { z } from 'zod';
import { safeFilePath } from '../../workspace/safe-path.ts';
import { defineAction } from '../action.ts';

export const catalogWrite = defineAction({
  id: 'catalog:write',
  description: 'Writes a descriptor of the catalog, catalog-info.yaml, into the workspace.',
  input: z.object({
    filePath: z.string().optional().describe('Where it goes; catalog-info.yaml'),
    entity: z.record(z.string(), z.any()).describe('The entity, as it stands in the descriptor'),
  }),
  output: z.object({}),
  isHarmless: true,
  run: async ({ input, workspace, log }) => {
    const path = safeFilePath(input.filePath ?? 'catalog-info.yaml');
    workspace.write(path, { bytes: Buffer.from(stringify(input.entity)), isExecutable: false });
    log(`Wrote ${path}.`);
    return {};
  },
});
