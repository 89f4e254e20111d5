import { type LinkRole, roleLinks } from '../../catalog/links.ts';
import { type Fact, known, unknown } from '../fact.ts';
import type { Checkout } from './checkout.ts';
import { defineFacts, OF_DESCRIPTOR } from './define.ts';

const RESTORE_TEST = /\/(?:last-)?restore-test(?:ed)?(?:-at)?$/;

/** What its links and annotations lead to. */
export const LINKED = defineFacts({
  restsOn: 'descriptor',
  facts: {
    hasSlo: { type: 'bool', title: 'Has a service level objective', ...OF_DESCRIPTOR },
    hasDashboard: { type: 'bool', title: 'Has a dashboard', ...OF_DESCRIPTOR },
    hasRestoreTest: {
      type: 'bool',
      title: 'Its backup was restored as a test',
      ...OF_DESCRIPTOR,
    },
    lastRestoreTestAt: {
      type: 'timestamp',
      title: 'When its backup was last restored as a test',
      ...OF_DESCRIPTOR,
    },
  },
  read: (checkout) => ({
    hasSlo: linksTo(checkout, 'slo'),
    hasDashboard: linksTo(checkout, 'dashboard'),
    ...restoreTest(checkout),
  }),
});

function linksTo({ entity, seenAt, descriptor }: Checkout, wanted: LinkRole): Fact {
  const isLinked = roleLinks(entity).some(({ role }) => role === wanted);
  const isAnnotated = Object.entries(entity.metadata.annotations ?? {}).some(
    ([name, value]) => ANNOTATIONS[wanted]?.test(name) && value.trim() !== '',
  );
  return known(isLinked || isAnnotated, seenAt(descriptor));
}

const ANNOTATIONS: Partial<Record<LinkRole, RegExp>> = {
  slo: /\/slos?(?:-|$)/,
  dashboard: /\/dashboard(?:-|$)|^grafana\/dashboard-selector$/,
};

/** An annotation such as `acme.com/last-restore-test: 2026-03-01`, or what a tool posted. */
function restoreTest({ entity, seenAt, descriptor, around }: Checkout) {
  const posted = around.posted.get('lastRestoreTestAt');
  if (posted && posted.state !== 'unknown')
    return { hasRestoreTest: { ...posted, value: true }, lastRestoreTestAt: posted };
  const seen = seenAt(descriptor);
  const said = Object.entries(entity.metadata.annotations ?? {}).find(([name]) =>
    RESTORE_TEST.test(name),
  )?.[1];
  if (said === undefined)
    return {
      hasRestoreTest: known(false, seen),
      lastRestoreTestAt: unknown('no annotation says when it was, and no tool posted it'),
    };
  const at = new Date(said);
  if (!Number.isNaN(at.getTime()))
    return { hasRestoreTest: known(true, seen), lastRestoreTestAt: known(at, seen) };
  const unread = unknown(`\`${said.slice(0, 40)}\` is no date; write it as 2026-03-01`);
  return { hasRestoreTest: unread, lastRestoreTestAt: unread };
}
