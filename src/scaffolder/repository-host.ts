/**
 * What steps do on GitHub. Every function finds what an earlier call of the same run left, so that calling it twice ends the same.
 * The GitHub edge fills it (`github/scaffolding/`); the actions in `actions/github/` are its callers.
 */
export type RepositoryHost = {
  /** The organisation where a template names none. */
  organization: string;
};
