import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

// A grocer's catalog for the pages: a service that touches forty others, an API in every language, and names nobody should trust.

export const HOSTILE = '<script>document.title = "taken"</script>';
/** Turns the direction of what follows, in a text that does not turn it back. */
export const TURNED = '\u202eevil \u05e9\u05dc\u05d5\u05dd';
export const LONG = 'long-'.repeat(40);

type Document = Record<string, unknown>;
type Rest = { metadata?: Document; spec?: Document };

function entity(kind: string, name: string, { metadata = {}, spec = {} }: Rest = {}): Document {
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, ...metadata }, spec };
}

function component(name: string, { metadata, spec }: Rest = {}): Document {
  const standard = { type: 'service', lifecycle: 'production', owner: 'fresh' };
  return entity('Component', name, { metadata: metadata ?? {}, spec: { ...standard, ...spec } });
}

function api(name: string, type: string, definition: string, metadata: Document = {}): Document {
  const spec = { type, lifecycle: 'production', owner: 'fresh', definition };
  return entity('API', name, { metadata, spec });
}

const PARTNERS = Array.from({ length: 38 }, (_, n) => `aisle-${String(n + 1).padStart(2, '0')}`);

const OPENAPI = stringify({
  openapi: '3.1.0',
  info: { title: 'Basket API', version: '2.4.0', description: 'Baskets of shoppers.' },
  servers: [{ url: 'https://api.grocer.example/basket', description: 'Production' }],
  tags: [{ name: 'Baskets', description: 'Fill and read baskets.' }],
  paths: {
    '/baskets': {
      post: {
        tags: ['Baskets'],
        summary: 'Open a basket',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Basket' } } },
        },
        responses: {
          '201': {
            description: 'The basket',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Basket' } } },
          },
        },
      },
    },
    '/baskets/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        tags: ['Baskets'],
        summary: 'Read a basket',
        responses: { '200': { description: 'It' } },
      },
      delete: { tags: ['Baskets'], summary: 'Empty a basket', deprecated: true, responses: {} },
    },
  },
  components: {
    schemas: {
      Basket: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string', format: 'uuid' },
          lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } },
          parent: { $ref: '#/components/schemas/Basket' },
          state: { type: 'string', enum: ['open', 'paid'] },
        },
      },
      Line: {
        type: 'object',
        properties: {
          sku: { type: 'string', description: HOSTILE },
          count: { type: 'integer', minimum: 1 },
        },
      },
    },
  },
});

const ASYNCAPI = stringify({
  asyncapi: '3.0.0',
  info: { title: 'Basket events', version: '1.0.0' },
  servers: { main: { host: 'kafka.grocer.example:9092', protocol: 'kafka' } },
  channels: {
    paid: {
      address: 'basket.paid.v1',
      description: 'One event for each basket that is paid.',
      messages: { paid: { $ref: '#/components/messages/BasketPaid' } },
    },
  },
  operations: {
    announcePaid: {
      action: 'send',
      channel: { $ref: '#/channels/paid' },
      summary: 'Say that a basket is paid',
    },
  },
  components: {
    messages: {
      BasketPaid: {
        contentType: 'application/json',
        payload: {
          type: 'object',
          properties: { basketId: { type: 'string' }, total: { type: 'integer' } },
        },
      },
    },
  },
});

const GRAPHQL = `"""What the shop window shows."""
type Query {
  "One product by its number."
  product(sku: ID!): Product
  products(aisle: String, first: Int = 20): [Product!]! @deprecated(reason: "Use search.")
}
type Product { sku: ID! name: String! price: Money }
scalar Money
enum Season { SPRING AUTUMN }
`;

const PROTO = `syntax = "proto3";
package grocer.stock.v1;

// Knows what lies on which shelf.
service Stock {
  // How much of a product is left.
  rpc Count(CountRequest) returns (CountReply);
  rpc Watch(CountRequest) returns (stream CountReply) { option deprecated = true; }
}
message CountRequest { string sku = 1; }
message CountReply {
  int32 left = 1; // May be stale by a minute.
  map<string, int32> by_shelf = 2;
  oneof source { string scanner = 3; string person = 4; }
}
enum Shelf { SHELF_UNKNOWN = 0; COLD = 1; }
`;

/** Every document of the grocer, by file. */
export const GROCER: Record<string, readonly Document[]> = {
  'teams.yaml': [
    entity('Group', 'grocer', { spec: { type: 'organization', children: ['fresh'] } }),
    entity('Group', 'fresh', {
      metadata: { title: 'Fresh Food', annotations: { 'slack.com/channel': '#team-fresh' } },
      spec: {
        type: 'team',
        parent: 'grocer',
        children: [],
        profile: { email: 'fresh@grocer.example' },
      },
    }),
    entity('User', 'mira', {
      spec: {
        profile: { displayName: 'Mira Okafor', email: 'mira@grocer.example' },
        memberOf: ['fresh'],
      },
    }),
  ],
  'basket.yaml': [
    component('basket', {
      metadata: {
        title: 'Basket',
        description: 'Holds what a shopper wants to buy.',
        tags: ['go', 'shop'],
        labels: { 'grocer.example/tier': '1' },
        annotations: { 'pagerduty.com/service-id': 'PBASKET' },
        links: [
          { url: 'https://runbooks.grocer.example/basket', title: 'Runbook', type: 'runbook' },
          { url: 'javascript:alert(1)', title: 'Trap' },
        ],
      },
      spec: {
        system: 'shop',
        providesApis: ['basket-rest', 'basket-events'],
        consumesApis: ['stock-grpc'],
        dependsOn: [
          ...PARTNERS.slice(0, 20).map((name) => `component:${name}`),
          'resource:baskets',
        ],
      },
    }),
    entity('System', 'shop', { spec: { owner: 'fresh', domain: 'retail' } }),
    entity('Domain', 'retail', { spec: { owner: 'fresh' } }),
    entity('Resource', 'baskets', { spec: { type: 'database', owner: 'fresh' } }),
  ],
  'aisles.yaml': PARTNERS.map((name, n) =>
    component(
      name,
      n < 20 ? {} : { spec: { dependsOn: ['component:basket'], lifecycle: 'experimental' } },
    ),
  ),
  'apis.yaml': [
    api('basket-rest', 'openapi', OPENAPI),
    api('basket-events', 'asyncapi', ASYNCAPI),
    api('window', 'graphql', GRAPHQL),
    api('stock-grpc', 'grpc', PROTO),
    api('broken-rest', 'openapi', 'openapi: 3.0.0\npaths: [unclosed'),
    api('old-form', 'soap', `<definitions>${HOSTILE}</definitions>`),
    entity('API', 'helper', {
      spec: {
        type: 'mcp-server',
        lifecycle: 'production',
        owner: 'fresh',
        remotes: [{ type: 'streamable-http', url: 'https://mcp.grocer.example' }],
      },
    }),
  ],
  'strange.yaml': [
    component('hostile', { metadata: { title: HOSTILE, description: `${HOSTILE} ${TURNED}` } }),
    component('turned', { metadata: { title: TURNED } }),
    component('long', { metadata: { title: LONG, description: LONG } }),
    component('orphaned', { spec: { owner: 'frehs' } }),
  ],
  'wrong.yaml': [
    entity('Component', 'half', { spec: { type: 'service', lifecycle: 'production' } }),
  ],
};

/** Writes the grocer's descriptors into a folder. */
export function writeGrocer(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, documents] of Object.entries(GROCER))
    writeFileSync(join(folder, file), documents.map((one) => stringify(one)).join('---\n'));
}
