import { type Fact, known, unknown } from '../fact.ts';
import type { Checkout } from './checkout.ts';
import { defineFacts, OF_DESCRIPTOR } from './define.ts';
import { textIn } from './descriptor.ts';

/** Where a rota is named, as far as Callboard and Backstage's plugins read it. */
const ON_CALL = [
  ...[
    'pagerduty.com/service-id',
    'pagerduty.com/integration-key',
    'pagerduty.com/escalation-policy',
    'opsgenie.com/component-selector',
  ],
  ...[
    'opsgenie.com/team',
    'splunk.com/on-call-team',
    'rootly.com/service-id',
    'rootly.com/service-slug',
  ],
  ...['firehydrant.com/service-name', 'ilert.com/integration-key', 'incident.io/service-id'],
  ...['grafana.com/oncall-schedule', 'goalert.me/service-id'],
];

/** Whether somebody is woken when it breaks, and how many after one another. */
export const ON_CALL_ROTA = defineFacts({
  facts: {
    hasOnCall: { type: 'bool', title: 'Is wired to an on-call rota', ...OF_DESCRIPTOR },
    onCallLevels: {
      type: 'int',
      title: 'Steps of its on-call rota',
      source: 'on-call',
      usableForDays: 7,
    },
  },
  read: (checkout) => ({ hasOnCall: hasOnCall(checkout), onCallLevels: levels(checkout) }),
});

function hasOnCall({ entity, seenAt, descriptor, around: { onCall } }: Checkout): Fact {
  const annotations = entity.metadata.annotations ?? {};
  const isAnnotated = ON_CALL.some((name) => textIn(annotations[name]));
  // A rota may say itself what it is for.
  if (!isAnnotated && onCall?.kind === 'covered' && onCall.levels > 0)
    return known(true, onCall.seen);
  return known(isAnnotated, seenAt(descriptor));
}

function levels({ around: { onCall } }: Checkout): Fact {
  if (onCall === null) return unknown('no on-call tool is asked here');
  if (onCall.kind === 'none') return unknown(onCall.reason);
  const fact = known(onCall.levels, onCall.seen);
  if (onCall.staleBecause === null || fact.state !== 'known') return fact;
  return { ...fact, state: 'stale', reason: onCall.staleBecause };
}
