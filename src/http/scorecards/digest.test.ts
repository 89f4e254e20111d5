import { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { CatalogIndex, CatalogView } from '../../catalog/search.ts';
import { emptyDigest } from '../../scorecards/digest/digest.ts';
import { digestPages } from '../pages/scorecards/digest.ts';
import { digestAsked, digestRoutes } from './digest.ts';

const RISK = { ref: 'group:default/risk', kind: 'group', name: 'risk', title: 'Risk <1>' };
const view = {
  get: (ref: string) => (ref === RISK.ref ? RISK : null),
  all: () => [RISK],
} as unknown as CatalogView;
const parts = {
  index: { current: async () => view } as CatalogIndex,
  now: () => new Date('2026-06-15T07:00:00Z'),
  standards: {
    digest: async (audience: string, until: Date, since?: Date) =>
      emptyDigest(audience, since ?? new Date('2026-06-08T07:00:00Z'), until),
  },
};

it('gives the digest of everybody or of a team, for programs and for people', async () => {
  const app = new OpenAPIHono();
  digestRoutes(app, parts);
  const pages = new Hono();
  digestPages(pages, { ...parts, whole: (_, main) => main });
  const read = async (path: string) => (await app.request(path)).json();
  expect(await read('/api/scorecards/digest')).toMatchObject({
    audience: '*',
    until: '2026-06-15T07:00:00.000Z',
  });
  const asked = '/api/scorecards/digest?team=risk&since=2026-06-01&until=2026-06-10';
  expect(await read(asked)).toMatchObject({
    audience: RISK.ref,
    since: '2026-06-01T00:00:00.000Z',
  });
  const page = await (await pages.request('/digest?team=group:default/risk')).text();
  expect(page).toContain('Weekly digest of Risk &lt;1&gt;');
  await expect(digestAsked(parts, { team: 'nobody' })).rejects.toThrow('There is no team');
  await expect(digestAsked(parts, { since: '2026-07-01' })).rejects.toThrow('ends before');
  await expect(digestAsked(parts, { until: 'monday' })).rejects.toThrow('no time');
});
