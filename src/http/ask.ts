import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { GraphModel } from '../pictures/graph-model.ts';
import type { Answer, Ask } from '../questions/answer.ts';
import { graphUrl } from './catalog/graph.ts';
import { refuse } from './errors.ts';

const Asked = z
  .object({
    text: z.string().max(4000).openapi({ example: 'who owns payments-api' }),
    user: z.string().min(1).optional().openapi({
      description: 'Who asks: a ref or an e-mail address.',
      example: 'user:default/ana',
    }),
    thread: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .openapi({ description: 'Any id that stays the same within a conversation.' }),
  })
  .openapi('Question');

const FactShape = z.object({
  name: z.string(),
  value: z.string(),
  source: z.string(),
  url: z.string().optional(),
  observedAt: z.string().optional(),
});

const AnswerShape = z
  .object({
    kind: z.enum(['answer', 'choose', 'unknown', 'confirm', 'declined', 'silent']),
    intent: z.string(),
    subjects: z.array(z.string()),
    refs: z.array(z.string()),
    text: z.string(),
    blocks: z.array(z.record(z.string(), z.unknown())),
    facts: z.array(FactShape),
    candidates: z.array(z.string()),
  })
  .openapi('Answer');

const route = createRoute({
  method: 'post',
  path: '/api/ask',
  summary: 'Ask a question in plain words',
  request: { body: { required: true, content: { 'application/json': { schema: Asked } } } },
  responses: {
    200: {
      description: 'The answer that Slack would show',
      content: { 'application/json': { schema: AnswerShape } },
    },
  },
});

export type AskRoute = {
  ask: Ask;
  /** The answer as Block Kit, drawn by the same hand as in Slack. */
  render: (answer: Answer, pictureAt: (model: GraphModel) => string) => readonly object[];
  /** Who is meant by a ref or an e-mail address; null for an address nobody in the catalog has. */
  userOf: (said: string) => Promise<string | null>;
};

/** `POST /api/ask`: the same answer as in Slack, for programs. */
export function askRoute(app: OpenAPIHono, { ask, render, userOf }: AskRoute): void {
  app.openapi(route, async (c) => {
    const { text, user, thread } = c.req.valid('json');
    const asker = user ? await userOf(user) : null;
    if (user && !asker) refuse(404, `No person in the catalog has the e-mail address ${user}.`);
    const answer = await ask({ text, asker, thread: thread ? `api:${thread}` : null });
    const { view: _, ...rest } = answer;
    return c.json(
      {
        ...rest,
        blocks: render(answer, (model) => graphUrl(c.req.url, model)),
      } as unknown as z.input<typeof AnswerShape>,
      200,
    );
  });
}
