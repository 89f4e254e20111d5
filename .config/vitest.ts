import { randomBytes } from 'node:crypto';
import { defineConfig } from 'vitest/config';

// Store and flow tests run once more on PostgreSQL where TEST_POSTGRES_URL names a server that may create databases.
const postgres = process.env['TEST_POSTGRES_URL'];
if (!postgres) {
  console.info(
    'TEST_POSTGRES_URL is not set: the PostgreSQL half of the store and flow tests does not run.',
  );
}

const all = ['src/**/*.test.ts', 'test/**/*.test.ts'];
const stores = ['src/**/*store.test.ts', 'src/**/*.db.test.ts', 'test/**/*.flow.test.ts'];

// What a page shows is waited for: on a busy machine a second is not long.
const expect = { poll: { timeout: 15_000 } };

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // By itself it leaves one processor idle, which of two is half of them.
    maxWorkers: '100%',
    // Each worker loads the modules once for all its files: no test changes what a module keeps, and loading took most of the time.
    isolate: false,
    projects: [
      { test: { name: 'sqlite', include: all, expect, env: { DATABASE_URL: '' } } },
      ...(postgres
        ? [
            {
              test: {
                name: 'postgres',
                include: stores,
                expect,
                env: { DATABASE_URL: postgres, TEST_RUN: randomBytes(6).toString('hex') },
                globalSetup: '.config/test-databases.ts',
              },
            },
          ]
        : []),
    ],
  },
});
