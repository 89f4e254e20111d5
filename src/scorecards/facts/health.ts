/** What a host of repositories tells of one beside its files: how it is set up and how it is doing. Null is not known (refused, not read). */
export type RepositoryHealth = {
  /** Of the default branch: rules of its branch protection and of rulesets together, the stricter one of each. */
  protection: {
    isProtected: boolean;
    requiredReviews: number;
    requiresCodeOwnerReview: boolean;
    requiredChecks: readonly string[];
  } | null;
  /** Of the newest commit of the default branch; `none` where nothing checks it. */
  ci: { state: 'success' | 'failure' | 'pending' | 'none'; url: string | null } | null;
  /** Open alerts on vulnerable dependencies, by severity. */
  alerts: { critical: number; high: number; medium: number; low: number } | null;
  hasVulnerabilityAlerts: boolean | null;
  hasSecretScanning: boolean | null;
  hasSecurityPolicy: boolean | null;
  pullRequests: { open: number; oldestAt: string | null; oldestUrl: string | null } | null;
  releases: { lastAt: string | null; in90Days: number } | null;
  /** What GitHub minds about CODEOWNERS. */
  codeownersErrors: readonly { line: number; message: string }[] | null;
  /** Files that facts look for and the catalog's list leaves out, with their object ids, at a commit. */
  deepFiles: { head: string; files: Readonly<Record<string, string>>; isWhole: boolean } | null;
};
