import { describe, expect, it } from 'vitest';
import { createRedact } from './redact.ts';

const SECRET = 'p@ss "w/rd" & Übung 42+1';
const redact = createRedact([SECRET]);
const encoded = (text: string) => Buffer.from(text).toString('base64');

describe('the secrets of a run', () => {
  it.each([
    ['as it is', `token=${SECRET}!`],
    ['in JSON', JSON.stringify({ deep: SECRET })],
    ['in JSON in JSON', JSON.stringify(JSON.stringify(SECRET))],
    ['in an address', `https://x/?q=${encodeURIComponent(SECRET)}`],
    ['in a form', new URLSearchParams({ q: SECRET }).toString()],
    ['in base64', encoded(SECRET)],
    ['in the middle of base64', encoded(`user:${SECRET}:more`)],
    ['one byte further in base64', encoded(`users:${SECRET}:more`)],
    ['two bytes further in base64', encoded(`userss:${SECRET}`)],
    ['in base64 of addresses', Buffer.from(`x${SECRET}`).toString('base64url')],
    ['in hex', Buffer.from(SECRET).toString('hex')],
  ])('are taken out %s', (_, text) => {
    const said = redact.text(text);
    expect(said).toContain('***');
    for (const part of ['w/rd', 'w%2Frd', 'bung', Buffer.from('Übung 42').toString('hex')])
      expect(said).not.toContain(part);
    expect(Buffer.from(said, 'base64').toString()).not.toContain('bung 42');
  });

  it('are taken out line by line where they have several', () => {
    const key = createRedact([
      '-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQ\n-----END KEY-----',
    ]);
    expect(key.text('the second line is kqhkiG9w0BAQ')).toBe('the second line is ***');
  });

  it('are taken out of values and their keys, and leave the rest alone', () => {
    const value = { a: [`x ${SECRET}`, 3, null], [SECRET]: true };
    expect(redact.value(value)).toEqual({ a: ['x ***', 3, null], '***': true });
    expect(createRedact([]).value(value)).toBe(value);
    expect(createRedact(['']).text('nothing')).toBe('nothing');
  });
});
