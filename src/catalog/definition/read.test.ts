import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Item, Node, Outline } from './outline.ts';
import { readDefinition } from './read.ts';

async function read(type: string, definition: unknown) {
  const text = typeof definition === 'string' ? definition : stringify(definition);
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: { name: 'pets', namespace: 'default' },
    spec: { type, definition: text },
  };
  const found = await readDefinition(entity);
  if (!found) throw new Error('An API has a definition.');
  return found;
}

async function outlineOf(type: string, definition: unknown): Promise<Outline> {
  const { outline, note } = await read(type, definition);
  if (!outline) throw new Error(note ?? 'There is no outline.');
  return outline;
}

const items = ({ groups }: Outline): Item[] => groups.flatMap((group) => group.items);
const sizeOf = (nodes: readonly Node[]): number =>
  nodes.reduce((sum, node) => sum + 1 + sizeOf(node.nodes), 0);
const openapi = (rest: object) => ({ openapi: '3.0.3', info: { title: 'Pets' }, ...rest });
const answering = (schema: unknown) => ({
  '/pets': { get: { responses: { 200: { content: { 'application/json': { schema } } } } } },
});

describe('OpenAPI', () => {
  it('puts operations under their tags, those without at the end', async () => {
    const outline = await outlineOf(
      'openapi',
      openapi({
        tags: [{ name: 'Cats', description: 'Cats only.' }],
        paths: { '/b': { get: {} }, '/a': { post: { tags: ['Cats'], deprecated: true } } },
      }),
    );
    expect(outline.groups.map(({ title }) => title)).toEqual(['Cats', 'Operations']);
    expect(items(outline)).toMatchObject([
      { sort: 'POST', name: '/a', deprecated: '' },
      { sort: 'GET', name: '/b', deprecated: null },
    ]);
  });

  it('lets an operation say more of a parameter than its path does', async () => {
    const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
    const own = { ...id, description: 'Of a pet.', schema: { type: 'integer' } };
    const paths = { '/{id}': { parameters: [id], get: { parameters: [own] } } };
    const [item] = items(await outlineOf('openapi', openapi({ paths })));
    expect(item?.parts[0]?.nodes).toMatchObject([
      { name: 'id', type: 'integer', isRequired: true, description: 'Of a pet.' },
    ]);
  });

  it('reads bodies, forms and servers of Swagger 2', async () => {
    const outline = await outlineOf('swagger', {
      swagger: '2.0',
      host: 'pets.example',
      basePath: '/v1',
      schemes: ['https'],
      paths: {
        '/pets': {
          post: {
            parameters: [{ name: 'pet', in: 'body', schema: { $ref: '#/definitions/Pet' } }],
            responses: { 200: { description: 'It', schema: { $ref: '#/definitions/Pet' } } },
          },
        },
      },
      definitions: { Pet: { type: 'object', properties: { name: { type: 'string' } } } },
    });
    expect(outline.places).toEqual([{ name: 'https://pets.example/v1', detail: null }]);
    expect(items(outline)[0]?.parts).toMatchObject([
      { title: 'Request', nodes: [{ name: 'pet', type: 'Pet', nodes: [{ name: 'name' }] }] },
      { title: '200', note: 'It', nodes: [{ type: 'Pet' }] },
    ]);
  });

  it('joins the parts of allOf, and names the choices of oneOf', async () => {
    const schema = {
      allOf: [{ properties: { a: { type: 'string' } } }, { properties: { b: { type: 'string' } } }],
      oneOf: [{ type: 'string' }, { type: 'integer' }],
    };
    const [item] = items(await outlineOf('openapi', openapi({ paths: answering(schema) })));
    const names = item?.parts[0]?.nodes[0]?.nodes.map(({ name }) => name);
    expect(names).toEqual(['a', 'b', 'either 1', 'either 2']);
  });

  it('ends where a shape holds itself, and where a $ref leads nowhere or outside', async () => {
    const Pet = {
      type: 'object',
      properties: {
        mother: { $ref: '#/components/schemas/Pet' },
        lost: { $ref: '#/components/schemas/Gone' },
        file: { $ref: '/etc/passwd' },
        self: { $ref: '#/components/schemas/Self' },
      },
    };
    const components = { schemas: { Pet, Self: { $ref: '#/components/schemas/Self' } } };
    const paths = answering({ $ref: '#/components/schemas/Pet' });
    const [item] = items(await outlineOf('openapi', openapi({ paths, components })));
    expect(item?.parts[0]?.nodes[0]?.nodes).toMatchObject([
      { name: 'mother', notes: ['its fields stand above'], nodes: [] },
      { name: 'lost', type: 'Gone (not in this text)' },
      { name: 'file', type: 'passwd (not in this text)' },
      { name: 'self', type: 'Self (not in this text)' },
    ]);
  });

  it('draws a part of a vast definition, and says so', async () => {
    const properties = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [
        `p${n}`,
        { $ref: `#/components/schemas/S${(n * 7) % 40}` },
      ]),
    );
    const schemas = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [`S${n}`, { type: 'object', properties }]),
    );
    const paths = Object.fromEntries(
      Array.from({ length: 400 }, (_, n) => [
        `/p${n}`,
        answering({ $ref: '#/components/schemas/S0' })['/pets'],
      ]),
    );
    const outline = await outlineOf(
      'openapi',
      JSON.stringify(openapi({ paths, components: { schemas } })),
    );
    expect(items(outline)).toHaveLength(300);
    const nodes = items(outline).flatMap(({ parts }) => parts.flatMap((part) => part.nodes));
    expect(sizeOf(nodes)).toBeLessThan(7000);
    expect(outline.cuts).toEqual([
      'The first 300 of 400 are shown; the rest stands in the text.',
      'Shapes of very many fields are cut short; the text has them whole.',
    ]);
  });

  it('bears values of any type where others belong', async () => {
    const paths = {
      '/a': { get: { tags: 7, parameters: 'x', responses: [null], summary: {} } },
      '/b': null,
    };
    expect(
      items(await outlineOf('openapi', openapi({ paths, servers: {}, tags: [3] }))),
    ).toHaveLength(1);
  });
});

