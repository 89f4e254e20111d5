import { type Fact, type FactValue, known, unknown } from '../fact.ts';
import type { Checkout, RepositorySettings } from './checkout.ts';
import { defineFacts, OF_SETTINGS } from './define.ts';
import type { RepositoryHealth } from './health.ts';
import { ofHealth } from './of-health.ts';

type Protection = NonNullable<RepositoryHealth['protection']>;

/** How the repository is set up, or will be when a run makes it. */
export const SETTINGS = defineFacts({
  facts: {
    defaultBranch: { type: 'string', title: 'Name of the default branch', ...OF_SETTINGS },
    isBranchProtected: { type: 'bool', title: 'The default branch is protected', ...OF_SETTINGS },
    requiredReviews: { type: 'int', title: 'Reviews a change needs', ...OF_SETTINGS },
    requiresCodeOwnerReview: { type: 'bool', title: 'A code owner must review', ...OF_SETTINGS },
    requiredChecks: {
      type: 'list<string>',
      title: 'Checks a change has to pass before it is merged',
      ...OF_SETTINGS,
    },
    hasSecretScanning: { type: 'bool', title: 'Secrets scanning is on', ...OF_SETTINGS },
    hasVulnerabilityAlerts: {
      type: 'bool',
      title: 'Alerts on vulnerable dependencies are on',
      ...OF_SETTINGS,
    },
  },
  read: (checkout) => ({
    defaultBranch: defaultBranch(checkout),
    isBranchProtected: setting(
      checkout,
      ({ isBranchProtected }) => isBranchProtected,
      ({ isProtected }) => isProtected,
    ),
    requiredReviews: setting(
      checkout,
      ({ requiredReviews }) => requiredReviews,
      ({ requiredReviews }) => requiredReviews,
    ),
    requiresCodeOwnerReview: setting(
      checkout,
      ({ requiresCodeOwnerReview }) => requiresCodeOwnerReview,
      ({ requiresCodeOwnerReview }) => requiresCodeOwnerReview,
    ),
    requiredChecks: ofHealth(checkout, 'protection', ({ requiredChecks }) => ({
      value: requiredChecks,
    })),
    hasSecretScanning: ofHealth(checkout, 'hasSecretScanning', (value) => ({ value })),
    hasVulnerabilityAlerts: ofHealth(checkout, 'hasVulnerabilityAlerts', (value) => ({ value })),
  }),
});

function defaultBranch({ settings, seenAt, around: { repository } }: Checkout): Fact {
  const planned = settings?.defaultBranch ?? null;
  if (settings !== null && planned !== null)
    return known(planned, { ...seenAt(''), source: settings.source });
  if (repository === null || settings !== null) return unknown(NOT_READ);
  const { defaultBranch: name, url, seenAt: observedAt } = repository;
  if (name === null) return unknown('the repository is empty');
  return known(name, { source: 'GitHub', url, observedAt });
}

function setting(
  checkout: Checkout,
  planned: (settings: RepositorySettings) => FactValue | null,
  read: (protection: Protection) => FactValue,
): Fact {
  const { settings, seenAt, around } = checkout;
  const value = settings === null ? null : planned(settings);
  if (settings !== null && value !== null)
    return known(value, { ...seenAt(''), source: settings.source });
  if (around.repository === null || settings !== null) return unknown(NOT_READ);
  return ofHealth(checkout, 'protection', (protection) => ({
    value: read(protection),
    url: `${around.repository?.url}/settings/branches`,
  }));
}

const NOT_READ = 'the settings of the repository were not read';
