import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { workspaceApp } from '../src/demo/workspace/app.ts';
import { drawBlocks } from '../src/demo/workspace/blocks/draw.ts';
import type { Answer, Card, View } from '../src/questions/answer.ts';
import { drawAnswer } from '../src/slack/answer.ts';
import { serviceCard } from './stand-in-blocks.ts';
import { createStandIn } from './stand-in-bot.ts';

const ANA = 'U01ANA';
const NAMED = { ref: 'component:default/ledger', label: 'ledger' };
const LEDGER: Card = {
  ref: NAMED.ref,
  kind: 'service',
  title: 'ledger',
  description: 'Book of record.',
  url: 'https://github.com/marlinpay/ledger',
  fields: [
    { name: 'Owner', text: 'Ledger & Settlement', channel: '#team-ledger' },
    { name: 'Tier', text: '1' },
  ],
  links: [{ label: 'Runbook', url: 'https://runbooks.example/ledger' }],
  upstream: 2,
  downstream: 7,
  warnings: ['CODEOWNERS names another owner.'],
};

/** The page mounted as the demo mounts it, over a workspace with a bot of a few words. */
function open() {
  const now = () => new Date('2026-06-15T12:00:00Z');
  const slack = createStandIn(now);
  const commands = [{ name: '/callboard', usage: '', description: 'Ask' }];
  const app = new Hono().route(
    '/demo/slack',
    workspaceApp({ slack, now, title: 'Demo', commands }),
  );
  const get = async (path: string, headers = {}) => app.request(`/demo/slack${path}`, { headers });
  const text = async (path: string) => (await get(path)).text();
  const post = (path: string, body: object) =>
    app.request(`/demo/slack/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: ANA, ...body }),
    });
  const channel = slack.channelByName('payments').id;
  const direct = slack.imOf(ANA).id;
  const part = (name: string, more = '') =>
    text(`/parts/${name}?as=${ANA}&channel=${direct}${more}`);
  return { slack, get, text, post, part, channel, direct };
}

it('opens on the conversation with the bot, with its own script and no other allowed to run', async () => {
  const { get } = open();
  const response = await get('');
  const page = await response.text();
  const policy = response.headers.get('content-security-policy') ?? '';
  const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1];
  expect(policy).toContain("default-src 'none'");
  expect(page).toContain(`nonce="${nonce}" src="/demo/slack/static/main.js"`);
  expect(page).toContain('Demo workspace – not Slack.');
  expect(page).toContain('You are');
  expect(page).toContain('Message Callboard');
});

it('serves its files with their types and knows when a browser has them already', async () => {
  const { get } = open();
  const script = await get('/static/main.js');
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const etag = script.headers.get('etag') ?? '';
  expect((await get('/static/main.js', { 'if-none-match': etag })).status).toBe(304);
  expect((await get('/static/base.css')).headers.get('content-type')).toContain('text/css');
  expect((await get('/static/..%2fapp.ts')).status).toBe(404);
});

it('draws every block Slack has, and none as a gap', async () => {
  const { slack, post, part, direct } = open();
  await post('say', { channel: direct, text: 'show me everything' });
  await slack.settled();
  const root = slack.messages(direct)[0];
  const thread = await part('aside', `&thread=${root?.ts}`);
  expect(thread).toContain('Making a repository');
  expect(thread).not.toContain('undrawable');
});

it.each<View>([
  { kind: 'text' },
  { kind: 'card', cards: [LEDGER] },
  { kind: 'list', title: 'Needs ledger', items: [{ ...NAMED, detail: 'service' }], total: 30 },
  { kind: 'choice', options: [{ ...NAMED, detail: null, question: 'who owns ledger' }] },
  { kind: 'help', examples: [{ question: 'who owns ledger', about: 'The team' }] },
])('draws what the bot answers as a $kind', (view) => {
  const now = new Date('2026-06-15T12:00:00Z');
  const answer: Answer = {
    kind: 'answer',
    intent: 'service.card',
    subjects: [LEDGER.ref],
    refs: [],
    text: 'ledger is owned by Ledger & Settlement.',
    view,
    facts: [{ name: 'owner', value: 'x', source: 'catalog-info.yaml', url: 'https://a.example' }],
    candidates: [],
  };
  const blocks = drawAnswer(answer, { now, pageOf: () => null });
  const scene = { me: ANA, now, files: '', tz: 'UTC', people: [], channels: [] };
  const drawn = String(drawBlocks(blocks, scene, { id: 'm' }));
  expect(drawn).toMatch(/ledger/i);
  expect(drawn).not.toContain('undrawable');
});

it('draws every input a modal can have, and the Home tab', async () => {
  const { slack, post, part, direct } = open();
  await post('say', { channel: direct, text: 'who owns payments-api' });
  await slack.settled();
  const card = slack.lastMessage(direct);
  const place = { kind: 'message', channel: direct, ts: card?.ts };
  await post('act', { place, block: 'card', action: 'open', type: 'button' });
  await post('home', { tab: 'home' });
  await slack.settled();
  for (const drawn of [await part('modal'), await part('main', '&tab=home')]) {
    expect(drawn).toContain('type="datetime-local"');
    expect(drawn).not.toContain('undrawable');
  }
});

it('shows an answer in its thread and the count of replies above it', async () => {
  const { slack, post, part, direct } = open();
  await post('say', { channel: direct, text: 'who owns payments-api' });
  await slack.settled();
  const ts = slack.messages(direct)[0]?.ts;
  expect(await part('main')).toContain('<strong>1 reply</strong>');
  const thread = await part('aside', `&thread=${ts}`);
  expect(thread).toContain('Owned by <strong>Payments Platform</strong>');
  expect(thread.match(/data-press/g)).toHaveLength(4);
});

it('tells a form what is wrong with it, field by field, and keeps it open', async () => {
  const { slack, post, part, direct } = open();
  await slack.fetch('https://slack.com/api/chat.postMessage', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${slack.bot.botToken}` },
    body: JSON.stringify({ channel: direct, text: 'card', blocks: serviceCard() }),
  });
  const place = { kind: 'message', channel: direct, ts: slack.lastMessage(direct)?.ts };
  await post('act', { place, block: 'card', action: 'open' });
  const viewId = slack.as(ANA).views()[0]?.id;
  const why = (value: string) => [{ block: 'why', action: 'text', values: [{ value, text: '' }] }];
  expect(await (await post('submit', { viewId, fields: [] })).json()).toHaveProperty('errors.why');
  await post('submit', { viewId, fields: why('because') });
  expect(await part('modal')).toContain('Please say more than that.');
  await post('submit', { viewId, fields: why('The file is older') });
  expect(await part('modal')).toBe('');
  await slack.settled();
  expect(slack.lastMessage(direct)?.text).toBe('Thank you: The file is older');
});

