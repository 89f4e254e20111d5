import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Db } from '#dialect';
import type { Log } from '../log.ts';
import { saveDelivery } from './inbox-store.ts';
import { Delivery, reactionTo } from './reactions.ts';

/** GitHub delivers nothing larger: https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap */
const LARGEST = 25 * 1024 * 1024;

type Door = {
  secret: string | undefined;
  db: Db;
  log: Log;
  now: () => Date;
  /** A hint that has a row of its own to wait in. */
  onPullRequest?: ((repositoryId: string) => Promise<void>) | undefined;
};

/**
 * Takes a delivery of GitHub: checks the signature on the raw body, stores what is used of it, answers 202. The work is `drainInbox`'s, because
 * GitHub waits ten seconds and delivers nothing twice on its own.
 */
export async function receiveWebhook(door: Door, request: Request): Promise<Response> {
  const { secret, db, log, now } = door;
  if (!secret) {
    return refuse(request, 503, 'Webhooks are not set up: set GITHUB_WEBHOOK_SECRET.');
  }
  const body = await readBody(request);
  if (!body) return refuse(request, 413, 'The body is larger than 25 MB.');
  if (!isSignedBy(secret, body, request.headers.get('x-hub-signature-256'))) {
    log.warn({ event: request.headers.get('x-github-event') }, 'webhook refused');
    return refuse(
      request,
      401,
      'The signature is missing or wrong: the secret of the webhook and GITHUB_WEBHOOK_SECRET must be the same.',
    );
  }
  const id = request.headers.get('x-github-delivery');
  const event = request.headers.get('x-github-event');
  const payload = parse(body);
  if (!id || !event || !payload)
    return refuse(request, 400, 'This is not a delivery of GitHub with a JSON body.');
  if (event === 'pull_request' && payload.repository)
    await door.onPullRequest?.(payload.repository.node_id);
  if (reactionTo(event, payload).kind === 'nothing') return accepted('nothing to do');
  const isNew = await saveDelivery(db, { id, event, payload, now: now() });
  return accepted(isNew ? 'accepted' : 'known already');
}

/** The whole body, or null when it is too large, however the sender counts. */
async function readBody(request: Request): Promise<Buffer | null> {
  if (Number(request.headers.get('content-length')) > LARGEST) return null;
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.body ?? []) {
    length += part.byteLength;
    if (length > LARGEST) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
function isSignedBy(secret: string, body: Buffer, signature: string | null): boolean {
  const given = Buffer.from(signature ?? '');
  const right = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  return given.length === right.length && timingSafeEqual(given, right);
}

function parse(body: Buffer): Delivery | null {
  try {
    return Delivery.safeParse(JSON.parse(body.toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

function accepted(status: string): Response {
  return Response.json({ status }, { status: 202 });
}

const NAMES = { 400: 'InputError', 401: 'AuthenticationError', 413: 'InputError' } as const;

/** In the shape of every error of the HTTP API. */
function refuse(request: Request, status: 400 | 401 | 413 | 503, message: string): Response {
  const { pathname } = new URL(request.url);
  const name = status === 503 ? 'ServiceUnavailableError' : NAMES[status];
  return Response.json(
    {
      error: { name, message },
      request: { method: request.method, url: pathname },
      response: { statusCode: status },
    },
    { status },
  );
}
