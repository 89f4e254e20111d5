import { expect, it } from 'vitest';
import { contentTypeOf } from './content-type.ts';

it.each([
  ['img/logo.PNG', 'image/png'],
  ['page.html', 'text/plain; charset=utf-8'],
  ['backup.constructor', 'application/octet-stream'],
  ['LICENSE', 'application/octet-stream'],
])('serves %s as %s', (path, type) => {
  expect(contentTypeOf(path)).toBe(type);
});