describe('AsyncAPI', () => {
  it('reads the channels of version 2', async () => {
    const outline = await outlineOf('asyncapi', {
      asyncapi: '2.6.0',
      channels: {
        'pets.born': {
          subscribe: {
            message: { oneOf: [{ name: 'Cat', payload: { type: 'object' } }, { name: 'Dog' }] },
          },
        },
      },
    });
    expect(items(outline)).toMatchObject([
      { sort: 'subscribe', name: 'pets.born', parts: [{ title: 'Cat' }, { title: 'Dog' }] },
    ]);
  });

  it('shows a channel of version 3 that no operation uses', async () => {
    const outline = await outlineOf('asyncapi', {
      asyncapi: '3.0.0',
      channels: {
        born: { address: 'pets.born', messages: { Born: { payload: { type: 'string' } } } },
      },
    });
    expect(items(outline)).toMatchObject([{ sort: 'channel', name: 'pets.born' }]);
  });
});

describe('GraphQL', () => {
  it('knows the operations by what the schema calls them', async () => {
    const text =
      'schema { query: Root } type Root { pet: Pet } type Query { old: Int } type Pet { id: ID! @deprecated }';
    const outline = await outlineOf('graphql', text);
    expect(outline.groups.map(({ title }) => title)).toEqual(['Queries', 'Types']);
    expect(items(outline).map(({ name }) => name)).toEqual(['pet: Pet', 'Query', 'Pet']);
    expect(items(outline)[2]?.parts[0]?.nodes).toMatchObject([
      { name: 'id', type: 'ID!', deprecated: '' },
    ]);
  });
});

describe('proto', () => {
  it('passes over options, reserved numbers and extensions, and reads what is nested', async () => {
    const text = `
      syntax = "proto3";
      import "google/protobuf/any.proto";
      option (acme.file) = { a: 1 b: { c: "}" } };
      /* Who lives
       * with us. */
      message Pet {
        reserved 2, 4 to 6; option (x).y = true;
        message Toy { string name = 1 [deprecated = true, json_name = "n]"]; }
        repeated Toy toys = 1;
        oneof home { string street = 7; string field = 8; }
      }
      service Pets {
        option (acme.auth) = "none";
        rpc Get(stream .acme.Pet) returns (Pet) { option (google.api.http) = { get: "/v1/pets" }; }
      }`;
    const outline = await outlineOf('grpc', text);
    expect(items(outline)).toMatchObject([
      { sort: 'rpc', name: 'Get', summary: 'stream .acme.Pet → Pet', deprecated: null },
      { sort: 'message', name: 'Pet', description: 'Who lives\nwith us.' },
      { sort: 'message', name: 'Pet.Toy', parts: [{ nodes: [{ name: 'name', deprecated: '' }] }] },
    ]);
    expect(items(outline)[1]?.parts[0]?.nodes.map(({ name, notes }) => [name, notes])).toEqual([
      ['toys', ['= 1']],
      ['street', ['= 7', 'one of home']],
      ['field', ['= 8', 'one of home']],
    ]);
  });
});

describe('a text that cannot be read', () => {
  it.each([
    ['openapi', 'paths: [', /^This cannot be read as OpenAPI: line 1: /],
    [
      'openapi',
      'hello',
      'This cannot be read as OpenAPI: it does not say its version ("openapi" or "swagger").',
    ],
    [
      'asyncapi',
      '{}',
      'This cannot be read as AsyncAPI: it does not say its version ("asyncapi").',
    ],
    ['graphql', 'type Query {', /^This cannot be read as GraphQL: Syntax Error: /],
    ['graphql', `type Query { a: ${'['.repeat(100_000)} }`, /^This cannot be read as GraphQL: /],
    [
      'grpc',
      'message A { string = 1; }',
      'This cannot be read as a .proto file: line 1 has "=" where a name belongs.',
    ],
    [
      'grpc',
      `message A {${' message A {'.repeat(500)}`,
      'This cannot be read as a .proto file: its messages are nested too deep.',
    ],
    ['grpc', '/* '.repeat(100_000), 'This cannot be read as a .proto file: a comment never ends.'],
    ['grpc', '', 'This cannot be read as a .proto file: it declares no service, message or enum.'],
    ['openapi', `a: ${'x'.repeat(400_000)}`, /longer than 300 kB/],
  ])('is shown as it is, with a sentence: %s %.20j', async (type, text, note) => {
    const found = await read(type, text);
    expect(found).toMatchObject({ outline: null, text });
    expect(found.note).toEqual(typeof note === 'string' ? note : expect.stringMatching(note));
  });

  it('needs no sentence where the type has no viewer', async () => {
    expect(await read('soap', '<a/>')).toMatchObject({ outline: null, note: null });
  });
});
