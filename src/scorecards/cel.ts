import { Environment } from '@marcbachmann/cel-js';
import type { FactTable, FactType } from './fact.ts';
import { likeGlob } from './glob.ts';

const TIMESTAMP = 'google.protobuf.Timestamp';
const TYPES: Record<FactType, string> = {
  bool: 'bool',
  int: 'int',
  string: 'string',
  timestamp: TIMESTAMP,
  'list<string>': 'list<string>',
};

/** No rule a person reads is longer; what is made to be long is not worth its time. */
const LIMITS = { maxAstNodes: 300, maxDepth: 24 };

/** Knows the types of everything; it checks rules when they are loaded. */
export function checkingEnvironment(table: FactTable): Environment {
  const facts = [...table.values()].map(({ name, type }) => [name, TYPES[type]]);
  return withFunctions(new Environment({ ...OPTIONS, limits: LIMITS }))
    .registerType('Relation', { fields: { type: 'string', targetRef: 'string' } })
    .registerVariable({ name: 'facts', schema: Object.fromEntries(facts) })
    .registerVariable({
      name: 'entity',
      schema: {
        apiVersion: 'string',
        kind: 'string',
        metadata: 'map<string, dyn>',
        spec: 'map<string, dyn>',
      },
    })
    .registerVariable('relations', 'list<Relation>')
    .registerVariable('now', TIMESTAMP);
}

/** Runs them: with typed variables it would copy each entity for each rule. */
export function runningEnvironment(): Environment {
  return withFunctions(new Environment({ ...OPTIONS, limits: LIMITS }))
    .registerVariable('facts', 'dyn')
    .registerVariable('entity', 'dyn')
    .registerVariable('relations', 'list')
    .registerVariable('now', TIMESTAMP);
}

const OPTIONS = { enableOptionalTypes: true, homogeneousAggregateLiterals: false };

function withFunctions(environment: Environment): Environment {
  // `matches` of CEL is a regular expression of JavaScript, which a few letters can keep busy for a minute: this is what is offered instead.
  return environment.registerFunction('string.glob(string): bool', (text: string, glob: string) =>
    likeGlob(glob, text),
  );
}
