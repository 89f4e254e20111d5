import { fileURLToPath } from 'node:url';
import { CatalogClient } from '@backstage/catalog-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import { freshWorld } from './world.ts';

const FOLDER = fileURLToPath(new URL('../fixtures/backstage', import.meta.url));
const FERRIES = 'https://github.com/harbour-works/elsewhere/blob/main/more/ferries.yaml';
const WRITER = { token: 'writer-0123456789abcdef' };
const READER = { token: 'reader-0123456789abcdef' };

let world: World;
let client: CatalogClient;
const called = new Set<string>();

beforeAll(async () => {
  world = await freshWorld({
    organisation: FOLDER,
    seed: {
      team: { id: 'T1', name: 'Harbour', domain: 'harbour' },
      people: [],
      channels: [],
      messages: [],
    },
    config: {
      host: '127.0.0.1',
      port: 0,
      'api.tokens': [`writer:read+write:${WRITER.token}`, `reader:read:${READER.token}`],
    },
  });
  const { url } = await world.app.start();
  await world.app.firstSync();
  const discoveryApi = { getBaseUrl: async (plugin: string) => `${url}/api/${plugin}` };
  client = noting(new CatalogClient({ discoveryApi, fetchApi: { fetch } }));
});
afterAll(() => world[Symbol.asyncDispose]());

/** The client, with a note of every method that is called. */
function noting(real: CatalogClient): CatalogClient {
  return new Proxy(real, {
    get(target, name, receiver) {
      called.add(String(name));
      return Reflect.get(target, name, receiver);
    },
  });
}

const namesOf = (entities: readonly { metadata: { name: string } }[]) =>
  entities.map(({ metadata }) => metadata.name);

