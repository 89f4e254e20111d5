import { z } from 'zod';
import type { RepositorySettings } from './facts/checkout.ts';
import type { Made } from './projected.ts';

/** Inputs as Backstage's actions name them. @see https://backstage.io/docs/features/software-templates/builtin-actions */
const Publishing = z.looseObject({
  defaultBranch: z.string().optional().catch(undefined),
  branch: z.string().optional().catch(undefined),
  protectDefaultBranch: z.boolean().optional().catch(undefined),
  requiredApprovingReviewCount: z.number().optional().catch(undefined),
  requireCodeOwnerReviews: z.boolean().optional().catch(undefined),
  requirePullRequest: z.boolean().optional().catch(undefined),
  sourcePath: z.string().optional().catch(undefined),
});

const NEW_REPOSITORY = ['publish:github', 'github:repo:push', 'github:repo:create'];
const EXISTING_REPOSITORY = ['publish:github:pull-request', 'publish:file'];

/** What the steps make of the files. */
export type Publication = {
  /** False where the files go into a repository that has others, which nobody here knows. */
  isWhole: boolean;
  /** The folder that becomes the root of the repository; empty for all. */
  root: string;
  settings: RepositorySettings | null;
};

/** What the repository will be like: the steps that publish it say so, and those that are skipped or failed do not. */
export function publicationOf({ steps, inputs }: Made): Publication {
  const effective = steps.filter(({ state }) => state !== 'skipped' && state !== 'failed');
  const publication: Publication = {
    isWhole:
      effective.some(({ action }) => NEW_REPOSITORY.includes(action)) ||
      !effective.some(({ action }) => EXISTING_REPOSITORY.includes(action)),
    root: '',
    settings: null,
  };
  for (const { id, action } of effective) {
    const isPush = action === 'publish:github' || action === 'github:repo:push';
    const isProtection = action === 'github:branch-protection:create';
    if (!isPush && !isProtection) continue;
    const input = Publishing.safeParse(inputs[id] ?? {}).data ?? {};
    if (isPush) publication.root = input.sourcePath?.replace(/^(?:\.?\/)+|\/+$/g, '') ?? '';
    publication.settings = settingsAfter(publication.settings, { input, isProtection, id, action });
  }
  return publication;
}

function settingsAfter(
  before: RepositorySettings | null,
  {
    input,
    isProtection,
    id,
    action,
  }: { input: z.infer<typeof Publishing>; isProtection: boolean; id: string; action: string },
): RepositorySettings {
  const branch = input.defaultBranch ?? before?.defaultBranch ?? null;
  const isOther =
    isProtection && input.branch !== undefined && branch !== null && input.branch !== branch;
  const isProtected = isProtection ? !isOther : (input.protectDefaultBranch ?? true);
  const source = `step "${id}" (${action})`;
  if (!isProtected)
    return (
      before ?? {
        defaultBranch: branch,
        isBranchProtected: false,
        requiredReviews: 0,
        requiresCodeOwnerReview: false,
        source,
      }
    );
  const reviews =
    input.requirePullRequest === false ? 0 : (input.requiredApprovingReviewCount ?? 1);
  return {
    defaultBranch: branch,
    isBranchProtected: true,
    requiredReviews: Math.max(reviews, before?.requiredReviews ?? 0),
    requiresCodeOwnerReview:
      (input.requireCodeOwnerReviews ?? false) || (before?.requiresCodeOwnerReview ?? false),
    source,
  };
}
