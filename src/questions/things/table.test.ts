import { describe, expect, it } from 'vitest';
import { readPaste, readThings } from './table.ts';
import type { Thing } from './thing.ts';

const told = (thing: Thing): string => {
  if (thing.kind === 'code') {
    const place = thing.place ? ` ${thing.place.path}` : '';
    return `${thing.host} ${thing.slug}${place}`;
  }
  if (thing.kind === 'path') return `path ${thing.path}`;
  return thing.kind === 'host' ? `host ${thing.host}` : `${thing.kind} ${thing.name}`;
};

describe('a frame of a stack trace', () => {
  it.each([
    [
      'Java',
      '\tat app//com.acme.book.Entry$Builder.post(Entry.java:42)',
      'module com.acme.book.Entry',
    ],
    [
      'Java, from the JDK',
      '\tat java.base/java.util.List.of(List.java:1)',
      'module java.util.List',
    ],
    [
      '.NET',
      '   at Acme.Book.Api.Entry.Post(String id) in C:\\src\\Entry.cs:line 12',
      'module Acme.Book.Api.Entry',
    ],
    [
      'Node',
      '    at async load (file:///app/node_modules/@acme/book/dist/i.js:10:5)',
      'module @acme/book',
    ],
    ['Node, own code', '    at /srv/book/src/i.js:10:5', 'path /srv/book/src/i.js'],
    [
      'Python',
      '  File "/v/lib/python3.12/site-packages/acme_book/api/x.py", line 3, in f',
      'module acme_book/api/x',
    ],
    ['Go', 'github.com/acme/book/v2/pkg/x.(*T).Run(0xc000)', 'github.com acme/book pkg/x'],
    [
      'Go, file',
      '\t/go/pkg/mod/github.com/acme/book@v1.2.3/pkg/x/y.go:12 +0x1d',
      'github.com acme/book',
    ],
    [
      'Ruby',
      "\tfrom /usr/local/bundle/gems/acme-book-1.2.3/lib/x.rb:12:in `load'",
      'module acme-book',
    ],
    ['Rust', '   3: acme_book::api::load', 'module acme_book::api::load'],
    [
      'Rust, panic',
      "thread 'main' panicked at crates/book/src/x.rs:10:5:",
      'path crates/book/src/x.rs',
    ],
  ])('of %s', (_language, frame, expected) => {
    expect(readPaste(frame)?.things.map(told)).toEqual([expected]);
  });
});

describe('the text of an alert', () => {
  it.each([
    ['[FIRING:1] BookErrors (prod eu)', 'name BookErrors'],
    [
      '[FIRING:1]\nLabels:\n - alertname = BookErrors\n - service = book',
      'name BookErrors|name book',
    ],
    ['Triggered: book-latency on host-1', 'name book-latency'],
    ['alertname="BookErrors", job="book"', 'name BookErrors|name book'],
    ['[#48121] book-latency\nService: book', 'name book-latency|name book'],
  ])('%j', (text, expected) => {
    expect(readPaste(text)?.things.map(told).join('|')).toBe(expected);
  });
});

describe('an address or a path', () => {
  it.each([
    ['https://github.com/acme/book/actions/runs/77', 'github.com acme/book'],
    ['https://github.com/acme/book/commit/abc123', 'github.com acme/book'],
    ['https://github.com/acme/book/issues/3#issuecomment-1', 'github.com acme/book'],
    ['git@github.com:acme/book.git', 'github.com acme/book'],
    ['https://api.github.com/repos/acme/book/contents/src/x.ts', 'github.com acme/book src/x.ts'],
    [
      'https://raw.githubusercontent.com/acme/book/main/a%20b.md',
      'github.com acme/book main/a b.md',
    ],
    ['https://github.acme.com/team/book/blob/main/x.go', 'github.acme.com team/book main/x.go'],
    ['acme/book/src/x.ts:12', 'path acme/book/src/x.ts'],
    [
      'book.prod.acme.internal:8443/v1',
      'host book.prod.acme.internal|module book.prod.acme.internal:8443/v1',
    ],
  ])('%s', (text, expected) => {
    expect(
      readThings(text)
        .flatMap(({ things }) => things.map(told))
        .join('|'),
    ).toBe(expected);
  });
});

it.each([
  'payments api',
  'the risk team',
  'ledger',
  'risk/ledger',
  '#team-risk',
  'ana and bela',
  'and/or',
])('takes %s for plain words', (text) => expect(readThings(text)).toEqual([]));

it('reads long pastes in bounds', () => {
  const lines = Array.from({ length: 50_000 }, (_, at) => `\tat a.b${at}.C.d(C.java:1)`);
  expect(readPaste(lines.join('\n'))?.things).toHaveLength(200);
  expect(readThings(`${'a.'.repeat(50_000)}b`)).toEqual([]);
  expect(readPaste(`[FIRING:1] ${'[OK '.repeat(20_000)}`)).not.toBeUndefined();
  expect(readPaste(`at ${'a.'.repeat(20_000)}\n${'a.b/'.repeat(9000)}`)).toBeNull();
});
