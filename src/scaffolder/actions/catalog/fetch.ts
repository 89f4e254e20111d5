import { z } from 'zod';
import { canonicalRef } from '../../../catalog/ref.ts';
import { UserError } from '../../../errors.ts';
import type { Outside } from '../../outside.ts';
import { defineAction } from '../action.ts';

/** https://backstage.io/docs/features/software-templates/builtin-actions */
export const catalogFetch = defineAction({
  id: 'catalog:fetch',
  description: 'Gives an entity of the catalog, or several, to the steps that follow.',
  input: z.object({
    entityRef: z.string().optional().describe('The ref of one entity.'),
    entityRefs: z.array(z.string()).optional().describe('The refs of several.'),
    optional: z.boolean().optional().describe('Null, and no failure, for what is not there.'),
    defaultKind: z.string().optional().describe('Of refs that name none.'),
    defaultNamespace: z.string().optional().describe('Of refs that name none.'),
  }),
  output: z.object({
    entity: z.record(z.string(), z.json()).nullable().exactOptional(),
    entities: z.array(z.record(z.string(), z.json()).nullable()).exactOptional(),
  }),
  isHarmless: true,
  examples: [
    {
      description: 'The owner of a component',
      example: [
        'steps:',
        '  - action: catalog:fetch',
        '    id: system',
        '    input:',
        '      entityRef: component:default/payments-api',
      ].join('\n'),
    },
  ],
  async run({ input, outside }) {
    const { entityRef, entityRefs, optional: isOptional = false } = input;
    const defaults = {
      ...(input.defaultKind && { kind: input.defaultKind }),
      ...(input.defaultNamespace && { namespace: input.defaultNamespace }),
    };
    const find = (ref: string) => found(outside, { ref: canonicalRef(ref, defaults), isOptional });
    if (entityRef) return { entity: await find(entityRef) };
    if (entityRefs) return { entities: await Promise.all(entityRefs.map(find)) };
    if (isOptional) return {};
    throw new UserError(
      'catalog:fetch was given neither entityRef nor entityRefs.',
      'Name what is to be fetched.',
    );
  },
});

async function found(
  { catalog }: Outside,
  { ref, isOptional }: { ref: string; isOptional: boolean },
): Promise<Record<string, z.core.util.JSONType> | null> {
  const entity = await catalog.entity(ref);
  if (entity) return JSON.parse(JSON.stringify(entity)) as Record<string, z.core.util.JSONType>;
  if (isOptional) return null;
  throw new UserError(`Entity ${ref} not found`, 'Check the ref, or set `optional: true`.');
}
