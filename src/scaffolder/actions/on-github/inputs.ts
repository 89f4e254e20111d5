import { z } from 'zod';
import type { Actors, Author, Protection } from '../../repository-host.ts';

// Inputs that several actions share, under Backstage's names and with its defaults.

export const RepoUrl = z
  .string()
  .describe('Where the repository is: github.com?owner=<owner>&repo=<name>');
export const Token = z
  // `secrets.USER_OAUTH_TOKEN or false` is how many templates say it.
  .union([z.string(), z.boolean(), z.null()])
  .optional()
  .describe('Not used: Callboard has credentials of its own');

export const AuthorInput = {
  gitAuthorName: z.string().default('Scaffolder').describe('Author of the commit'),
  gitAuthorEmail: z.string().default('scaffolder@callboard.dev').describe("The author's address"),
};

export function authorOf(input: { gitAuthorName: string; gitAuthorEmail: string }): Author {
  return { name: input.gitAuthorName, email: input.gitAuthorEmail };
}

const ActorsInput = z.object({
  apps: z.array(z.string()).optional(),
  users: z.array(z.string()).optional(),
  teams: z.array(z.string()).optional(),
});

export const ProtectionInput = {
  requireCodeOwnerReviews: z
    .boolean()
    .default(false)
    .describe('A code owner has to approve what changes their files'),
  requiredApprovingReviewCount: z
    .number()
    .int()
    .min(0)
    .max(6)
    .default(1)
    .describe('How many have to approve'),
  dismissStaleReviews: z.boolean().default(false).describe('New commits take approvals back'),
  requireLastPushApproval: z
    .boolean()
    .default(false)
    .describe('Somebody other than who pushed last has to approve'),
  bypassPullRequestAllowances: ActorsInput.optional().describe('Who need no pull request'),
  restrictions: ActorsInput.optional().describe('Who alone may push'),
  requiredStatusCheckContexts: z.array(z.string()).default([]).describe('Checks that have to pass'),
  requireBranchesToBeUpToDate: z
    .boolean()
    .default(true)
    .describe('They have to pass on top of the latest commit'),
  requiredConversationResolution: z
    .boolean()
    .default(false)
    .describe('Every conversation has to be resolved'),
  requiredLinearHistory: z.boolean().default(false).describe('No merge commits'),
  requiredCommitSigning: z.boolean().default(false).describe('Commits have to be signed'),
  blockCreations: z.boolean().default(false).describe('Only those of `restrictions` may create it'),
};
const ProtectionObject = z.object(ProtectionInput);

export function protectionOf(
  input: z.output<typeof ProtectionObject>,
  enforceAdmins: boolean,
): Protection {
  return {
    requiredApprovals: input.requiredApprovingReviewCount,
    requireCodeOwners: input.requireCodeOwnerReviews,
    dismissStale: input.dismissStaleReviews,
    requireLastPush: input.requireLastPushApproval,
    bypass: actorsOf(input.bypassPullRequestAllowances),
    restrictions: actorsOf(input.restrictions),
    checks: {
      contexts: input.requiredStatusCheckContexts,
      isStrict: input.requireBranchesToBeUpToDate,
    },
    enforceAdmins,
    requireConversations: input.requiredConversationResolution,
    requireLinear: input.requiredLinearHistory,
    blockCreations: input.blockCreations,
    requireSignatures: input.requiredCommitSigning,
  };
}

function actorsOf(input: z.output<typeof ActorsInput> | undefined): Actors | null {
  return input
    ? { apps: input.apps ?? [], users: input.users ?? [], teams: input.teams ?? [] }
    : null;
}

/** How a repository is made, of `publish:github` and `github:repo:create`. */
export const RepositoryInput = {
  description: z.string().default('').describe('What the repository is for'),
  homepage: z.string().default('').describe('Its homepage'),
  access: z.string().optional().describe('Who administers it: a user, or <owner>/<team>'),
  repoVisibility: z
    .enum(['private', 'public', 'internal'])
    .default('private')
    .describe('Who may see it'),
  collaborators: z
    .array(
      z.object({
        access: z.string().describe('pull, triage, push, maintain, admin or a custom role'),
        user: z.string().optional(),
        username: z.string().optional(),
        team: z.string().optional(),
      }),
    )
    .default([])
    .describe('Who else may do what'),
  deleteBranchOnMerge: z.boolean().default(false).describe('Branches go when they are merged'),
  allowMergeCommit: z.boolean().default(true).describe('Pull requests may be merged'),
  allowSquashMerge: z.boolean().default(true).describe('Pull requests may be squashed'),
  squashMergeCommitTitle: z.enum(['PR_TITLE', 'COMMIT_OR_PR_TITLE']).optional(),
  squashMergeCommitMessage: z.enum(['PR_BODY', 'COMMIT_MESSAGES', 'BLANK']).optional(),
  allowRebaseMerge: z.boolean().default(true).describe('Pull requests may be rebased'),
  allowAutoMerge: z.boolean().default(false).describe('Pull requests may merge by themselves'),
  allowUpdateBranch: z.boolean().default(false).describe('Branches may be updated with a button'),
  hasProjects: z.boolean().optional().describe('Switches projects on'),
  hasWiki: z.boolean().optional().describe('Switches the wiki on'),
  hasIssues: z.boolean().optional().describe('Switches issues on'),
  topics: z.array(z.string()).default([]).describe('Its topics'),
  repoVariables: z
    .record(z.string(), z.string())
    .default({})
    .describe('Variables of its workflows'),
  secrets: z.record(z.string(), z.string()).default({}).describe('Secrets of its workflows'),
  oidcCustomization: z
    .object({
      useDefault: z.boolean().default(true),
      includeClaimKeys: z.array(z.string()).default([]),
    })
    .optional()
    .describe('Claims of the tokens that its workflows get'),
  customProperties: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .default({})
    .describe('Custom properties of the organisation'),
  workflowAccess: z.string().optional().describe('Not set by Callboard'),
  subscribe: z.boolean().optional().describe('Not set by Callboard'),
};
