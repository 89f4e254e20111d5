import { type Fact, type Facts, type FactValue, known, unknown } from '../fact.ts';
import type { Checkout, RepositorySettings } from './checkout.ts';

/** What the settings of the repository say, or will when it is made. */
export function settingsFacts({ settings, seenAt }: Checkout): Facts {
  const of = (read: (settings: RepositorySettings) => FactValue | null): Fact => {
    const value = settings === null ? null : read(settings);
    if (settings === null || value === null)
      return unknown('the settings of the repository were not read');
    return known(value, { ...seenAt(''), source: settings.source });
  };
  return {
    defaultBranch: of(({ defaultBranch }) => defaultBranch),
    isBranchProtected: of(({ isBranchProtected }) => isBranchProtected),
    requiredReviews: of(({ requiredReviews }) => requiredReviews),
    requiresCodeOwnerReview: of(({ requiresCodeOwnerReview }) => requiresCodeOwnerReview),
  };
}
