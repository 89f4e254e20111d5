import { type AckFn, defaultBodyLimit, ReceiverMultipleAckError } from '@slack/bolt';
import { z } from 'zod';
import { describeError } from '../errors.ts';
import type { Log } from '../log.ts';
import { type Process, Stopping } from './gate.ts';
import { isFromSlack } from './signature.ts';

export type WebReceiverOptions = {
  /** More than one while a secret is being replaced. */
  signingSecrets: readonly string[];
  now: () => Date;
  log: Log;
  process: Process;
  /** Slack waits three seconds; this leaves the way back some of them. */
  ackTimeoutMs?: number;
};

const ACK_TIMEOUT_MS = 2_900;

type Handler = (request: Request) => Promise<Response>;

/**
 * A Bolt receiver on web requests, so that Slack shares the port of everything else.
 * Answers as soon as a listener acknowledged, and at the latest after `ackTimeoutMs`.
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function createWebReceiver(options: WebReceiverOptions): Handler {
  const { now, log, process, signingSecrets, ackTimeoutMs = ACK_TIMEOUT_MS } = options;

  return async function handle(request) {
    if (request.method !== 'POST') return say(405, 'Slack delivers here with POST.');
    const raw = await readBody(request);
    if (raw === null) return say(413, 'The body is larger than 4 MB.');
    // Slack checks the certificate without a signature; the answer says nothing. https://docs.slack.dev/interactivity/implementing-slash-commands#validating
    if (isForm(request) && new URLSearchParams(raw).get('ssl_check') === '1') return say(200, '');
    const { headers } = request;
    if (!isFromSlack({ headers, body: raw, secrets: signingSecrets, now: now() })) {
      log.warn({ retry: headers.get('x-slack-retry-num') }, 'slack delivery refused');
      return say(401, 'The signature or its time is not right.');
    }
    const body = parseBody(request, raw);
    if (body === null) return say(400, 'The body is neither JSON nor a form that Slack sends.');
    if (body['type'] === 'url_verification') {
      return Response.json({ challenge: String(body['challenge'] ?? '') });
    }
    if (body['type'] === 'app_rate_limited') {
      log.warn({ minute: body['minute_rate_limited'] }, 'slack limits the events it delivers');
      return say(200, '');
    }
    return dispatch(body, headers);
  };

  async function dispatch(body: Record<string, unknown>, headers: Headers): Promise<Response> {
    const acknowledged = Promise.withResolvers<Response>();
    let isAnswered = false;
    const ack: AckFn<unknown> = async (answer) => {
      if (isAnswered) throw new ReceiverMultipleAckError();
      isAnswered = true;
      acknowledged.resolve(answerOf(answer));
    };
    const timer = setTimeout(() => {
      log.error(
        { type: body['type'] ?? body['command'] },
        'slack delivery not acknowledged in time',
      );
      acknowledged.resolve(say(503, 'Nobody acknowledged this in time.'));
    }, ackTimeoutMs);
    process({ body, ack, ...retryOf(headers) }).then(
      () => acknowledged.resolve(say(404, 'Nothing here listens for this.')),
      (error: unknown) => {
        if (!(error instanceof Stopping))
          log.error({ reason: describeError(error) }, 'slack delivery failed');
        acknowledged.resolve(say(503, 'This could not be taken now.'));
      },
    );
    try {
      return await acknowledged.promise;
    } finally {
      clearTimeout(timer);
    }
  }
}

function say(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

function answerOf(answer: unknown): Response {
  if (answer === undefined || answer === null || answer === '') return say(200, '');
  return typeof answer === 'string' ? say(200, answer) : Response.json(answer);
}

/** The body as text, or null when it is larger than Bolt's limit; it is not read further than that. */
async function readBody(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > defaultBodyLimit) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > defaultBodyLimit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isForm(request: Request): boolean {
  return mediaType(request) === 'application/x-www-form-urlencoded';
}

function mediaType(request: Request): string {
  return (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

const Body = z.record(z.string(), z.unknown());

/** Events are JSON, commands a form, interactions JSON in the form's `payload`. */
function parseBody(request: Request, raw: string): Record<string, unknown> | null {
  if (!isForm(request) && mediaType(request) !== 'application/json') return null;
  const form = isForm(request) ? new URLSearchParams(raw) : null;
  if (form && !form.has('payload')) return Object.fromEntries(form);
  try {
    return Body.parse(JSON.parse(form?.get('payload') ?? raw));
  } catch {
    return null;
  }
}

function retryOf(headers: Headers): { retryNum?: number; retryReason?: string } {
  const num = Number(headers.get('x-slack-retry-num') ?? Number.NaN);
  const reason = headers.get('x-slack-retry-reason');
  return {
    ...(Number.isInteger(num) && { retryNum: num }),
    ...(reason && { retryReason: reason }),
  };
}
