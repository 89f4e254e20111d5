import {
  type Budget,
  cutsOf,
  type Group,
  type Item,
  type Node,
  newBudget,
  type Outline,
  type Part,
  take,
} from './outline.ts';
import { readSchema, readShape } from './schema.ts';
import { deprecatedOf, entriesOf, listOf, mapOf, resolved, textOf, type Values } from './values.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];
type Reading = { root: Values; budget: Budget };
type Found = { method: string; path: string; operation: Values; shared: readonly unknown[] };

/** An OpenAPI 3 or Swagger 2 document; null for anything else. */
export function readOpenApi(parsed: unknown): Outline | null {
  const root = mapOf(parsed);
  const version = textOf(root['openapi']) ?? textOf(root['swagger']);
  if (!version) return null;
  const info = mapOf(root['info']);
  const budget = newBudget();
  const found = [...operationsOf(root, root['paths']), ...operationsOf(root, root['webhooks'])];
  const items = take(budget, found, (one) => readOperation({ root, budget }, one));
  return {
    language: `${'swagger' in root ? 'Swagger' : 'OpenAPI'} ${version}`,
    title: textOf(info['title']),
    version: textOf(info['version']),
    description: textOf(info['description']),
    places: serversOf(root),
    groups: byTag(root, found, items),
    cuts: cutsOf(budget, found.length),
  };
}

function operationsOf(root: Values, paths: unknown): Found[] {
  return Object.entries(mapOf(paths)).flatMap(([path, item]) => {
    const { value } = resolved(root, item);
    const shared = listOf(value['parameters']);
    return METHODS.flatMap((method) =>
      method in value ? [{ method, path, operation: mapOf(value[method]), shared }] : [],
    );
  });
}

/** In the order of the document's own tags; operations without a tag come last. */
function byTag(root: Values, found: readonly Found[], items: readonly Item[]): Group[] {
  const described = new Map(
    listOf(root['tags']).map((tag) => [
      textOf(mapOf(tag)['name']) ?? '',
      textOf(mapOf(tag)['description']),
    ]),
  );
  const groups = Map.groupBy(
    items,
    (_, at) => textOf(listOf(found[at]?.operation['tags'])[0]) ?? UNTAGGED,
  );
  const order = [...described.keys(), ...groups.keys()];
  return [...new Set(order)]
    .filter((name) => groups.has(name))
    .sort((a, b) => Number(a === UNTAGGED) - Number(b === UNTAGGED))
    .map((name) => ({
      title: name,
      description: described.get(name) ?? null,
      items: groups.get(name) ?? [],
    }));
}

const UNTAGGED = 'Operations';

function readOperation(reading: Reading, { method, path, operation, shared }: Found): Item {
  const parameters = [...shared, ...listOf(operation['parameters'])].map(
    (given) => resolved(reading.root, given).value,
  );
  // What the operation says of a parameter replaces what its path says of it.
  const own = new Map(
    parameters.map((given) => [`${textOf(given['in'])} ${textOf(given['name'])}`, given]),
  );
  const isBody = (given: Values) => given['in'] === 'body' || given['in'] === 'formData';
  const plain = [...own.values()].filter((given) => !isBody(given));
  const bodies = [...own.values()].filter(isBody);
  const parts: Part[] = [];
  if (plain.length > 0)
    parts.push({
      title: 'Parameters',
      note: null,
      nodes: plain.map((one) => readParameter(reading, one)),
    });
  if (bodies.length > 0)
    parts.push({
      title: 'Request',
      note: null,
      nodes: bodies.map((one) => swaggerBody(reading, one)),
    });
  if ('requestBody' in operation) {
    const { value } = resolved(reading.root, operation['requestBody']);
    parts.push(...contentParts(reading, 'Request', value));
  }
  for (const [status, response] of Object.entries(mapOf(operation['responses'])))
    parts.push(...responseParts(reading, status, resolved(reading.root, response).value));
  return {
    sort: method.toUpperCase(),
    name: path,
    summary: textOf(operation['summary']) ?? textOf(operation['operationId']),
    description: textOf(operation['description']),
    deprecated: deprecatedOf(operation),
    parts,
  };
}

function readParameter(reading: Reading, parameter: Values): Node {
  const content = Object.values(mapOf(parameter['content']))[0];
  const schema = parameter['schema'] ?? mapOf(content)['schema'] ?? parameter;
  const isRequired = parameter['required'] === true;
  const node = readSchema(reading, schema, {
    name: textOf(parameter['name']) ?? '',
    isRequired,
  });
  const place = textOf(parameter['in']);
  return {
    ...node,
    description: textOf(parameter['description']) ?? node.description,
    deprecated: deprecatedOf(parameter) ?? node.deprecated,
    notes: [...(place ? [`in ${place}`] : []), ...node.notes],
  };
}

function swaggerBody(reading: Reading, parameter: Values): Node {
  const name = textOf(parameter['name']) ?? 'body';
  const isRequired = parameter['required'] === true;
  return readSchema(reading, parameter['schema'] ?? parameter, { name, isRequired });
}

function responseParts(reading: Reading, status: string, response: Values): Part[] {
  const description = textOf(response['description']);
  const title = status === 'default' ? 'Otherwise' : status;
  if ('schema' in response)
    return [{ title, note: description, nodes: readShape(reading, response['schema']) }];
  const parts = contentParts(reading, title, response);
  return parts.length > 0 ? parts : [{ title, note: description, nodes: [] }];
}

/** One part for each media type; those that share a shape are one. */
function contentParts(reading: Reading, title: string, value: Values): Part[] {
  const description = textOf(value['description']);
  const byShape = Map.groupBy(
    entriesOf(value['content']),
    ([type, media]) => textOf(mapOf(media['schema'])['$ref']) ?? type,
  );
  return [...byShape.values()].map((same) => ({
    title: value['required'] === true && title === 'Request' ? 'Request (required)' : title,
    note: [same.map(([type]) => type).join(', '), description].filter(Boolean).join(' · '),
    nodes: readShape(reading, same[0]?.[1]['schema']),
  }));
}

function serversOf(root: Values): Outline['places'] {
  const servers = listOf(root['servers']).map(mapOf);
  const host = textOf(root['host']);
  const base = textOf(root['basePath']) ?? '';
  const scheme = textOf(listOf(root['schemes'])[0]) ?? 'https';
  const swagger = host ? [{ name: `${scheme}://${host}${base}`, detail: null }] : [];
  const stated = servers.flatMap((server) => {
    const name = textOf(server['url']);
    return name ? [{ name, detail: textOf(server['description']) }] : [];
  });
  return [...stated, ...swagger];
}
