import { expect, it } from 'vitest';
import { askInThread, shownText, testWorld } from './world.ts';

it('draws the graph of a real catalog', async () => {
  await using marlin = await testWorld();
  const answer = await askInThread(marlin, 'U02ANA', 'graph of payments-api 1 level');
  expect(answer.text).toContain('payments-api depends on');
  expect(shownText(answer)).toContain('"type":"image"');
  const api = await marlin.request('/api/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'draw what depends on kafka' }),
  });
  const said = (await api.json()) as {
    intent: string;
    text: string;
    refs: string[];
    blocks: { type: string; image_url?: string }[];
  };
  expect(said).toMatchObject({
    intent: 'graph',
    refs: expect.arrayContaining(['component:default/payments-api']),
  });
  const url = said.blocks.find(({ type }) => type === 'image')?.image_url ?? '';
  const picture = await marlin.request(url.replace('http://localhost', ''));
  expect(picture.headers.get('content-type')).toBe('image/png');
});
