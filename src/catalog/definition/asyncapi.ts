import {
  type Budget,
  cutsOf,
  type Group,
  type Item,
  newBudget,
  type Outline,
  type Part,
  take,
} from './outline.ts';
import { readShape } from './schema.ts';
import {
  deprecatedOf,
  entriesOf,
  lastName,
  listOf,
  mapOf,
  resolved,
  textOf,
  type Values,
} from './values.ts';

type Reading = { root: Values; budget: Budget };
type Found = { sort: string; channel: string; operation: Values; messages: readonly unknown[] };

/** An AsyncAPI 2 or 3 document; null for anything else. */
export function readAsyncApi(parsed: unknown): Outline | null {
  const root = mapOf(parsed);
  const version = textOf(root['asyncapi']);
  if (!version) return null;
  const info = mapOf(root['info']);
  const budget = newBudget();
  const found = version.startsWith('2.') ? fromChannels(root) : fromOperations(root);
  const items = take(budget, found, (one) => readOperation({ root, budget }, one));
  const groups = Map.groupBy(items, (_, at) => found[at]?.channel ?? '');
  return {
    language: `AsyncAPI ${version}`,
    title: textOf(info['title']),
    version: textOf(info['version']),
    description: textOf(info['description']),
    places: serversOf(root),
    groups: [...groups].map(
      ([title, list]): Group => ({ title, description: describe(root, title), items: list }),
    ),
    cuts: cutsOf(budget, found.length),
  };
}

/** Version 2: a channel is its address and says what may be published and subscribed to. */
function fromChannels(root: Values): Found[] {
  return entriesOf(root['channels']).flatMap(([channel, item]) => {
    const { value } = resolved(root, item);
    const stated = ['subscribe', 'publish'].flatMap((sort) => {
      if (!(sort in value)) return [];
      const operation = mapOf(value[sort]);
      const message = resolved(root, operation['message']).value;
      const several = listOf(message['oneOf']);
      return [
        {
          sort,
          channel,
          operation,
          messages: several.length > 0 ? several : [operation['message']],
        },
      ];
    });
    return stated.length > 0 ? stated : [{ sort: 'channel', channel, operation: {}, messages: [] }];
  });
}

/** Version 3: operations point to a channel, which has an address and messages; a channel nobody uses is shown as well. */
function fromOperations(root: Values): Found[] {
  const used = new Set<string>();
  const operations = entriesOf(root['operations']).map(([name, operation]) => {
    const { value, names } = resolved(root, operation['channel']);
    const key = names[0] ? lastName(names[0]) : name;
    used.add(key);
    const own = listOf(operation['messages']);
    const messages = own.length > 0 ? own : Object.values(mapOf(value['messages']));
    const sort = textOf(operation['action']) ?? 'operation';
    return {
      sort,
      channel: textOf(value['address']) ?? key,
      operation: { summary: name, ...operation },
      messages,
    };
  });
  const rest = entriesOf(root['channels'])
    .filter(([key]) => !used.has(key))
    .map(([key, item]) => {
      const { value } = resolved(root, item);
      const messages = Object.values(mapOf(value['messages']));
      return { sort: 'channel', channel: textOf(value['address']) ?? key, operation: {}, messages };
    });
  return [...operations, ...rest];
}

function readOperation(reading: Reading, { sort, channel, operation, messages }: Found): Item {
  return {
    sort,
    name: channel,
    summary: textOf(operation['summary']) ?? textOf(operation['operationId']),
    description: textOf(operation['description']),
    deprecated: deprecatedOf(operation),
    parts: messages.flatMap((message) => messageParts(reading, message)),
  };
}

function messageParts(reading: Reading, given: unknown): Part[] {
  const { value, names } = resolved(reading.root, given);
  const called = textOf(value['title']) ?? textOf(value['name']);
  // In version 3 an operation points to the message of its channel, and that to the one that is shared: the last is its name.
  const title = called ?? lastName(names.at(-1) ?? 'Message');
  const note = [
    textOf(value['contentType']),
    textOf(value['summary']) ?? textOf(value['description']),
  ]
    .filter(Boolean)
    .join(' · ');
  const parts: Part[] = [
    { title, note: note || null, nodes: readShape(reading, schemaOf(value['payload'])) },
  ];
  if ('headers' in value)
    parts.push({
      title: `Headers of ${title}`,
      note: null,
      nodes: readShape(reading, schemaOf(value['headers'])),
    });
  return parts;
}

/** Version 3 may wrap a schema with the name of its language. */
function schemaOf(payload: unknown): unknown {
  const value = mapOf(payload);
  return 'schemaFormat' in value ? value['schema'] : payload;
}

function describe(root: Values, address: string): string | null {
  const channels = entriesOf(root['channels']);
  const found = channels.find(([key, value]) => key === address || value['address'] === address);
  return found ? textOf(found[1]['description']) : null;
}

function serversOf(root: Values): Outline['places'] {
  return entriesOf(root['servers']).flatMap(([name, server]) => {
    const { value } = resolved(root, server);
    const host = textOf(value['url']) ?? textOf(value['host']);
    const protocol = textOf(value['protocol']);
    return host ? [{ name: host, detail: [name, protocol].filter(Boolean).join(', ') }] : [];
  });
}
