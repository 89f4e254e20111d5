import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { canonicalRef } from '../../catalog/ref.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import { UserError } from '../../errors.ts';
import type { Digest } from '../../scorecards/digest/digest.ts';
import type { Standards } from '../../scorecards/standards.ts';

const When = z.iso.datetime({ offset: true }).or(z.iso.date()).optional();

const Query = z.object({
  team: z.string().max(300).optional().openapi({
    description: 'Ref of a team; without it, of everybody.',
    example: 'group:default/risk',
  }),
  until: When.openapi({ description: 'The end of the period; now, if not given.' }),
  since: When.openapi({ description: 'Its beginning; a week before its end, if not given.' }),
});

const digestRoute = createRoute({
  method: 'get',
  path: '/api/scorecards/digest',
  summary:
    'What moved and why, what stands still, what was told and whether it helped (scope read). The parts of each movement sum to it',
  request: { query: Query },
  responses: {
    200: {
      description: 'A digest; shares are of 1, points hundredths of them',
      content: {
        'application/json': { schema: z.custom<Digest>().openapi('Digest', { type: 'object' }) },
      },
    },
  },
});

export type DigestRoutesParts = {
  standards: Pick<Standards, 'digest'>;
  index: CatalogIndex;
  now: () => Date;
};

export function digestRoutes(app: OpenAPIHono, parts: DigestRoutesParts): void {
  app.openapi(digestRoute, async (c) => {
    const { team, until, since } = c.req.valid('query');
    return c.json(await digestAsked(parts, { team, until, since }), 200);
  });
}

/** @throws UserError for a team that is not there, and a period that ends before it begins. */
export async function digestAsked(
  { standards, index, now }: DigestRoutesParts,
  asked: { team?: string | undefined; until?: string | undefined; since?: string | undefined },
): Promise<Digest> {
  const audience = asked.team ? canonicalRef(asked.team, { kind: 'group' }) : '*';
  if (audience !== '*' && (await index.current()).get(audience)?.kind !== 'group')
    throw new UserError(
      `There is no team ${audience}.`,
      'Give its ref, like group:default/payments.',
    );
  const until = asked.until ? new Date(asked.until) : now();
  const since = asked.since ? new Date(asked.since) : undefined;
  if (Number.isNaN(until.getTime()) || Number.isNaN(since?.getTime() ?? 0))
    throw new UserError('That is no time.', 'Write it like 2026-06-15T09:00:00Z.');
  if (since && since >= until)
    throw new UserError('The period ends before it begins.', 'Give an earlier `since`.');
  return standards.digest(audience, until, since);
}
