import type { Account, FakeIncident } from './account.ts';
import { type Answered, type Asked, json, listOnCalls, paged, referenceTo } from './lists.ts';

export const PAGERDUTY_TOKEN = 'pd-demo-token';

export type PagerDutyFailure = {
  /** Part of the path; every call without it. */
  match?: string;
  /** How often; until it is lifted without it. */
  times?: number;
} & (
  | { kind: 'unauthorized' }
  | { kind: 'forbidden' }
  | { kind: 'rate-limit'; resetSeconds: number }
  | { kind: 'bad-gateway' }
  /** 200 and a body that ends in the middle. */
  | { kind: 'half' }
  /** 200 and nothing in any list. */
  | { kind: 'empty' }
  | { kind: 'broken-connection' }
);

export type FakePagerDuty = {
  fetch: typeof globalThis.fetch;
  account: Account;
  /** Makes calls fail until the returned function is called. */
  fail: (failure: PagerDutyFailure) => () => void;
  /** What was asked, as `GET /oncalls`. */
  calls: string[];
};

/** A PagerDuty in this process: the part of REST v2 that is spoken here, with its pages, refusals and limits. */
export function createFakePagerDuty({
  account,
  now,
}: {
  account: Account;
  now: () => Date;
}): FakePagerDuty {
  const calls: string[] = [];
  let failures: { failure: PagerDutyFailure; left: number }[] = [];

  function failureOf(path: string): PagerDutyFailure | null {
    const entry = failures.find(
      ({ failure, left }) => left > 0 && path.includes(failure.match ?? ''),
    );
    if (!entry) return null;
    entry.left -= 1;
    return entry.failure;
  }

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const asked: Asked = { path: url.pathname, query: url.searchParams };
    calls.push(`${request.method} ${url.pathname}`);
    const failure = failureOf(url.pathname);
    const failed = failure && failedAnswer(failure);
    if (failed) return failed;
    if (request.headers.get('authorization') !== `Token token=${PAGERDUTY_TOKEN}`)
      return json({ error: { message: 'Unauthorized', code: 2006 } }, 401);
    if (request.method === 'POST' && url.pathname === '/incidents') return create(request);
    const { body, status } = read(account, asked);
    if (failure?.kind === 'empty')
      for (const [key, value] of Object.entries(body)) if (Array.isArray(value)) body[key] = [];
    const text = JSON.stringify(body);
    return new Response(failure?.kind === 'half' ? text.slice(0, text.length / 2) : text, {
      status,
      headers: { 'content-type': 'application/json' },
    });
  }

  async function create(request: Request): Promise<Response> {
    const from = request.headers.get('from');
    const requester = [...account.users.values()].find(({ email }) => email === from);
    const refusal = (...errors: string[]) =>
      json({ error: { message: 'Invalid Input Provided', code: 2001, errors } }, 400);
    if (!requester) return refusal('Requester User Not Found');
    const { incident } = (await request.json()) as { incident: Record<string, unknown> };
    const service = account.services.find(
      ({ id }) => id === (incident['service'] as { id?: string })?.id,
    );
    if (!service || typeof incident['title'] !== 'string') return refusal('Service Not Found');
    const key = String(incident['incident_key'] ?? '');
    if (key && account.incidents.some((one) => one.key === key && one.status !== 'resolved'))
      return refusal('Open incident with matching dedup key already exists on this service');
    const number = Math.max(0, ...account.incidents.map((one) => one.number)) + 1;
    const made: FakeIncident = {
      id: `Q${number}NEW`,
      number,
      title: incident['title'],
      status: 'triggered',
      urgency: String(incident['urgency'] ?? 'high'),
      services: [service.id],
      createdAt: now(),
      resolvedAt: null,
      channel: null,
      key: key || `Q${number}NEW`,
    };
    account.incidents.push(made);
    return json({ incident: incidentJson(account, made) }, 201);
  }

  return {
    account,
    calls,
    fetch: async (input, init) => answer(new Request(input, init)),
    fail(failure) {
      const entry = { failure, left: failure.times ?? Number.POSITIVE_INFINITY };
      failures.push(entry);
      return () => {
        failures = failures.filter((other) => other !== entry);
      };
    },
  };
}