describe("Backstage's own client", () => {
  it('lists entities by filter, field and order', async () => {
    const { items } = await client.getEntities(
      {
        filter: [{ kind: 'Component', 'spec.type': ['website', 'tool'] }, { kind: ['domain'] }],
        fields: ['metadata.name', 'kind'],
        order: { field: 'metadata.name', order: 'desc' },
      },
      READER,
    );
    expect(namesOf(items)).toEqual(['shipping', 'lonely', 'edited', 'containers']);
    expect(items[0]).toEqual({ kind: 'Domain', metadata: { name: 'shipping' } });
    const page = await client.getEntities({ offset: 30, limit: 100 }, READER);
    expect(page.items).toHaveLength(6);
  });

  it('gets entities by refs, in order, null for what is not there', async () => {
    const refs = ['group:default/pilots', 'component:default/nope', 'component:default/berth'];
    const all = await client.getEntitiesByRefs({ entityRefs: refs }, READER);
    expect(all.items.map((entity) => entity?.metadata.name)).toEqual([
      'pilots',
      undefined,
      'berth',
    ]);
    const some = await client.getEntitiesByRefs(
      { entityRefs: refs, filter: { kind: 'component' } },
      READER,
    );
    expect(some.items.map((entity) => entity?.metadata.name)).toEqual([
      undefined,
      undefined,
      'berth',
    ]);
  });

  it('pages on and back by cursor', async () => {
    const first = await client.queryEntities(
      {
        filter: { kind: 'component', 'metadata.namespace': 'default' },
        orderFields: { field: 'metadata.name', order: 'asc' },
        limit: 4,
      },
      READER,
    );
    expect(first.totalItems).toBe(9);
    expect(namesOf(first.items)).toEqual(['a--b.c_d', 'berth', 'CamelBoat', 'cargo']);
    const cursor = first.pageInfo.nextCursor ?? '';
    const second = await client.queryEntities({ cursor, limit: 4 }, READER);
    expect(namesOf(second.items)).toEqual(['edited', 'lonely', 'manifest', 'nested']);
    const back = await client.queryEntities({ cursor: second.pageInfo.prevCursor ?? '' }, READER);
    expect(namesOf(back.items)).toEqual(namesOf(first.items));
    expect(back.pageInfo.prevCursor).toBeUndefined();
  });

  it('asks with predicates, and goes on from their cursors', async () => {
    const query = { $all: [{ kind: 'api' }, { $not: { 'spec.type': 'openapi' } }] };
    const first = await client.queryEntities(
      { query, orderFields: { field: 'metadata.name', order: 'asc' }, limit: 2 },
      READER,
    );
    expect(first.totalItems).toBe(4);
    expect(namesOf(first.items)).toEqual(['berths', 'flags']);
    const cursor = first.pageInfo.nextCursor ?? '';
    const second = await client.queryEntities({ cursor }, READER);
    expect(namesOf(second.items)).toEqual(['signals', 'tides-v2']);
  });

  it('finds text', async () => {
    const fullTextFilter = { term: 'planner', fields: ['metadata.title'] };
    const { items } = await client.queryEntities({ fullTextFilter }, READER);
    expect(namesOf(items)).toEqual(['berth']);
  });

  it('streams everything, page after page', async () => {
    const names: string[] = [];
    const request = { filter: { kind: ['component', 'api'] }, pageSize: 3 };
    for await (const page of client.streamEntities(request, READER)) names.push(...namesOf(page));
    expect(names).toHaveLength(16);
    expect(new Set(names)).toContain('berths');
  });

  it('gets one entity by ref and by name, and nothing for what is not there', async () => {
    const entity = await client.getEntityByRef('component:default/Tide-API', READER);
    expect(entity).toMatchObject({ metadata: { title: 'Tide API' } });
    const name = { kind: 'Component', namespace: 'default', name: 'nope' };
    expect(await client.getEntityByName(name, READER)).toBeUndefined();
  });

  it('counts facets, of a filter and of a predicate', async () => {
    const facets = ['spec.type', 'metadata.tags'];
    const counted = await client.getEntityFacets({ facets, filter: { kind: 'api' } }, READER);
    expect(counted.facets['spec.type']).toContainEqual({ value: 'grpc', count: 1 });
    const query = { 'spec.owner': { $in: ['dockers', 'pilots'] } };
    const asked = await client.getEntityFacets({ facets: ['kind'], query }, READER);
    expect(asked.facets['kind']).toContainEqual({ value: 'Domain', count: 1 });
  });

  it('tells ancestors', async () => {
    const ancestors = await client.getEntityAncestors(
      { entityRef: 'component:default/berth' },
      READER,
    );
    expect(ancestors.rootEntityRef).toBe('component:default/berth');
    expect(ancestors.items[0]?.parentEntityRefs).toEqual([]);
  });

  it('validates an entity', async () => {
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: { name: 'fine' },
      spec: { owner: 'pilots' },
    };
    const place = 'url:https://github.com/harbour-works/bare/blob/main/catalog-info.yaml';
    expect(await client.validateEntity(entity, place, READER)).toEqual({ valid: true });
    const wrong = { ...entity, spec: { ower: 'pilots' } };
    expect(await client.validateEntity(wrong, place, READER)).toMatchObject({
      valid: false,
      errors: [{ name: 'InputError', message: expect.stringContaining('owner') }],
    });
  });

  it('analyses a repository without a descriptor, and one that has some', async () => {
    const target = 'https://github.com/harbour-works/bare';
    const bare = await client.analyzeLocation({ location: { type: 'url', target } }, READER);
    expect(bare).toMatchObject({
      existingEntityFiles: [],
      generateEntities: [{ entity: { metadata: { name: 'bare', tags: ['ferry', 'booking'] } } }],
    });
    const known = await client.analyzeLocation(
      { location: { type: 'url', target: 'https://github.com/harbour-works/cargo' } },
      READER,
    );
    expect(known.existingEntityFiles).toHaveLength(4);
    expect(known.existingEntityFiles.every(({ isRegistered }) => isRegistered)).toBe(true);
  });

  it('registers, lists, moves and removes a location', async () => {
    const tried = await client.addLocation({ target: FERRIES, dryRun: true }, WRITER);
    expect(tried.exists).toBe(false);
    expect(namesOf(tried.entities)).toContain('ferry-booking');
    expect((await client.getLocations({}, READER)).items).toEqual([]);

    const { location } = await client.addLocation({ target: FERRIES }, WRITER);
    const ferry = await client.getEntityByRef('component:default/ferry-booking', READER);
    expect(ferry).toBeDefined();
    expect(await client.getLocationById(location.id, READER)).toEqual(location);
    expect(await client.getLocationByRef(`url:${FERRIES}`, READER)).toEqual(location);
    expect(await client.getLocationByEntity('component:default/ferry-booking', READER)).toEqual(
      location,
    );
    expect(await client.getLocationByEntity('component:default/berth', READER)).toBeUndefined();
    expect((await client.getLocations({}, READER)).items).toEqual([location]);
    const query = { target: { $hasPrefix: 'https://github.com/harbour-works/' } };
    expect((await client.queryLocations({ query }, READER)).items).toEqual([location]);
    const streamed = [];
    for await (const page of client.streamLocations({ query }, READER)) streamed.push(...page);
    expect(streamed).toEqual([location]);

    const moved = { type: 'url', target: FERRIES.replace('main', 'HEAD') };
    expect(await client.updateLocation(location.id, moved, WRITER)).toEqual({
      ...location,
      ...moved,
    });
    await client.removeLocationById(location.id, WRITER);
    expect(await client.getLocationById(location.id, READER)).toBeUndefined();
    expect(await client.getEntityByRef('component:default/ferry-booking', READER)).toBeUndefined();
  });

  it('reads an entity again, and deletes one until its source says something new', async () => {
    await client.refreshEntity('component:default/lonely', WRITER);
    const entity = await client.getEntityByRef('component:default/lonely', READER);
    await client.removeEntityByUid(entity?.metadata.uid ?? '', WRITER);
    await client.refreshEntity('component:default/nested', WRITER);
    expect(await client.getEntityByRef('component:default/lonely', READER)).toBeUndefined();
  });

  it('hears what is wrong', async () => {
    const location = { target: FERRIES };
    await expect(client.addLocation(location, READER)).rejects.toThrow(/403/);
    await expect(client.getEntities({}, { token: 'nobody' })).rejects.toThrow(/401/);
    await client.addLocation(location, WRITER);
    await expect(client.addLocation(location, WRITER)).rejects.toThrow(/409/);
    await expect(
      client.getEntityAncestors({ entityRef: 'component:default/nope' }, READER),
    ).rejects.toThrow(/404/);
    await expect(client.refreshEntity('component:default/nope', WRITER)).rejects.toThrow(/404/);
    const query = { $foo: 1 } as never;
    await expect(client.queryEntities({ query }, READER)).rejects.toThrow(/400/);
    const heal = world.github.fail({ kind: 'bad-gateway' });
    const berth = 'component:default/berth';
    await expect(client.refreshEntity(berth, WRITER)).rejects.toThrow(/503/);
    heal();
    await client.refreshEntity(berth, WRITER);
  });

  it('has had each of its methods called', () => {
    const methods = Object.getOwnPropertyNames(CatalogClient.prototype);
    const inner = /^(?:constructor|request(?:Ignored|Required|Optional))$/;
    expect(methods.filter((name) => !inner.test(name) && !called.has(name))).toEqual([]);
  });
});
