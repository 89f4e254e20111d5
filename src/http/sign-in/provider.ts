/** Somebody who signed in, as the provider knows them. */
export type Person = {
  provider: ProviderName;
  id: string;
  name: string;
  /** What GitHub calls them; the catalog knows people by that. */
  login?: string | undefined;
};
export type ProviderName = 'slack' | 'github';

/** Somebody the provider knows and who may not come in: a sentence says why. */
export type Verdict = { kind: 'welcome'; person: Person } | { kind: 'refused'; reason: string };

/** What proves that who comes back is who was sent away. */
export type Attempt = { state: string; nonce: string; verifier: string };

/** A place that knows who people are, and whether they belong here. */
export type Provider = {
  name: ProviderName;
  /** As on its button. */
  label: string;
  /** Where somebody is sent to sign in. */
  begin: (attempt: Attempt, redirectUri: string) => Promise<URL>;
  /** Reads what they brought back. @throws when it does not fit the attempt, or the provider does not answer. */
  finish: (attempt: Attempt, returned: URL) => Promise<Verdict>;
};
