import { Octokit } from 'octokit';
import { createFakeGitHub, type FakeGitHub } from './fake-github.ts';
import { defineOrganisation, type OrganisationInput } from './organisation.ts';

type Answer<Data> = {
  status: number;
  headers: Headers;
  data: Data;
  errors: { type?: string; message: string; path?: unknown; extensions?: unknown }[];
};
export type TestGitHub = FakeGitHub & {
  octokit: Octokit;
  /** `Data` is what the test expects to come. */
  query: <Data = unknown>(
    query: string,
    variables?: Record<string, unknown>,
  ) => Promise<Answer<Data>>;
  clock: { now: Date };
};

/** A small GitHub with a clock, and an Octokit of the stock kind that talks to it. */
export function startGitHub(organisation: Partial<OrganisationInput> = {}): TestGitHub {
  const clock = { now: new Date('2026-06-15T12:30:00Z') };
  const github = createFakeGitHub({
    now: () => clock.now,
    organisation: defineOrganisation({ login: 'marlinpay', name: 'Marlin Pay', ...organisation }),
  });
  return {
    ...github,
    clock,
    octokit: new Octokit({
      auth: 'ghp_demo',
      request: { fetch: github.fetch },
      throttle: { enabled: false },
      retry: { enabled: false },
    }),
    async query<Data>(query: string, variables: Record<string, unknown> = {}) {
      const response = await github.fetch('https://api.github.com/graphql', {
        method: 'POST',
        headers: { authorization: 'Bearer ghp_demo' },
        body: JSON.stringify({ query, variables }),
      });
      const body = (await response.json()) as Answer<Data>;
      return {
        status: response.status,
        headers: response.headers,
        data: body.data,
        errors: body.errors ?? [],
      };
    },
  };
}

/** Repositories `service-1` to `service-n`, a day apart, each with a descriptor. */
export function services(count: number): NonNullable<OrganisationInput['repositories']> {
  return Array.from({ length: count }, (_, index) => ({
    name: `service-${index + 1}`,
    createdAt: new Date(Date.UTC(2024, 0, 1 + index)).toISOString(),
    files: { 'catalog-info.yaml': `kind: Component\nmetadata:\n  name: service-${index + 1}\n` },
  }));
}
