import { expect, it } from 'vitest';
import { actionById } from '../actions/table.ts';
import { exampleOutput } from './example.ts';

const repoUrl = 'github.com?owner=acme&repo=infra';

it.each([
  ['publish:github', { remoteUrl: 'https://github.com/acme/infra', commitHash: '<example>' }],
  [
    'publish:github:pull-request',
    { remoteUrl: 'https://github.com/acme/infra', pullRequestNumber: 1 },
  ],
])('gives steps after %s something in a dry run', (id, output) => {
  const action = actionById(id);
  expect(action && exampleOutput(action, { repoUrl })).toMatchObject(output);
});
