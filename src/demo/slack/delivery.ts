import type { Exchange } from './model.ts';
import { signatureHeaders } from './signing.ts';
import { begin, record, type State } from './state.ts';

/** Something Slack tells the app, before it is put on the wire. The kinds are Socket Mode's names. */
export type Delivery = {
  kind: 'events_api' | 'slash_commands' | 'interactive';
  /** For the journal: `event app_mention`, `command /callboard`, `block_actions`. */
  name: string;
  payload: Record<string, unknown>;
  message: Exchange['message'];
  retry?: { num: number; reason: string };
};

/** What came back: the app's answer, or silence (`status` 0) and why. `problems` is filled by whoever reads the answer. */
export type Outcome = {
  status: number;
  body: unknown;
  /** In the words of Slack's retry header; null where the app answered 2xx in time. */
  failure: 'http_timeout' | 'http_error' | 'connection_failed' | null;
  isFinal: boolean;
  exchange: Exchange;
};

export type Wire = (
  delivery: Delivery,
) => Promise<{ status: number; body: string; isFinal: boolean }>;

/** Slack waits three seconds for an acknowledgement. https://docs.slack.dev/apis/events-api/#responding */
const PATIENCE_MS = 3_000;

/** Sends over `wire`, waits at most three seconds and keeps the exchange. Never throws. */
export async function deliver(state: State, wire: Wire, delivery: Delivery): Promise<Outcome> {
  const beginning = begin(state);
  const answer = await withPatience(wire(delivery));
  const body = answer.kind === 'answered' ? parsed(answer.body) : null;
  const status = answer.kind === 'answered' ? answer.status : 0;
  const exchange = record(state, beginning, {
    direction: 'slack-to-app',
    name: delivery.name,
    request: delivery.payload,
    status,
    response: answer.kind === 'answered' ? body : answer.kind,
    message: delivery.message,
    problems: [],
  });
  const isFinal = answer.kind === 'answered' && answer.isFinal;
  return { status, body, failure: failureOf(answer), isFinal, exchange };
}

/** The wire that is a signed HTTP request, shaped as Slack shapes it. */
export function httpWire(options: {
  signingSecret: string;
  now: () => Date;
  url: string;
  send: (request: Request) => Promise<Response>;
}): Wire {
  return async (delivery) => {
    const { body, type } = encoded(delivery);
    const response = await options.send(
      new Request(options.url, {
        method: 'POST',
        headers: {
          'content-type': type,
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          accept: '*/*',
          ...signatureHeaders({ signingSecret: options.signingSecret, now: options.now(), body }),
          ...(delivery.retry && {
            'x-slack-retry-num': String(delivery.retry.num),
            'x-slack-retry-reason': delivery.retry.reason,
          }),
        },
        body,
      }),
    );
    return {
      status: response.status,
      body: await response.text(),
      isFinal: response.headers.get('x-slack-no-retry') === '1',
    };
  };
}

function encoded({ kind, payload }: Delivery): { body: string; type: string } {
  const form = 'application/x-www-form-urlencoded';
  switch (kind) {
    case 'events_api':
      return { body: JSON.stringify(payload), type: 'application/json' };
    case 'interactive':
      return {
        body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
        type: form,
      };
    case 'slash_commands':
      return {
        body: new URLSearchParams(payload as Record<string, string>).toString(),
        type: form,
      };
  }
}

type Answer =
  | { kind: 'answered'; status: number; body: string; isFinal: boolean }
  | { kind: 'http_timeout' }
  | { kind: 'connection_failed' };

async function withPatience(
  answer: Promise<{ status: number; body: string; isFinal: boolean }>,
): Promise<Answer> {
  const { promise: tired, resolve } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => resolve({ kind: 'http_timeout' }), PATIENCE_MS);
  try {
    return await Promise.race([
      answer.then(
        (reply): Answer => ({ kind: 'answered', ...reply }),
        (): Answer => ({ kind: 'connection_failed' }),
      ),
      tired,
    ]);
  } finally {
    clearTimeout(timer);
  }
}

function failureOf(answer: Answer): Outcome['failure'] {
  if (answer.kind !== 'answered') return answer.kind;
  return answer.status >= 200 && answer.status < 300 ? null : 'http_error';
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
