import { defineConfig } from 'drizzle-kit';

const dialect = process.env['CALLBOARD_DIALECT'] === 'postgres' ? 'postgresql' : 'sqlite';

export default defineConfig({
  dialect,
  schema: [
    './src/db/schema.ts',
    './src/db/scaffolder-tables.ts',
    './src/db/docs-tables.ts',
    './src/db/scorecard-tables.ts',
  ],
  out: dialect === 'postgresql' ? './migrations/postgres' : './migrations/sqlite',
  casing: 'snake_case',
});
