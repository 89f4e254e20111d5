import { expect, it } from 'vitest';
import type { Exchange, Message } from '../slack/model.ts';
import { traceOf } from './trace.ts';

function message(ts: string, threadTs: string | null = null): Message {
  return {
    channel: 'C1',
    ts,
    threadTs,
    user: 'U1',
    text: '',
    blocks: [],
    attachments: [],
    unfurls: {},
    editedAt: null,
    isDeleted: false,
    onlyFor: null,
    reactions: {},
    files: [],
    metadata: null,
  };
}

/** An exchange that began at second `at`, about the message with this ts. */
function exchange(id: number, name: string, at: number, more: Partial<Exchange> = {}): Exchange {
  return {
    id,
    name,
    at: new Date(at * 1000).toISOString(),
    direction: name.includes('.') ? 'app-to-slack' : 'slack-to-app',
    request: null,
    status: 200,
    response: null,
    ms: 10,
    message: null,
    problems: [],
    ...more,
  };
}

const about = (ts: string) => ({ message: { channel: 'C1', ts } });
const question = message('1.0');
const answer = message('2.0', '1.0');
const journal = [
  exchange(1, 'event message', 1, about('0.5')),
  exchange(3, 'users.info', 5),
  exchange(4, 'chat.postMessage', 5.5, { ...about('2.0'), problems: ['/blocks/0 too long'] }),
  // Put on record when it ended, though it began before the two calls above.
  exchange(2, 'event app_mention', 4, { ...about('1.0'), ms: 2000 }),
  exchange(5, 'chat.postMessage', 7, about('9.0')),
  exchange(6, 'chat.update', 8, about('2.0')),
];

it('tells an answer from the delivery that caused it to its last change', () => {
  const trace = traceOf(answer, [question, answer], journal);
  expect(trace.all.map(({ name }) => name)).toEqual([
    'event app_mention',
    'users.info',
    'chat.postMessage',
    'chat.update',
  ]);
  expect(trace.problems).toEqual(['/blocks/0 too long']);
});

it('tells a question to the last word said under it', () => {
  const trace = traceOf(question, [question, answer], journal);
  expect(trace.own.map(({ name }) => name)).toEqual(['event app_mention']);
  expect(trace.all.at(-1)?.name).toBe('chat.update');
});

it('leaves out what happened later to something else', () => {
  const later = [
    ...journal,
    exchange(7, 'event app_home_opened', 9),
    exchange(8, 'views.publish', 9.5),
    exchange(9, 'block_actions', 10, about('2.0')),
    exchange(10, 'views.open', 10.5),
    exchange(11, 'command /callboard', 11),
    exchange(12, 'users.info', 12),
  ];
  const names = traceOf(answer, [question, answer], later).all.map(({ name }) => name);
  expect(names.slice(4)).toEqual(['block_actions', 'views.open']);
});

it('has nothing to tell of a message from before the app', () => {
  expect(traceOf(message('0.1'), [], journal)).toEqual({ own: [], all: [], problems: [] });
});
