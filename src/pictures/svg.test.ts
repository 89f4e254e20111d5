import { expect, it } from 'vitest';
import { describeGraph } from './describe.ts';
import { graphOf } from './graph-of.ts';
import { graphPng } from './png.ts';
import { drawGraph } from './svg.ts';
import { full, viewOf } from './test-view.ts';
import { drawable } from './text.ts';
import { graphCss } from './theme.ts';

const SHOP = graphOf(
  viewOf([
    'component:shop dependsOn component:stock',
    'component:shop consumesApi api:prices',
    'component:web dependsOn component:shop',
    'component:shop ownedBy group:sales',
  ]),
  full('component:shop'),
);

it('draws every node with its name, its owner and a legend of what is there', async () => {
  const { svg, alt } = await drawGraph(SHOP, { theme: 'light' });
  for (const text of [
    '>shop<',
    '>stock<',
    '>web<',
    '>prices<',
    '>service · sales<',
    '>not in the catalog<',
  ])
    expect(svg).toContain(text);
  expect(svg).toContain('>uses an API<');
  expect(svg).not.toContain('>is provided by<');
  expect(svg).toContain(`<desc>${alt}</desc>`);
});

it('leads from nodes to where the page says', async () => {
  const links = (ref: string) => (ref.includes('stock') ? null : `/catalog?a&ref=${ref}`);
  const { svg } = await drawGraph(SHOP, { theme: 'dark', links });
  expect(svg.match(/<a href="\/catalog\?a&amp;ref=/g)).toHaveLength(3);
});

const HOSTILE = '</text><script>alert(1)</script>&"\' ]]> \u0000\u202e\ud800';
const model = graphOf(
  viewOf(
    ['component:shop dependsOn component:stock', 'component:shop ownedBy group:sales'],
    [
      { ref: 'group:sales', title: HOSTILE },
      { ref: 'component:stock', type: HOSTILE },
    ],
  ),
  full('component:shop'),
);

it('lets no name become markup', async () => {
  const { svg } = await drawGraph(model, { theme: 'light', links: () => '"><script>' });
  expect(svg).not.toContain('<script');
  for (const trick of ['\u0000', '\u202e', '\ud800']) expect(svg).not.toContain(trick);
  // The renderer refuses what is not well-formed.
  expect((await graphPng(model)).png.length).toBeGreaterThan(1000);
});

it('is a PNG that is sharp and no wider than Slack shows', async () => {
  const many = Array.from(
    { length: 60 },
    (_, at) => `component:n${at + 1} dependsOn component:n${Math.floor(at / 2)}`,
  );
  const picture = await graphPng(graphOf(viewOf(many), full('component:n0'), { levels: 6 }));
  expect(picture.png.subarray(1, 4).toString()).toBe('PNG');
  expect(picture.width).toBeLessThanOrEqual(1600);
  expect(picture.png.length).toBeLessThan(600_000);
});

it.each([
  ['Zażółć Δ Ж', 'Zażółć Δ Ж'],
  ['🚀 Launch crew', 'Launch crew'],
  ['支払い', 'payments'],
  ['支払い 🚀', 'payments'],
  ['R&D\u202e\n team', 'R&D team'],
])('shows %j as %j', (text, shown) => {
  expect(drawable(text, 'payments')).toBe(shown);
});

it('says in words what it shows', () => {
  expect(describeGraph(SHOP)).toBe(
    'shop (service · sales). shop depends on stock. shop uses the API prices. web depends on shop. prices and stock are not in the catalog.',
  );
});

it('says how much it leaves out, within what Slack takes', () => {
  const long = 'x'.repeat(60);
  const many = Array.from(
    { length: 90 },
    (_, at) => `component:${long}${at + 1} dependsOn component:${long}${Math.floor(at / 2)}`,
  );
  const alt = describeGraph(graphOf(viewOf(many), full(`component:${long}0`), { levels: 6 }));
  expect(alt.length).toBeLessThanOrEqual(2000);
  expect(alt).toMatch(/\d+ more statements are in the picture\. .*51 further away are not shown\./);
});

it('can be coloured anew by a page', async () => {
  const { svg } = await drawGraph(SHOP, { theme: 'light' });
  const classes = new Set(svg.match(/graph-(?:fill|stroke)-\w+/g));
  for (const name of classes) expect(graphCss('dark')).toContain(`.${name}{`);
});
