import { expect, it } from 'vitest';
import { addCodeowner } from './codeowners-line.ts';

const RISK = '@acme/risk';

it.each<[what: string, folder: string, before: string, after: string]>([
  ['begins a file', '', '', '* @acme/risk\n'],
  [
    'stands beside who is named for the same',
    '',
    '* @acme/old # all\n',
    '* @acme/old @acme/risk # all\n',
  ],
  [
    'comes before the rules for parts, which go on to win',
    '',
    '# Who looks\n/sql/ @acme/data\n*.md @acme/docs\n',
    '# Who looks\n* @acme/risk\n/sql/ @acme/data\n*.md @acme/docs\n',
  ],
  [
    'comes after a wider rule and before its own parts',
    'services/a',
    '* @acme/platform\n/services/a/sql/ @acme/data\n',
    '* @acme/platform\n/services/a/ @acme/risk\n/services/a/sql/ @acme/data\n',
  ],
  [
    'joins the rule of its folder however that is written',
    'services/a',
    '* @acme/platform\n/services/a/** @acme/old\n',
    '* @acme/platform\n/services/a/** @acme/old @acme/risk\n',
  ],
  ['keeps the line ends of the file', '', '/a/ @acme/x\r\n', '* @acme/risk\r\n/a/ @acme/x\r\n'],
  [
    'gives back an owner to what nobody was to own',
    'a',
    '* @acme/x\n/a/\n',
    '* @acme/x\n/a/ @acme/risk\n',
  ],
])('%s', (_, folder, before, after) => {
  expect(addCodeowner(before, { folder, handle: RISK })).toEqual({ kind: 'edited', text: after });
  expect(addCodeowner(after, { folder, handle: RISK })).toEqual({ kind: 'same' });
});
