import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Db } from '#dialect';
import { allLocations, locationById } from '../../catalog/location-store.ts';
import { type Location, shownLocation } from '../../catalog/locations.ts';
import { locationOfEntity } from '../../catalog/origin.ts';
import type { LocationPreview } from '../../catalog/preview.ts';
import { formatRef } from '../../catalog/ref.ts';
import type { Registry } from '../../catalog/registry.ts';
import { refuse } from '../errors.ts';
import type { Audit } from './audit.ts';
import { readBody, readQuery } from './requests.ts';
import { catalogRoute } from './route.ts';

/** `presence` is said by clients of old and changes nothing. */
const Input = z.strictObject({
  type: z.string(),
  target: z.string(),
  presence: z.enum(['optional', 'required']).optional(),
});

const Shown = z.object({
  id: z.string(),
  type: z.string(),
  target: z.string(),
  entityRef: z.string(),
});

export type LocationRoutes = {
  db: Db;
  registry: Registry;
  preview: LocationPreview;
  audit: Audit;
};

/** Registered locations: where somebody said descriptors are. */
export function locationRoutes(
  app: OpenAPIHono,
  { db, registry, preview, audit }: LocationRoutes,
): void {
  const unknown = (id: string) => refuse(404, `Found no location with ID ${id}`);

  catalogRoute(
    app,
    {
      method: 'get',
      path: '/locations',
      summary: 'Every registered location',
      answer: {
        status: 200,
        description: 'Locations',
        schema: z.array(z.object({ data: Shown })),
      },
    },
    async (c) => {
      readQuery(c, {});
      const rows = await allLocations(db);
      return c.json(rows.map((row) => ({ data: shownLocation(row) })));
    },
  );

  catalogRoute(
    app,
    {
      method: 'post',
      path: '/locations',
      summary: 'Register a location, or with `dryRun=true` see what it would bring',
      body: Input,
      answer: { status: 201, description: 'The location, and on a dry run its entities' },
    },
    async (c) => {
      const query = readQuery(c, { dryRun: 'text', onConflict: ['refresh', 'reject'] });
      const input = await readBody(c, Input);
      const { type, target } = input;
      if (/^(?:true|1|yes|y|on)$/i.test(query.dryRun ?? '')) {
        const { exists, entityRef, entities } = await preview({ type, target });
        const location = { ...input, id: `${type}:${target}`, entityRef };
        return c.json({ exists, location, entities }, 201);
      }
      const onConflict = query.onConflict ?? 'reject';
      const by = c.var.caller ?? null;
      const registered = await registry.register({ type, target }, { by, onConflict });
      const { location } = registered;
      if (registered.kind === 'taken') refuse(409, takenBy(location, { type, target }));
      audit(c, registered.kind === 'existed' ? 'location read again' : 'location registered', {
        location: location.target,
      });
      return c.json({ location, entities: [] }, 201);
    },
  );

  catalogRoute(
    app,
    {
      method: 'get',
      path: '/locations/{id}',
      summary: 'One registered location',
      answer: { status: 200, description: 'The location', schema: Shown },
    },
    async (c) => {
      readQuery(c, {});
      const id = c.req.param('id') ?? '';
      const row = await locationById(db, id);
      return row ? c.json(shownLocation(row)) : unknown(id);
    },
  );

  catalogRoute(
    app,
    {
      method: 'put',
      path: '/locations/{id}',
      summary: 'Point a location to another target; its entity keeps its name',
      body: Input,
      answer: { status: 200, description: 'The location', schema: Shown },
    },
    async (c) => {
      readQuery(c, {});
      const id = c.req.param('id') ?? '';
      const { type, target } = await readBody(c, Input);
      const moved = await registry.move(id, { type, target });
      if (moved.kind === 'unknown') return unknown(id);
      if (moved.kind === 'taken') refuse(409, `Location ${type}:${target} already exists`);
      audit(c, 'location moved', { id, location: target });
      return c.json(moved.location);
    },
  );

  catalogRoute(
    app,
    {
      method: 'delete',
      path: '/locations/{id}',
      summary: 'Forget a location; what nothing else states goes with it',
      answer: { status: 204, description: 'It is forgotten' },
    },
    async (c) => {
      readQuery(c, {});
      const id = c.req.param('id') ?? '';
      if (!(await registry.remove(id))) return unknown(id);
      audit(c, 'location deleted', { id });
      return c.body(null, 204);
    },
  );

  catalogRoute(
    app,
    {
      method: 'get',
      path: '/locations/by-entity/{kind}/{namespace}/{name}',
      summary: 'The registered location that an entity came from',
      answer: { status: 200, description: 'The location', schema: Shown },
    },
    async (c) => {
      readQuery(c, {});
      const { kind = '', namespace = '', name = '' } = c.req.param();
      const ref = formatRef({ kind, namespace, name });
      const origin = await locationOfEntity(db, ref);
      if (origin.kind === 'noEntity') refuse(404, `found no entity for ref ${ref}`);
      if (origin.kind === 'noLocation') {
        const [type, ...target] = origin.location.split(':');
        refuse(404, `Found no location with type ${type} and target ${target.join(':')}`);
      }
      return c.json(origin.location);
    },
  );
}

function takenBy(location: Location, { type, target }: { type: string; target: string }): string {
  if (location.target === target) return `Location ${type}:${target} already exists`;
  return `Location ${type}:${target} was registered as ${location.id} and points to ${location.target} now: move it back or delete it.`;
}
