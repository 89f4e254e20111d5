import { enumerate, labelOf } from '../../catalog/labels.ts';
import { nameKey } from '../../catalog/names.ts';
import type { Answer } from '../answer.ts';
import { statedFact } from '../facts.ts';
import type { Room } from '../intention.ts';
import { type Contract, consumersSentence } from '../operations.ts';
import { reply } from '../reply.ts';

/** Whether a field of these contracts is still in use: `wanted` is its name as `nameKey` makes it. Null where none has one called so. */
export function answerField(
  room: Room,
  wanted: string,
  contracts: readonly Contract[],
): Answer | null {
  const { view } = room;
  const found = contracts.flatMap((contract) => {
    const fields = contract.fields.filter(({ name }) => nameKey(name) === wanted);
    return fields.length > 0 ? [{ contract, fields }] : [];
  });
  if (found.length === 0) return null;
  const apis = found.map(({ contract }) => contract.facts.entry.ref);
  const owners = found.flatMap(({ contract: { facts } }) =>
    facts.owner?.exists ? [facts.owner.ref] : [],
  );
  const stated = found.flatMap(({ contract, fields }) => {
    const api = labelOf(view, contract.facts.entry.ref);
    return fields.map(({ of, name, deprecated }) => ({
      facts: contract.facts,
      text: `${name} of ${of} in ${api} is ${stateOf(deprecated)}`,
      value: `${of}.${name}${deprecated === null ? '' : ' (deprecated)'}`,
    }));
  });
  const texts = [...new Set(stated.map(({ text }) => text))];
  return reply({
    kind: 'answer',
    intent: 'api.contract',
    subjects: apis,
    refs: [...new Set(owners)],
    text: `${enumerate(texts, 6)}. ${apis.map((ref) => consumersSentence(view, ref)).join(' ')}`,
    facts: stated.slice(0, 10).map(({ facts, value }) => statedFact(facts, 'field', value)),
  });
}

function stateOf(deprecated: string | null): string {
  if (deprecated === null) return 'not deprecated';
  return deprecated ? `deprecated (${deprecated})` : 'deprecated';
}
