import { labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { consumersSentence, contractsOf } from '../operations.ts';
import { reply } from '../reply.ts';
import { ownerSentence } from './own-lookup.ts';

const USES =
  '(uses|use|reads|read|needs|need|consumes|consume|relies on|queries|is using|still uses)';
const FIELD = '[field|fields|column|property|attribute|key|parameter|header]';

/** Who uses one field of a contract: consumers are known of the whole of it only, and that is said. */
export const apiField: Intention = {
  intent: 'api.contract',
  examples: [],
  patterns: [
    `(who|what|which services|which teams|anyone|does anyone|does anybody) ${USES} [the] ${FIELD} {field} ${FIELD} (in|of|from|on) [the] {thing}`,
    `(consumers|users|readers) of [the] ${FIELD} {field} ${FIELD} (in|of|from|on) [the] {thing}`,
    `where is [the] ${FIELD} {field} ${FIELD} (of|in|from) [the] {thing} used`,
  ],
  answer,
};

async function answer({ mentions, slots, room }: Case): Promise<Answer | null> {
  const { view } = room;
  const field = (slots['field'] ?? '').trim();
  if (!/^[\w$.-]+$/.test(field)) return null;
  const contracts = await contractsOf(
    room,
    mentions.map(({ ref }) => ref),
  );
  if (contracts.length === 0) return null;
  const shape = new RegExp(`(?<![\\w-])${field.replace(/[$.]/g, '\\$&')}(?![\\w-])`, 'i');
  const having = contracts.filter(({ facts: { entity } }) => {
    const definition = entity.spec?.['definition'];
    return typeof definition === 'string' && shape.test(definition);
  });
  const shown = having.length > 0 ? having : contracts;
  const apis = shown.map(({ facts }) => facts.entry.ref);
  const names = apis.map((ref) => labelOf(view, ref)).join(' and ');
  const owners = shown.flatMap(({ facts }) => (facts.owner?.exists ? [facts.owner.ref] : []));
  const [first] = shown;
  const whose = first ? ownerSentence(view, first.facts) : '';
  if (having.length === 0)
    return reply({
      kind: 'unknown',
      intent: 'api.contract',
      subjects: apis,
      text: `The definition of ${names} has nothing called "${field}". ${whose}`,
    });
  return reply({
    kind: 'answer',
    intent: 'api.contract',
    subjects: apis,
    refs: [...new Set([...owners, ...apis.flatMap((ref) => view.out(ref, 'apiConsumedBy'))])],
    text: [
      `${names} has "${field}"; who uses that very field is not recorded.`,
      ...apis.map((ref) => consumersSentence(view, ref)),
      whose,
    ].join(' '),
    facts: await room.stated('consumed', apis),
  });
}
