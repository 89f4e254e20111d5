import { expect, it } from 'vitest';
import type { View } from '../questions/answer.ts';
import { drawGroups } from './groups.ts';

const groups = (count: number, lines: number): View & { kind: 'groups' } => ({
  kind: 'groups',
  title: 'Problems',
  total: count * lines,
  groups: Array.from({ length: count }, (_, at) => ({
    label: `service-${at}`,
    lines: Array.from({ length: lines }, (_, line) => ({
      text: `problem ${line}`,
      place: {
        label: `a.yaml:${line}`,
        url: `https://github.com/acme/a/blob/main/a.yaml#L${line}`,
      },
    })),
  })),
});
const shown = (view: View & { kind: 'groups' }, room = 1) => JSON.stringify(drawGroups(view, room));

it('draws each line below its heading, with a link to its place', () => {
  expect(drawGroups(groups(1, 1), 1)).toMatchObject([
    { text: { text: '*Problems*' } },
    {
      text: {
        text: '*service-0*\n•  <https://github.com/acme/a/blob/main/a.yaml#L0|a.yaml:0>: problem 0',
      },
    },
  ]);
});

it('shows a part of many, and counts the rest', () => {
  const lines = (text: string) => text.match(/problem \d/g)?.length ?? 0;
  for (const [count, each] of [
    [40, 1],
    [1, 100],
    [3, 30],
  ] as const) {
    for (const room of [1, 0.5, 0.2, 0]) {
      const text = shown(groups(count, each), room);
      expect(lines(text)).toBeGreaterThan(0);
      expect(text).toContain(`… and ${count * each - lines(text)} more`);
    }
  }
});

it('lets no text of a descriptor mention, ping or link', () => {
  const view = groups(1, 1);
  const text = shown({
    ...view,
    title: '<!channel>',
    note: '<@U1>',
    groups: [
      {
        label: '<!here>',
        lines: [
          { text: '<https://evil.example|ok>', place: { label: '<@U2>', url: 'javascript:1' } },
        ],
      },
    ],
  });
  expect(text).not.toMatch(/<[!@h]/);
});
