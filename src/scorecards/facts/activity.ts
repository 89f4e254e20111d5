import { type Fact, known, unknown } from '../fact.ts';
import type { Checkout } from './checkout.ts';
import { defineFacts, OF_GITHUB, OF_GITHUB_NOW } from './define.ts';
import type { RepositoryHealth } from './health.ts';
import { ofHealth } from './of-health.ts';

/** What happens in the repository. */
export const ACTIVITY = defineFacts({
  facts: {
    lastPushedAt: { type: 'timestamp', title: 'Last push', ...OF_GITHUB },
    openPullRequests: { type: 'int', title: 'Open pull requests', ...OF_GITHUB },
    oldestPullRequestAt: {
      type: 'timestamp',
      title: 'Since when the oldest pull request is open',
      ...OF_GITHUB,
    },
    lastReleasedAt: { type: 'timestamp', title: 'Last release', ...OF_GITHUB },
    releasesIn90Days: { type: 'int', title: 'Releases in 90 days', ...OF_GITHUB },
  },
  read: (checkout) => ({
    lastPushedAt: lastPush(checkout),
    openPullRequests: ofHealth(checkout, 'pullRequests', ({ open }) => ({ value: open })),
    oldestPullRequestAt: ofHealth(checkout, 'pullRequests', ({ oldestAt, oldestUrl }) =>
      oldestAt === null
        ? unknown('no pull request is open')
        : { value: new Date(oldestAt), url: oldestUrl },
    ),
    lastReleasedAt: ofHealth(checkout, 'releases', ({ lastAt }) =>
      lastAt === null ? unknown('there is no release') : { value: new Date(lastAt) },
    ),
    releasesIn90Days: ofHealth(checkout, 'releases', ({ in90Days }) => ({ value: in90Days })),
  }),
});

function lastPush({ around: { repository } }: Checkout): Fact {
  if (repository === null) return unknown('its repository is not read here');
  const { pushedAt, url, seenAt } = repository;
  if (pushedAt === null) return unknown('nothing was ever pushed to its repository');
  return known(pushedAt, { source: 'GitHub', url, observedAt: seenAt });
}

const SEVERITIES = {
  openCriticalAlerts: 'critical',
  openHighAlerts: 'high',
  openMediumAlerts: 'medium',
  openLowAlerts: 'low',
} as const satisfies Record<string, keyof NonNullable<RepositoryHealth['alerts']>>;

/** Open alerts on vulnerable dependencies. */
export const ALERTS = defineFacts({
  facts: {
    openCriticalAlerts: { type: 'int', title: 'Open critical alerts', ...OF_GITHUB_NOW },
    openHighAlerts: { type: 'int', title: 'Open high alerts', ...OF_GITHUB_NOW },
    openMediumAlerts: { type: 'int', title: 'Open medium alerts', ...OF_GITHUB_NOW },
    openLowAlerts: { type: 'int', title: 'Open low alerts', ...OF_GITHUB_NOW },
  },
  read(checkout) {
    const count = (name: keyof typeof SEVERITIES): Fact =>
      checkout.around.repository?.health.hasVulnerabilityAlerts === false
        ? unknown('alerts on vulnerable dependencies are off')
        : ofHealth(checkout, 'alerts', (alerts) => ({
            value: alerts[SEVERITIES[name]],
            url: `${checkout.around.repository?.url}/security/dependabot`,
          }));
    return {
      openCriticalAlerts: count('openCriticalAlerts'),
      openHighAlerts: count('openHighAlerts'),
      openMediumAlerts: count('openMediumAlerts'),
      openLowAlerts: count('openLowAlerts'),
    };
  },
});
