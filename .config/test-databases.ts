import pg from 'pg';
import type { TestProject } from 'vitest/node';

/** Drops the databases that the tests of this run made (`src/db/test-db.ts`). */
export default function setup(project: TestProject): () => Promise<void> {
  const { DATABASE_URL: connectionString, TEST_RUN: run } = project.config.env;
  return async () => {
    const admin = new pg.Client({ connectionString });
    await admin.connect();
    const { rows } = await admin.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [`callboard_test_${run}_`],
    );
    for (const { name } of rows) await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  };
}
