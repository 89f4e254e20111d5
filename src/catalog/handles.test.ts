import { describe, expect, it } from 'vitest';
import { definitionNames } from './definition-names.ts';
import type { Entity } from './entity.ts';
import { handleKey, hostOf, thingHandles } from './handles.ts';

const names = (definition: string) =>
  definitionNames(definition).map(({ sort, name }) => `${sort} ${name}`);

describe('a definition', () => {
  it('of OpenAPI names hosts and operations', () => {
    const yaml =
      'openapi: 3.1.0\nservers:\n  - url: https://ledger.acme.internal:8443/v1\npaths:\n  /accounts:\n    get:\n      operationId: listAccounts\n';
    expect(names(yaml)).toEqual(['host ledger.acme.internal', 'operation listAccounts']);
    expect(names('{"swagger":"2.0","paths":{"/a":{"get":{"operationId":"a.b"}}}}')).toEqual([
      'operation a.b',
    ]);
    expect(names('swagger: "2.0"\nhost: api.acme.example\n')).toEqual(['host api.acme.example']);
  });

  it('of AsyncAPI names topics, by channel or by address, and no broker', () => {
    const two =
      'asyncapi: 2.6.0\nservers:\n  prod: { url: kafka.acme.example:9092 }\nchannels:\n  # all of them\n  ledger.entries.v2:\n    publish:\n      message: {}\n  "orders/{id}":\n    address: x\ncomponents:\n  messages:\n    Entry: {}\n';
    expect(names(two)).toEqual(['topic ledger.entries.v2', 'topic orders/{id}', 'topic x']);
    const three = 'asyncapi: 3.0.0\nchannels:\n  entries:\n    address: ledger-entries\n';
    expect(names(three)).toEqual(['topic entries', 'topic ledger-entries']);
    const json = '{"asyncapi":"2.0.0","channels":{"a.b":{"publish":{"x":1}},"c.d":{}},"info":{}}';
    expect(names(json)).toEqual(['topic a.b', 'topic c.d']);
  });

  it('of AsyncAPI 3 names the addresses of its channels, however they are written', () => {
    const head = 'asyncapi: 3.0.0\nchannels:\n';
    expect(names(`${head}  a:\n    address: meter.read.v1\n`)).toEqual([
      'topic a',
      'topic meter.read.v1',
    ]);
    expect(names(`${head}  a: { address: meter.read.v1, messages: {} }\n`)).toEqual([
      'topic a',
      'topic meter.read.v1',
    ]);
  });

  it('of GraphQL names types, of protobuf its package, services and calls', () => {
    expect(names('type Query { a: Account }\ntype Account { id: ID! }\nenum Sort { A }\n')).toEqual(
      ['type Account', 'type Sort'],
    );
    expect(
      names(
        'syntax = "proto3";\npackage acme.ledger.v1;\n// service Old {}\nservice Ledger {\n  rpc Post (Entry) returns (Entry);\n}\n',
      ),
    ).toEqual([
      'package acme.ledger.v1',
      'service Ledger',
      'service acme.ledger.v1.Ledger',
      'service Ledger.Post',
      'service acme.ledger.v1.Ledger.Post',
      'service acme.ledger.v1.Ledger/Post',
    ]);
  });

  it.each(['', 'hello: world', '<wsdl/>', 'channels:\n  a: {}\n', 'type of thing: x'])(
    'that is none names nothing: %j',
    (text) => expect(names(text)).toEqual([]),
  );

  it.each([
    ['graphql', `type A {\n${'\n'.repeat(200_000)}`],
    ['proto', `package a;\n${'/*'.repeat(100_000)}\n${'\n'.repeat(50_000)}`],
    ['asyncapi', `asyncapi: 2.0.0\nchannels:\n  ${' '.repeat(200_000)}x`],
    ['asyncapi in JSON', `{"asyncapi":"2.0.0","channels":{${'"'.repeat(100_001)}`],
    ['openapi', `openapi: 3.0.0\n${'url'.repeat(60_000)}${' '.repeat(50_000)}`],
  ])('made to take long takes no time: %s', (_name, text) => {
    expect(definitionNames(text).length).toBeLessThan(20);
  });

  it('is read in bounds, however large it is', () => {
    const large = `openapi: 3.0.0\n${'  operationId: x\n'.repeat(100_000)}${Array.from({ length: 900 }, (_, at) => `operationId: op${at}`).join('\n')}`;
    expect(names(large)).toEqual(['operation x']);
    expect(
      names(
        `asyncapi: 2.0.0\nchannels:\n${Array.from({ length: 900 }, (_, at) => `  t.${at}: {}`).join('\n')}`,
      ),
    ).toHaveLength(150);
  });
});

const entity = (annotations: Record<string, string>, links: { url: string }[] = []): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'ledger', namespace: 'default', annotations, links },
});

it.each([
  [{ 'acme.com/java-package': 'com.acme.ledger' }, 'module com.acme.ledger'],
  [{ 'npmjs.com/package': '@acme/ledger_client' }, 'module acme.ledger-client'],
  [{ 'acme.com/go-module': 'github.com/acme/ledger/v2' }, 'module github.com.acme.ledger.v2'],
  [{ 'acme.com/topics': 'ledger.entries, orders' }, 'name ledger.entries|word orders'],
  [{ 'acme.com/hostnames': 'ledger.acme.internal' }, 'host ledger.acme.internal'],
  [{ 'acme.com/site': 'https://ledger.acme.com' }, 'host ledger.acme.com'],
  [{ 'grafana/dashboard-url': 'https://grafana.acme.com/d/x' }, ''],
  [{ 'backstage.io/kubernetes-namespace': 'money' }, ''],
  [{ 'acme.com/domain': 'payments' }, ''],
])('%j gives %s', (annotations, expected) => {
  const found = thingHandles(entity(annotations)).map(({ sort, key }) => `${sort} ${key}`);
  expect(found.join('|')).toBe(expected);
});

it('says where the catalog says so', () => {
  const found = thingHandles(
    entity({ 'acme.com/go-module': 'acme.com/l' }, [{ url: 'https://l.acme.com/' }]),
  );
  expect(found.map(({ from }) => from)).toEqual([
    'its annotation acme.com/go-module',
    'its link https://l.acme.com/',
  ]);
});

it.each([
  ['ledger.prod.acme.internal:8443/v1/accounts', 'ledger.prod.acme.internal'],
  ['postgres://app@db.acme.internal/ledger', 'db.acme.internal'],
  ['https://LEDGER.acme.com', 'ledger.acme.com'],
  ['ledger', null],
  ['a b.c', null],
])('the host of %s is %s', (text, host) => expect(hostOf(text)).toBe(host));

it('spells modules of all languages alike', () => {
  const spellings = ['acme_ledger::models', 'acme-ledger/models', '@acme_ledger.models'];
  expect(new Set(spellings.map((text) => handleKey('module', text)))).toEqual(
    new Set(['acme-ledger.models']),
  );
});
