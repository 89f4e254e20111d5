import { z } from '@hono/zod-openapi';
import { FACT_TYPES } from '../../scorecards/fact.ts';

const text = (length: number) => z.string().trim().min(1).max(length);
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

const Value = z
  .union([z.boolean(), z.number(), z.string().max(2000), z.array(z.string().max(500)).max(200)])
  .openapi({
    description: 'Of the type that the fact is declared with; a time as ISO 8601.',
    example: true,
  });

export const PostedFactShape = z
  .object({
    ref: text(300).optional().openapi({ example: 'component:default/ledger' }),
    entityRef: text(300).optional().openapi({ description: 'The same as `ref`; give one.' }),
    name: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'is no name of a fact: letters, digits and _')
      .openapi({ example: 'lastRestoreTestAt' }),
    value: Value,
    source: text(200)
      .optional()
      .openapi({ description: 'Who says so; else the name of the token.', example: 'backup-bot' }),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional()
      .openapi({ description: 'Where to look.' }),
    observedAt: moment.optional().openapi({ description: 'When it was so; else now.' }),
    expiresAt: moment.optional().openapi({
      description:
        'From then on nobody knows it any more; without an end it holds until it is replaced.',
    }),
    expiresInDays: z
      .int()
      .min(1)
      .max(3650)
      .optional()
      .openapi({ description: 'Or in so many days.' }),
  })
  .refine(
    ({ ref, entityRef }) => (ref === undefined) !== (entityRef === undefined),
    'Give "ref" or "entityRef", and one of them.',
  )
  .refine(
    ({ expiresAt, expiresInDays }) => expiresAt === undefined || expiresInDays === undefined,
    'Give "expiresAt" or "expiresInDays", not both.',
  )
  .openapi('PostedFact');
export type PostedFactShape = z.infer<typeof PostedFactShape>;

export const Body = z.union([PostedFactShape, z.array(PostedFactShape).min(1).max(500)]);

export const KeptShape = z
  .object({
    ref: z.string(),
    name: z.string(),
    isChanged: z.boolean().openapi({ description: 'False where something newer was known.' }),
    isDeclared: z.boolean().openapi({ description: 'Whether rules can ask for it.' }),
    note: z.string().nullable(),
  })
  .openapi('KeptFact');

export const FactShape = z
  .object({
    name: z.string(),
    title: z.string(),
    type: z.enum(FACT_TYPES),
    state: z.enum(['known', 'stale', 'unknown']),
    value: z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]).nullable(),
    source: z.string().nullable(),
    url: z.string().nullable(),
    observedAt: z.string().nullable(),
    reason: z.string().nullable().openapi({ description: 'Why it is stale or unknown.' }),
  })
  .openapi('Fact');

export const StoredFactShape = z
  .object({
    name: z.string(),
    value: Value,
    source: z.string(),
    url: z.string().nullable(),
    observedAt: z.string(),
    postedAt: z.string(),
    postedBy: z.string(),
    expiresAt: z.string().nullable(),
    isDeclared: z.boolean(),
  })
  .openapi('StoredFact');

export const SpecShape = z
  .object({
    name: z.string(),
    type: z.enum(FACT_TYPES),
    title: z.string(),
    source: z.string(),
    usableForDays: z.number().nullable().openapi({
      description: 'How old the last good value may become; null where it does not age.',
    }),
    isRead: z.boolean().openapi({ description: 'Whether Callboard reads it by itself.' }),
  })
  .openapi('FactSpec');
