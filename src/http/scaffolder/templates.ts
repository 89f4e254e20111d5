import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Action } from '../../scaffolder/actions/action.ts';
import { FILTERS } from '../../scaffolder/expressions/filters.ts';
import type { JsonObject } from '../../scaffolder/json.ts';
import type { Scaffolder } from '../../scaffolder/scaffolder.ts';
import { readQuery } from '../catalog/requests.ts';
import { refuse } from '../errors.ts';
import { refOfTemplate } from './refs.ts';
import { scaffolderRoute } from './route.ts';
import { parameterSchemaOf } from './shapes.ts';

const ParameterSchema = z.object({
  title: z.string(),
  description: z.string().optional(),
  presentation: z.record(z.string(), z.unknown()).optional(),
  steps: z.array(
    z.object({
      title: z.string(),
      description: z.string().optional(),
      schema: z.record(z.string(), z.unknown()),
    }),
  ),
});

const ActionShape = z.object({
  id: z.string(),
  description: z.string(),
  examples: z.array(z.object({ description: z.string(), example: z.string() })),
  schema: z.object({
    input: z.record(z.string(), z.unknown()),
    output: z.record(z.string(), z.unknown()),
  }),
});

const Extensions = z.object({
  filters: z.record(z.string(), z.object({ description: z.string().optional() })),
  globals: z.object({
    functions: z.record(z.string(), z.object({ description: z.string().optional() })),
    values: z.record(z.string(), z.unknown()),
  }),
});
const STATUS_FUNCTIONS = {
  always: { description: 'In "if": the step runs whatever happened before.' },
  failure: { description: 'In "if": the step runs when one before it failed.' },
};

/** What can be made, and with what. */
export function templateRoutes(app: OpenAPIHono, scaffolder: Scaffolder): void {
  scaffolderRoute(
    app,
    {
      method: 'get',
      path: '/templates/{namespace}/{kind}/{name}/parameter-schema',
      summary: 'What a template asks for, a JSON Schema a page (scope read)',
      answer: { status: 200, description: 'The pages of its form', schema: ParameterSchema },
    },
    async (c) => {
      readQuery(c, {});
      const { namespace = '', kind = '', name = '' } = c.req.param();
      const ref = refOfTemplate(`${kind}:${namespace}/${name}`);
      const loaded = await scaffolder.template(ref);
      if (!loaded) refuse(404, `Template ${ref} not found`);
      return c.json(parameterSchemaOf(loaded.template));
    },
  );

  let described: JsonObject[] | null = null;
  scaffolderRoute(
    app,
    {
      method: 'get',
      path: '/actions',
      summary: 'What the steps of a template can do (scope read)',
      answer: { status: 200, description: 'Actions', schema: z.array(ActionShape) },
    },
    async (c) => {
      readQuery(c, {});
      described ??= scaffolder.actions.map(describeAction);
      return c.json(described);
    },
  );

  scaffolderRoute(
    app,
    {
      method: 'get',
      path: '/templating-extensions',
      summary: 'What expressions may call beside what the language has (scope read)',
      answer: { status: 200, description: 'Filters and globals', schema: Extensions },
    },
    async (c) => {
      readQuery(c, {});
      const names = Object.keys(FILTERS).sort();
      const filters = Object.fromEntries(names.map((name) => [name, {}]));
      return c.json({ filters, globals: { functions: STATUS_FUNCTIONS, values: {} } });
    },
  );
}

function describeAction({ id, description, examples, input, output }: Action): JsonObject {
  const schemaOf = (type: z.ZodType, io: 'input' | 'output') =>
    z.toJSONSchema(type, { io, target: 'draft-7', unrepresentable: 'any' }) as JsonObject;
  return {
    id,
    description,
    examples: [...examples],
    schema: { input: schemaOf(input, 'input'), output: schemaOf(output, 'output') },
  };
}
