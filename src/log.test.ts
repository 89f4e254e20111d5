import { DrizzleQueryError } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { createLog } from './log.ts';

function logged(fields: object): string {
  const lines: string[] = [];
  createLog('info', { write: (line) => lines.push(line) }).error(fields, 'it broke');
  return lines.join('');
}

it('says which query failed and why, without the values in it', () => {
  const cause = new Error('deadlock detected');
  const query = `insert into outbox values ${'(?), '.repeat(1000)}`;
  const err = new DrizzleQueryError(query, ['https://hooks.slack.com/commands/1/2'], cause);
  const line = logged({ err });
  expect(line).toContain('insert into outbox');
  expect(line).toContain('deadlock detected');
  expect(line).not.toContain('hooks.slack.com');
  expect(line.length).toBeLessThan(2000);
});

it.each([
  ['a field', { token: 'a-secret' }, 'a-secret'],
  ['a text', { reason: 'GET https://me:hunter22@host failed' }, 'hunter22'],
  ['a header', { reason: 'Authorization: Bearer abcdefgh12345' }, 'abcdefgh12345'],
  ['a Slack token', { reason: 'xoxb-1-2-abc is wrong' }, 'xoxb-1-2-abc'],
])('takes a secret out of %s', (_, fields, secret) => {
  expect(logged(fields)).not.toContain(secret);
});
