import { z } from 'zod';
import { advice, UserError } from '../../../errors.ts';
import { defineAction } from '../action.ts';

const Optional = z
  .boolean()
  .optional()
  .describe('Go on where it cannot be registered: a template may register what comes later.');

/** https://backstage.io/docs/features/software-templates/builtin-actions */
export const catalogRegister = defineAction({
  id: 'catalog:register',
  description: 'Registers entities from a catalog descriptor file, and reads it at once.',
  input: z.union([
    z.object({
      catalogInfoUrl: z.string().describe('The address of the descriptor.'),
      optional: Optional,
    }),
    z.object({
      repoContentsUrl: z
        .string()
        .describe(
          'The address of the root of a repository: `repoContentsUrl` of what published it.',
        ),
      catalogInfoPath: z
        .string()
        .optional()
        .describe('A path in it; /catalog-info.yaml otherwise.'),
      optional: Optional,
    }),
  ]),
  output: z.object({
    entityRef: z.string().exactOptional(),
    catalogInfoUrl: z.string(),
  }),
  isHarmless: false,
  examples: [
    {
      description: 'Register what was just published',
      example: [
        'steps:',
        '  - action: catalog:register',
        '    id: register',
        '    input:',
        "      repoContentsUrl: ${{ steps['publish'].output.repoContentsUrl }}",
        '      catalogInfoPath: /catalog-info.yaml',
      ].join('\n'),
    },
  ],
  async run({ input, outside, log, willCreate }) {
    const catalogInfoUrl =
      'catalogInfoUrl' in input
        ? input.catalogInfoUrl
        : within(input.repoContentsUrl, input.catalogInfoPath ?? '/catalog-info.yaml');
    log(`Registering ${catalogInfoUrl} in the catalog`);
    await willCreate({ kind: 'registration', name: catalogInfoUrl, url: catalogInfoUrl });
    try {
      const { refs } = await outside.catalog.register(catalogInfoUrl);
      const entityRef = mainOf(refs);
      if (!entityRef) log('There is nothing in it yet.');
      return { catalogInfoUrl, ...(entityRef && { entityRef }) };
    } catch (error) {
      if (!input.optional || !(error instanceof UserError)) throw error;
      log(`It cannot be registered now: ${advice(error)}`);
      return { catalogInfoUrl };
    }
  },
});

/** `https://github.com/o/r/blob/main` and a path of the repository -> the address of the file. */
function within(contents: string, path: string): string {
  const base = contents
    .replace(/\/+$/, '')
    .replace(/^(https?:\/\/[^/]+\/[^/]+\/[^/]+\/)tree\//, '$1blob/');
  return `${base}/${path.replace(/^(?:\.?\/)+/, '')}`;
}

/** The component, else whatever is there that is no Location: what people mean by what was registered. */
function mainOf(refs: readonly string[]): string | undefined {
  return (
    refs.find((ref) => ref.startsWith('component:')) ??
    refs.find((ref) => !ref.startsWith('location:')) ??
    refs[0]
  );
}