it('runs a slash command and shows its answer to that person alone', async () => {
  const { slack, post, text, channel } = open();
  await post('say', { channel, text: '/callboard who owns ledger' });
  await slack.settled();
  const mine = await text(`/parts/main?as=${ANA}&channel=${channel}`);
  expect(mine).toContain('Only visible to you');
  expect(mine).toContain('You asked <strong>who owns ledger</strong>.');
  const theirs = await text(`/parts/main?as=U01SAM&channel=${channel}`);
  expect(theirs).not.toContain('Only visible to you');
});

it('explains a message by its payload, the checker and the calls on the way', async () => {
  const { slack, post, part, direct } = open();
  await post('say', { channel: direct, text: 'who owns payments-api' });
  await slack.settled();
  const drawn = await part('aside', `&inspect=${slack.lastMessage(direct)?.ts}`);
  expect(drawn).toContain('Slack would take this');
  expect(drawn.indexOf('event message')).toBeLessThan(drawn.indexOf('chat.postMessage'));
  expect(drawn).toContain('<span class="key">&quot;blocks&quot;</span>');
});

it('shows private channels and whispers to nobody else', async () => {
  const { slack, text } = open();
  const secret = slack.channelByName('secret').id;
  expect(await text(`/parts/sidebar?as=${ANA}`)).toContain('secret');
  expect(await text('?as=U01SAM')).not.toContain('secret');
  expect(await text(`/parts/main?as=U01SAM&channel=${secret}`)).not.toContain('#secret');
});

it('marks what is unread until it is opened', async () => {
  const { slack, post, text, channel } = open();
  const sidebar = () => text(`/parts/sidebar?as=${ANA}`);
  await slack.as('U01SAM').say('payments', 'Hello @Ana Duarte');
  expect(await sidebar()).toContain('1 unread');
  await post('read', { channel });
  expect(await sidebar()).not.toContain('1 unread');
});

it('lets hostile text be text, wherever it stands', async () => {
  const { slack, post, part, text, direct } = open();
  const evil = '<script>hurt()</script></script><img src=x onerror=hurt()>';
  slack.addPerson({
    id: 'U01EVIL',
    name: evil,
    realName: evil,
    email: null,
    tz: 'UTC',
    title: evil,
  });
  slack.addChannel({ name: evil, topic: evil });
  await post('say', { channel: direct, text: `loud ${evil}` });
  await slack.settled();
  const root = slack.messages(direct)[0];
  for (const drawn of [
    await text(`?as=U01EVIL`),
    await text(`?as=${ANA}&channel=${slack.channelByName(evil).id}`),
    await part('aside', `&thread=${root?.ts}`),
    await part('aside', `&inspect=${root?.ts}`),
  ]) {
    expect(drawn).not.toMatch(/<script>hurt|<img src=x|href="javascript/);
  }
});

it.each([
  ['say', { channel: 'C0', text: 'hi' }, 'There is no such channel for you.'],
  ['say', { as: 'U0', channel: 'C0', text: 'hi' }, 'There is no such channel for you.'],
  ['say', { text: 'hi' }, 'channel'],
  ['home', { as: 'U0CALLBOARD', tab: 'home' }, 'Nobody here goes by that id.'],
  ['submit', { viewId: 'V0' }, 'This dialog is closed already.'],
  ['act', { place: { kind: 'view', viewId: 'V0' }, block: 'b', action: 'a' }, 'closed already'],
])('refuses /%s %j in words', async (path, body, words) => {
  const { post } = open();
  const response = await post(path, body);
  expect(response.status).toBe(400);
  expect(await response.json()).toHaveProperty('error.message', expect.stringContaining(words));
});

it('refuses a word with a slash that is no command, and a form from another site', async () => {
  const { post, channel, get } = open();
  expect((await post('say', { channel, text: '/nonsense' })).status).toBe(400);
  expect((await get('')).headers.get('x-frame-options')).toBe('DENY');
  const { slack } = open();
  const app = workspaceApp({ slack, now: () => new Date(), title: 'Demo' });
  const form = await app.request('/say', {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ as: ANA, channel, text: 'hi' }),
  });
  expect(form.status).toBe(400);
});

it('tells a person of what they may see, as it happens', async () => {
  const { slack, get, channel } = open();
  const response = await get(`/events?as=U01SAM`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  const secret = slack.channelByName('secret').id;
  await slack.as(ANA).say(secret, 'hush');
  await slack.as(ANA).say(channel, 'aloud');
  let heard = '';
  while (!heard.includes(channel)) heard += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  expect(heard).toContain('"kind":"message"');
  expect(heard).not.toContain(secret);
});
