import type { Action } from '../actions/action.ts';
import type { Json, JsonObject } from '../json.ts';
import { schemaOf } from './input.ts';

/**
 * What an action that a dry run leaves out would have given: what its input says already, and for the rest what Backstage fakes from
 * its output schema.
 */
export function exampleOutput(action: Action, input: JsonObject): JsonObject {
  const { properties = {} } = firstOf(schemaOf(action.output, 'output'));
  const known = knownFrom(input);
  return Object.fromEntries(
    Object.entries(properties as JsonObject).map(([key, schema]) => [
      key,
      known[key] ?? exampleOf(schema as JsonObject),
    ]),
  );
}

/** Of several outputs, the one of when there was something to do. */
function firstOf(schema: JsonObject): JsonObject {
  const { anyOf } = schema;
  return Array.isArray(anyOf) ? (anyOf[0] as JsonObject) : schema;
}

function exampleOf(schema: JsonObject): Json {
  const { type, examples, properties, items } = schema;
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  const [only] = Array.isArray(type) ? type : [type];
  switch (only) {
    case 'number':
    case 'integer':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return items ? [exampleOf(items as JsonObject)] : [];
    case 'object':
      return Object.fromEntries(
        Object.entries((properties ?? {}) as JsonObject).map(([key, one]) => [
          key,
          exampleOf(one as JsonObject),
        ]),
      );
    case 'null':
      return null;
    default:
      return '<example>';
  }
}

/** The addresses of a repository follow from its name. */
function knownFrom(input: JsonObject): Partial<Record<string, Json>> {
  const { repoUrl } = input;
  if (typeof repoUrl !== 'string') return {};
  const [host, query] = repoUrl.split('?');
  const said = new URLSearchParams(query ?? '');
  const [owner, repo] = [said.get('owner'), said.get('repo')];
  if (!host || !owner || !repo) return {};
  const branch = typeof input['defaultBranch'] === 'string' ? input['defaultBranch'] : 'main';
  const address = `https://${host}/${owner}/${repo}`;
  return { remoteUrl: address, repoContentsUrl: `${address}/blob/${branch}` };
}
