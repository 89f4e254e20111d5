import { and, isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { entities, repositories } from '../db/schema.ts';
import { openTestDb } from '../db/test-db.ts';
import { createFakeGitHub, type FakeGitHub } from '../demo/github/fake-github.ts';
import { defineOrganisation, type OrganisationInput } from '../demo/github/organisation.ts';
import { createLog } from '../log.ts';
import { createGitHubSync, type GitHubSync, type GitHubSyncOptions } from './sync.ts';

type Repositories = NonNullable<OrganisationInput['repositories']>;

/** A descriptor of one component. */
export function component(name: string, owner = 'payments'): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production
  owner: ${owner}
`;
}

/** So many repositories `service-1`, `service-2`, …, each with a component and a CODEOWNERS of its own. */
export function services(count: number): Repositories {
  return Array.from({ length: count }, (_, index) => {
    const name = `service-${index + 1}`;
    return {
      name,
      createdAt: new Date(Date.UTC(2021, 0, 1) + index * 3_600_000).toISOString(),
      files: {
        'catalog-info.yaml': component(name),
        '.github/CODEOWNERS': `# ${name}\n* @acme/payments\n`,
        'README.md': `# ${name}\n`,
      },
    };
  });
}

export type TestSync = {
  github: FakeGitHub;
  db: Db;
  sync: GitHubSync;
  /** What the platform lead was told. */
  told: string[];
  /** What was logged, parsed. */
  logged: Record<string, unknown>[];
  /** How long the sync waited for GitHub, in milliseconds. */
  waits: number[];
  /** Lets time pass. */
  pass: (minutes: number) => void;
  /** Another process on the same database. */
  restart: (change?: Partial<GitHubSyncOptions>) => GitHubSync;
  /** Refs of the catalog's entities. */
  refs: () => Promise<string[]>;
  repository: (name: string) => Promise<typeof repositories.$inferSelect | undefined>;
};

/** The organisation `acme` on the demo's GitHub, a database, a clock, and a sync between them. Close the database after use. */
export async function createTestSync(
  organisation: Partial<OrganisationInput> & { repositories: Repositories },
): Promise<TestSync> {
  let time = new Date('2026-06-15T12:00:00Z');
  const now = () => time;
  const github = createFakeGitHub({
    now,
    organisation: defineOrganisation({ login: 'acme', name: 'Acme', ...organisation }),
  });
  const db = await openTestDb();
  const told: string[] = [];
  const logged: Record<string, unknown>[] = [];
  const waits: number[] = [];
  const options: GitHubSyncOptions = {
    organization: 'acme',
    auth: { token: 'ghp_test' },
    apiUrl: 'https://api.github.com',
    webhookSecret: 'a-shared-secret',
    fetch: github.fetch,
    db,
    now,
    log: createLog('debug', { write: (line) => logged.push(JSON.parse(line)) }),
    tellLead: async (text) => {
      told.push(text);
    },
    wait: async (ms) => {
      waits.push(ms);
      time = new Date(time.getTime() + ms);
    },
  };
  const restart = (change: Partial<GitHubSyncOptions> = {}) =>
    createGitHubSync({ ...options, ...change });
  return {
    github,
    db,
    sync: restart(),
    told,
    logged,
    waits,
    restart,
    pass(minutes) {
      time = new Date(time.getTime() + minutes * 60_000);
    },
    async refs() {
      const rows = await db
        .select({ ref: entities.ref })
        .from(entities)
        .where(and(isNull(entities.removedAt)));
      return rows.map((row) => row.ref).toSorted();
    },
    async repository(name) {
      const rows = await db.select().from(repositories);
      return rows.find((row) => row.slug === `acme/${name}`);
    },
  };
}
