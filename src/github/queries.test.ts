import { schema as sdl } from '@octokit/graphql-schema';
import { buildSchema, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import {
  agesQuery,
  BLOB_SIZE,
  blobsQuery,
  COMMITTERS,
  CONFIRM,
  DELTA,
  MEMBERS,
  MORE_GRANTS,
  SWEEP,
  TEAM_GRANTS,
  TEAM_MEMBERS,
  TEAMS,
  TREES,
} from './queries.ts';

const schema = buildSchema(sdl.idl, { assumeValid: true });
const oid = '89e6c98d92887913cadf06b2adb97f26cde4849b';

it.each([
  ['SWEEP', SWEEP],
  ['DELTA', DELTA],
  ['CONFIRM', CONFIRM],
  ['TREES', TREES],
  ['TEAMS', TEAMS],
  ['TEAM_MEMBERS', TEAM_MEMBERS],
  ['MEMBERS', MEMBERS],
  ['TEAM_GRANTS', TEAM_GRANTS],
  ['MORE_GRANTS', MORE_GRANTS],
  ['COMMITTERS', COMMITTERS],
  ['BLOB_SIZE', BLOB_SIZE],
  [
    'AGES',
    agesQuery([
      { repository: 'R_1"}', path: 'docs/a "b".md' },
      { repository: 'R_2', path: 'README.md' },
      { repository: 'R_1"}', path: 'docs/c.md' },
    ]).text,
  ],
  [
    'BLOBS',
    blobsQuery([
      { repository: 'R_1"}', oid },
      { repository: 'R_2', oid },
    ]),
  ],
])('%s is a query that GitHub understands', (_name, query) => {
  expect(validate(schema, parse(query)).map((error) => error.message)).toEqual([]);
});

it('lists all repositories in an order that pushes do not change, and recent pushes in theirs', () => {
  expect(SWEEP).toContain('field: CREATED_AT, direction: ASC');
  expect(DELTA).toContain('field: PUSHED_AT, direction: DESC');
});