function failedAnswer(failure: PagerDutyFailure): Response | null {
  switch (failure.kind) {
    case 'unauthorized':
      return json({ error: { message: 'Unauthorized', code: 2006 } }, 401);
    case 'forbidden':
      return json({ error: { message: 'Access Denied', code: 2010 } }, 403);
    case 'rate-limit': {
      const response = json({ error: { message: 'Rate Limit Exceeded', code: 2020 } }, 429);
      response.headers.set('ratelimit-reset', String(failure.resetSeconds));
      return response;
    }
    case 'bad-gateway':
      return new Response('<html>Bad gateway</html>', { status: 502 });
    case 'broken-connection':
      throw new TypeError('fetch failed');
    case 'half':
    case 'empty':
      return null;
  }
}

function read(account: Account, asked: Asked): Answered {
  const { path, query } = asked;
  if (path === '/escalation_policies')
    return paged(
      asked,
      'escalation_policies',
      account.policies.map((policy) => ({
        ...referenceTo(account, 'escalation_policies', policy.id, policy.name),
        name: policy.name,
        escalation_rules: policy.targets.map((target, at) => ({
          escalation_delay_in_minutes: policy.delays[at] ?? 30,
          targets: [target],
        })),
      })),
    );
  if (path === '/services')
    return paged(
      asked,
      'services',
      account.services.map(({ id, name, policy, key }) => ({
        ...referenceTo(account, 'service-directory', id, name),
        name,
        escalation_policy: referenceTo(account, 'escalation_policies', policy, policy),
        integrations: query.getAll('include[]').includes('integrations')
          ? [{ id: `I${id}`, integration_key: key }]
          : [{ id: `I${id}` }],
      })),
    );
  if (path === '/oncalls') return listOnCalls(account, asked);
  const one = /^\/incidents\/([^/]+)(\/alerts)?$/.exec(path);
  if (one) {
    const incident = account.incidents.find(({ id }) => id === one[1]);
    if (!incident) return { status: 404, body: { error: { message: 'Not Found', code: 2100 } } };
    if (!one[2]) return { status: 200, body: { incident: incidentJson(account, incident) } };
    const alerts = incident.services.map((id) => ({ service: serviceReference(account, id) }));
    return paged(asked, 'alerts', alerts);
  }
  if (path === '/incidents') return listIncidents(account, asked);
  return { status: 404, body: { error: { message: 'Not Found', code: 2100 } } };
}

function listIncidents(account: Account, asked: Asked): Answered {
  const { query } = asked;
  const statuses = query.getAll('statuses[]');
  const key = query.get('incident_key');
  const [since, until] = ['since', 'until'].map((name) => query.get(name));
  const found = account.incidents.filter(
    (incident) =>
      (statuses.length === 0 || statuses.includes(incident.status)) &&
      (!key || incident.key === key) &&
      (!since || incident.createdAt >= new Date(since)) &&
      (!until || incident.createdAt < new Date(until)),
  );
  return paged(
    asked,
    'incidents',
    found.map((incident) => incidentJson(account, incident)),
  );
}

function serviceReference(account: Account, id: string) {
  const name = account.services.find((service) => service.id === id)?.name ?? id;
  return referenceTo(account, 'service-directory', id, name);
}

function incidentJson(account: Account, incident: FakeIncident) {
  return {
    ...referenceTo(account, 'incidents', incident.id, `[#${incident.number}] ${incident.title}`),
    incident_number: incident.number,
    title: incident.title,
    status: incident.status,
    urgency: incident.urgency,
    incident_key: incident.key,
    service: serviceReference(account, incident.services[0] ?? ''),
    created_at: incident.createdAt.toISOString(),
    resolved_at: incident.resolvedAt?.toISOString() ?? null,
    last_status_change_at: (incident.resolvedAt ?? incident.createdAt).toISOString(),
    conference_bridge: incident.channel && {
      conference_url: `https://${account.subdomain}.slack.com/channels/${incident.channel}`,
    },
  };
}
