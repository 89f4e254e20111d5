import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig, settingsTable } from './config.ts';

const none = { CALLBOARD_CONFIG: undefined };

function yaml(text: string): NodeJS.ProcessEnv {
  const file = join(mkdtempSync(join(tmpdir(), 'callboard-')), 'callboard.yaml');
  writeFileSync(file, text);
  return { CALLBOARD_CONFIG: file };
}

it('starts with nothing set', () => {
  expect(readConfig(none)).toMatchObject({
    port: 3000,
    database: 'file:data/callboard.db',
    'api.tokens': [],
  });
});

it('reads the file, and lets the environment win', () => {
  const env = yaml(
    'port: 4000\ngithub:\n  organization: acme\n  token: ghp_x\n  deltaMinutes: 5\n',
  );
  expect(readConfig({ ...env, PORT: '0' })).toMatchObject({
    port: 0,
    'github.organization': 'acme',
    'github.deltaMinutes': 5,
  });
});

it('lists everything wrong at once, with the place', () => {
  const env = yaml('prot: 1\ngithub:\n  organisation: acme\n  deltaMinutes: often\n');
  const read = () =>
    readConfig({ ...env, PORT: 'x', SLACK_BOT_TOKEN: 'xoxb-1', GITHUB_API_URL: 'nope' });
  expect(read).toThrow(/callboard\.yaml:1:1: prot is not a setting/);
  expect(read).toThrow(/callboard\.yaml:3:3: github\.organisation is not a setting/);
  expect(read).toThrow(/callboard\.yaml:4:3: github\.deltaMinutes/);
  expect(read).toThrow(/PORT: "x"/);
  expect(read).toThrow(/GITHUB_API_URL: "nope" is not an http\(s\) address/);
  expect(read).toThrow(/SLACK_BOT_TOKEN: also set SLACK_APP_TOKEN/);
});

it('takes PostgreSQL from the environment only', () => {
  const url = 'postgres://db.example/callboard';
  expect(() => readConfig(yaml(`database: ${url}\n`))).toThrow(/DATABASE_URL/);
  expect(readConfig({ DATABASE_URL: url }).database).toBe(url);
});

it.each([
  [{ PORT: 'http' }, 'PORT: "http" is not a port: a whole number from 0 to 65535'],
  [{ PORT: '70000' }, 'PORT: "70000" is not a port: a whole number from 0 to 65535'],
  [{ DATABASE_URL: 'mysql://me:pass@db/x' }, 'DATABASE_URL: is neither a file nor postgres://…'],
])('says what is wrong with %j', (env, sentence) => {
  expect(() => readConfig({ ...none, ...env })).toThrow(sentence);
});

it.each(['file:x.db', 'data/x.db', ':memory:', '/var/lib/x.db', 'C:\\data\\x.db'])(
  'takes %s for a database',
  (database) => {
    expect(readConfig({ ...none, DATABASE_URL: database }).database).toBe(database);
  },
);

it('never repeats a secret', () => {
  expect(() => readConfig({ SLACK_BOT_TOKEN: 'hunter2-hunter2' })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
  );
});

it('takes API tokens with names and scopes', () => {
  const config = readConfig({ CALLBOARD_API_TOKENS: 'ci:read+ask:0123456789abcdef' });
  expect(config['api.tokens']).toEqual(['ci:read+ask:0123456789abcdef']);
  expect(() => readConfig({ CALLBOARD_API_TOKENS: 'ci:fly:0123456789abcdef' })).toThrow(/scopes/);
});

it('describes every setting for the README', () => {
  expect(settingsTable()).toContain('| `PORT` | `port` | `3000` |');
});

it('says what signing in lacks', () => {
  const half = { ...none, SLACK_CLIENT_ID: '1.2', GITHUB_CLIENT_SECRET: 'long-enough' };
  const read = () => readConfig(half);
  expect(read).toThrow(/SLACK_CLIENT_ID, SLACK_CLIENT_SECRET: both or none/);
  expect(read).toThrow(/GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET: both or none/);
  expect(read).toThrow(/SLACK_TEAM_ID: name the workspace/);
  expect(read).toThrow(/CALLBOARD_URL: signing in has to know/);
});
