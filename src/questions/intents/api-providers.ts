import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { understood } from '../labels.ts';
import { listItem, reply } from '../reply.ts';

const PROVIDES =
  '(produces|produce|publishes|publish|provides|provide|emits|emit|exposes|expose|serves|serve|implements|implement|writes to|write to|sends|send|hosts|host)';

/** What provides an API or writes to a topic. */
export const apiProviders: Intention = {
  intent: 'api.contract',
  examples: ['who produces ledger.entries.v2', 'which service provides ledger.entries.v2'],
  patterns: [
    `(who|what) ${PROVIDES} {thing}`,
    `(which|what) (service|services|component|app|team) ${PROVIDES} {thing}`,
    '(where is|who is|by whom is) {thing} (produced|published|provided|emitted|served|implemented|written) [by]',
    '(producer|producers|publisher|publishers|provider|providers) (of|for) {thing}',
    '(who|what) is the (producer|publisher|provider) (of|for) {thing}',
  ],
  bare: 'talk',
  answer,
};

async function answer({ mentions, room }: Case): Promise<Answer | null> {
  const { view } = room;
  const [mention] = mentions;
  if (!mention || view.get(mention.ref)?.kind !== 'api') return null;
  const providers = view.out(mention.ref, 'apiProvidedBy');
  const name = labelOf(view, mention.ref);
  const list = enumerate(providers.map((ref) => labelOf(view, ref)));
  return reply({
    kind: 'answer',
    intent: 'api.contract',
    subjects: [mention.ref],
    refs: providers,
    text: `${understood(view, mention)}${providers.length > 0 ? `${name} is provided by ${list}.` : `Nothing in the catalog says that it provides ${name}.`}`,
    view: {
      kind: 'list',
      title: `What provides ${name}`,
      items: providers.map((ref) => listItem(view, ref)),
      total: providers.length,
    },
    facts: await room.stated('apiProvidedBy', providers),
  });
}
