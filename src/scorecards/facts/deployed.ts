import { type Fact, known, unknown } from '../fact.ts';
import type { Checkout } from './checkout.ts';
import { defineFacts } from './define.ts';

export const DEPLOYED = defineFacts({
  facts: {
    lastDeployedAt: {
      type: 'timestamp',
      title: 'Last deployment to production',
      source: 'deployments',
      usableForDays: 7,
    },
  },
  read: (checkout) => ({ lastDeployedAt: lastDeployment(checkout) }),
});

function lastDeployment({ around: { deployed } }: Checkout): Fact {
  if (deployed === null) return unknown('its deployments are not read here');
  if (deployed.kind === 'unread') return unknown(deployed.reason);
  if (deployed.last === null) return unknown('no deployment to production is known');
  const { at, url, source } = deployed.last;
  return known(at, { source, url, observedAt: deployed.readAt });
}
