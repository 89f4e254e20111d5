import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFakeSlack } from './fake-slack.ts';
import { readSeed } from './seed.ts';
import { testOptions } from './test-slack.ts';

function fileWith(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'seed-')), 'slack.yaml');
  writeFileSync(file, text);
  return file;
}

const GOOD = `
team: { id: T0TEST, name: Test, domain: test }
people:
  - { id: U01ANA, name: ana, realName: Ana, email: ana@example.com, tz: Europe/Lisbon, title: Lead }
channels:
  - { name: general, topic: All }
messages:
  - { channel: general, from: U01ANA, at: 2026-06-14T09:00:00+02:00, text: Morning }
`;

it('reads a workspace', () => {
  const seed = readSeed(fileWith(GOOD));
  const slack = createFakeSlack({ ...testOptions(), seed });
  expect(slack.messages('general')).toMatchObject([{ user: 'U01ANA', text: 'Morning' }]);
  expect(slack.channelByName('#general').members).toEqual(['U01ANA', 'U0CALLBOARD']);
});

it('reads Marlin Pay', () => {
  const seed = readSeed('fixtures/marlin-pay/slack.yaml');
  const slack = createFakeSlack({ ...testOptions(), seed });
  expect(slack.people().length).toBeGreaterThan(seed.people.length);
  expect(slack.channels().filter(({ kind }) => kind === 'im')).toHaveLength(seed.people.length);
});

it('says everything that is wrong with a workspace at once', () => {
  const broken = GOOD.replace('from: U01ANA', 'from: U0GONE')
    .replace('channel: general', 'channel: nowhere')
    .replace('topic: All', 'subject: All')
    .replace('ana@example.com', 'ana');
  expect(() => readSeed(fileWith(broken))).toThrow(/people.0.email.*channels.0/s);
  const strangers = GOOD.replace('from: U01ANA', 'from: U0GONE').replace(
    'channel: general',
    'channel: nowhere',
  );
  expect(() => readSeed(fileWith(strangers))).toThrow(
    'messages.0.from: there is no person U0GONE; messages.0.channel: there is no channel nowhere',
  );
  expect(() => readSeed(fileWith('team: ['))).toThrow('is not YAML');
});
