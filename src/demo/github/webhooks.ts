import { createHmac, hash } from 'node:crypto';
import type { Model } from './model/model.ts';
import type { WebhookEvent } from './model/types.ts';
import { webhookPayload } from './webhook-payload.ts';

export type Subscription = {
  /** Where the App listens, e.g. `http://localhost:3000/github/webhooks`. */
  url: string;
  secret: string;
  /** Sends the request: `fetch`, or the app itself in process. */
  deliver: (request: Request) => Response | Promise<Response>;
};

/** One attempt, as `GET /app/hook/deliveries` lists it. */
export type Delivery = {
  id: number;
  guid: string;
  delivered_at: string;
  redelivery: boolean;
  duration: number;
  status: string;
  status_code: number;
  event: string;
  action: string | null;
  installation_id: number;
  repository_id: number | null;
  url: string;
  request: { headers: Record<string, string>; payload: unknown };
};

export type Webhooks = {
  /** Sends every later event there; null stops. */
  subscribe: (subscription: Subscription | null) => void;
  emit: (event: WebhookEvent) => Promise<void>;
  /** Attempts of the last three days, newest first. */
  deliveries: () => Delivery[];
  /** Sends one again, with its guid; false when there is no such delivery. */
  redeliver: (id: number) => boolean;
  /** Resolves when nothing is on its way. */
  settled: () => Promise<void>;
};

const THREE_DAYS = 3 * 24 * 3_600_000;
const KEPT_DELIVERIES = 1000;
/** GitHub gives a receiver ten seconds (https://docs.github.com/webhooks/using-webhooks/best-practices-for-using-webhooks). */
const PATIENCE_MS = 10_000;

/** Signs and sends webhooks and remembers every attempt. A receiver that fails is noted, not retried: neither does GitHub. */
export function createWebhooks(model: () => Model, api: string): Webhooks {
  let subscription: Subscription | null = null;
  let deliveries: Delivery[] = [];
  const pending = new Set<Promise<void>>();

  function send(
    given: Omit<Delivery, 'id' | 'delivered_at' | 'duration' | 'status' | 'status_code' | 'url'>,
  ): Promise<void> {
    const to = subscription;
    if (!to) return Promise.resolve();
    const delivery: Delivery = {
      ...given,
      id: model().nextId(),
      delivered_at: model().now().toISOString(),
      duration: 0,
      status: 'pending',
      status_code: 0,
      url: to.url,
    };
    deliveries = [delivery, ...deliveries].slice(0, KEPT_DELIVERIES);
    const work = attempt(to, delivery).finally(() => pending.delete(work));
    pending.add(work);
    return work;
  }

  return {
    subscribe(next) {
      subscription = next;
    },
    emit(event) {
      const number = model().nextId();
      return send({
        guid: guid(`${model().organization.login} ${number}`),
        redelivery: false,
        event: event.name,
        action: event.action ?? null,
        installation_id: model().installation.id,
        repository_id: event.repository?.databaseId ?? null,
        request: { headers: {}, payload: webhookPayload(model(), event, api) },
      });
    },
    deliveries() {
      const oldest = model().now().getTime() - THREE_DAYS;
      return deliveries.filter((one) => Date.parse(one.delivered_at) >= oldest);
    },
    redeliver(id) {
      const known = deliveries.find((one) => one.id === id);
      if (!known) return false;
      void send({ ...known, redelivery: true });
      return true;
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

async function attempt(to: Subscription, delivery: Delivery): Promise<void> {
  const body = JSON.stringify(delivery.request.payload);
  delivery.request.headers = {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/callboard',
    'x-github-delivery': delivery.guid,
    'x-github-event': delivery.event,
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature-256': `sha256=${createHmac('sha256', to.secret).update(body).digest('hex')}`,
  };
  const startedAt = performance.now();
  try {
    const response = await to.deliver(
      new Request(to.url, {
        method: 'POST',
        body,
        headers: delivery.request.headers,
        signal: AbortSignal.timeout(PATIENCE_MS),
      }),
    );
    delivery.status_code = response.status;
    delivery.status = response.ok ? 'OK' : `Invalid HTTP Response: ${response.status}`;
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    delivery.status_code = isLate ? 504 : 502;
    delivery.status = isLate ? 'timed out' : 'failed to connect to host';
  }
  delivery.duration = (performance.now() - startedAt) / 1000;
}

/** The same events give the same guids, run after run. */
function guid(text: string): string {
  const digits = hash('sha1', text, 'hex');
  return [8, 4, 4, 4, 12]
    .map((length, index, lengths) => {
      const start = lengths.slice(0, index).reduce((sum, one) => sum + one, 0);
      return digits.slice(start, start + length);
    })
    .join('-');
}
