import { parse } from 'yaml';
import { z } from 'zod';
import type { Answer } from '../answer.ts';
import { type EntityFacts, statedFact } from '../facts.ts';
import type { Case, Intention } from '../intention.ts';
import { labelOf } from '../labels.ts';
import { reply } from '../reply.ts';
import { ownerSentence } from './own-lookup.ts';

const Definition = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z
        .looseObject({
          deprecated: z.boolean().optional(),
          summary: z.string().optional(),
          description: z.string().optional(),
        })
        .or(z.unknown()),
    ),
  ),
});
type Operation = { method: string; path: string; isDeprecated: boolean; words: string };

/** Whether an operation of a contract exists and is supported. */
export const apiContract: Intention = {
  intent: 'api.contract',
  examples: ['is GET /v1/payouts still supported'],
  patterns: [
    '(is|are) [the] [endpoint|operation] (GET|POST|PUT|PATCH|DELETE|HEAD) {path} [still|already] (supported|deprecated|there|available|working|used|in use|documented|alive|ok to use|around|live|going away|valid)',
    '(is|are) [the] (endpoint|operation|route|path) {path} [still|already] (supported|deprecated|there|available|working|used|in use|documented|alive|ok to use|around|live|going away|valid)',
    '(what|which) api (has|is|serves|provides|exposes|defines) [the] [endpoint|operation|route|path] {path}',
    '(what|which) api (has|is|serves|provides|exposes|defines) (GET|POST|PUT|PATCH|DELETE|HEAD) {path}',
    '(GET|POST|PUT|PATCH|DELETE|HEAD) {path}',
    '(GET|POST|PUT|PATCH|DELETE|HEAD) {path} (deprecated|supported|status)',
  ],
  bare: 'nothing',
  answer,
};

async function answer({ text, slots, room }: Case): Promise<Answer | null> {
  const { view } = room;
  const path = (slots['path'] ?? '')
    .replace(/^https?:\/\//, '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');
  if (!path.includes('/')) return null;
  const method = /\b(GET|POST|PUT|PATCH|DELETE|HEAD)\b/i.exec(text)?.[1]?.toUpperCase() ?? null;
  const apis = view.at(path).filter(({ kind }) => kind === 'api');
  const found = (await Promise.all(apis.map(({ ref }) => room.facts(ref)))).filter(
    (facts) => facts !== null,
  );
  const matches = found.flatMap((facts) =>
    operationsOf(facts)
      .filter(
        (operation) =>
          (method === null || operation.method === method) && isPath(path, operation.path),
      )
      .map((operation) => ({ facts, operation })),
  );
  const said = [method, path].filter(Boolean).join(' ');
  if (matches.length === 0) {
    return reply({
      kind: 'unknown',
      intent: 'api.contract',
      subjects: found.map(({ entry }) => entry.ref),
      text: `No API in the catalog defines ${said}.${found[0] ? ` The nearest contract is ${labelOf(view, found[0].entry.ref)}.` : ''}`,
    });
  }
  const apisNamed = [...new Set(matches.map(({ facts }) => facts.entry.ref))];
  return reply({
    kind: 'answer',
    intent: 'api.contract',
    subjects: apisNamed,
    refs: matches.flatMap(({ facts }) => (facts.owner?.exists ? [facts.owner.ref] : [])),
    text: matches
      .map(({ facts, operation }) => operationSentence(view, facts, operation))
      .join(' '),
    facts: matches.map(({ facts, operation }) =>
      statedFact(
        facts,
        'operation',
        `${operation.method} ${operation.path}${operation.isDeprecated ? ' (deprecated)' : ''}`,
      ),
    ),
  });
}

function operationSentence(
  view: Case['room']['view'],
  facts: EntityFacts,
  { method, path, isDeprecated, words }: Operation,
): string {
  const name = `${method} ${path}`;
  const where = labelOf(view, facts.entry.ref);
  const state = isDeprecated
    ? `is deprecated in ${where}`
    : `is part of ${where} and not deprecated`;
  return `${name} ${state}.${words ? ` ${words}` : ''} ${ownerSentence(view, facts)}`;
}

/** Operations of an OpenAPI definition; none where it cannot be read. */
function operationsOf({ entity }: EntityFacts): Operation[] {
  const definition = entity.spec?.['definition'];
  if (typeof definition !== 'string') return [];
  let read: unknown;
  try {
    read = parse(definition);
  } catch {
    // A definition is a text its team keeps; one that is no YAML defines no operation we could name.
    return [];
  }
  const { data } = Definition.safeParse(read);
  return Object.entries(data?.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => /^(get|post|put|patch|delete|head|options)$/.test(method))
      .map(([method, value]) => {
        const { deprecated, description } = (value ?? {}) as {
          deprecated?: boolean;
          description?: string;
        };
        return {
          method: method.toUpperCase(),
          path,
          isDeprecated: deprecated === true,
          words:
            deprecated && description ? description.trim().replace(/\s+/g, ' ').slice(0, 200) : '',
        };
      }),
  );
}

/** `/v1/payouts` and `api.acme.com/v1/payouts/42` both are `/v1/payouts/{id}`'s and its own, part by part. */
function isPath(said: string, path: string): boolean {
  const parts = path.toLowerCase().split('/').filter(Boolean);
  const all = said.toLowerCase().split('/').filter(Boolean);
  const given = said.startsWith('/') ? all : all.slice(1);
  return (
    given.length === parts.length &&
    parts.every(
      (part, at) => part.startsWith('{') || part === given[at] || given[at]?.startsWith('{'),
    )
  );
}
