import { describe, expect, it } from 'vitest';
import { findPage } from './find-page.ts';

const paths = ['', 'guides/rotate-keys', 'guides/retries', 'ADR/0007-kafka', 'runbook'];
const redirects = { 'old-guide': 'guides/retries' };
const find = (asked: string) => findPage(asked, { paths, redirects });

describe('a page of a site', () => {
  it.each([
    ['guides/rotate-keys/', 'guides/rotate-keys'],
    ['guides/rotate-keys.html', 'guides/rotate-keys'],
    ['guides/rotate-keys/index.html', 'guides/rotate-keys'],
    ['guides/rotate-keys.md', 'guides/rotate-keys'],
    ['Guides/Rotate_Keys', 'guides/rotate-keys'],
    ['adr/0007-kafka', 'ADR/0007-kafka'],
    ['old-guide', 'guides/retries'],
    ['old-guide/', 'guides/retries'],
    ['index.html', ''],
    ['README.md', ''],
  ])('asked for as %s is at "%s"', (asked, path) => {
    expect(find(asked)).toEqual({ kind: 'moved', path });
  });

  it('is at its own address', () => {
    expect(find('')).toEqual({ kind: 'page', path: '' });
    expect(find('runbook')).toEqual({ kind: 'page', path: 'runbook' });
  });

  it.each([
    ['guides/rotate-key', ['guides/rotate-keys', 'guides/retries']],
    ['concepts/retries', ['guides/retries']],
    ['kafka', ['ADR/0007-kafka']],
    ['zzz', []],
    ['constructor', []],
  ])('that is not there (%s) has near ones', (asked, nearest) => {
    expect(find(asked)).toEqual({ kind: 'missing', nearest });
  });
});
