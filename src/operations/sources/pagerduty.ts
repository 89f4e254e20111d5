import { createHash } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type {
  Incident,
  OnCallSource,
  Paged,
  PageRequest,
  ReadOptions,
  Rota,
  Service,
  Shift,
  Window,
} from '../on-call-source.ts';
import { SourceDown } from '../source-down.ts';
import {
  createPagerDutyClient,
  type PagerDutyClient,
  type PagerDutyOptions,
} from './pagerduty-client.ts';
import {
  Alert,
  EscalationPolicy,
  OnCall,
  VendorIncident,
  VendorService,
} from './pagerduty-shapes.ts';

const DAY = 24 * 3_600_000;
/** PagerDuty answers for three months of shifts, and for half a year of incidents, at a time. */
const SHIFTS_AT_ONCE_MS = 89 * DAY;
const INCIDENTS_AT_ONCE_MS = 179 * DAY;
/** Lists end at ten thousand entries, which the shifts of many policies reach. */
const POLICIES_AT_ONCE = 20;

export function createPagerDuty(options: PagerDutyOptions): OnCallSource {
  const client = createPagerDutyClient(options);
  return {
    id: 'pagerduty',
    title: 'PagerDuty',
    async read(wanted) {
      const rotas = await readRotas(client);
      const services = await readServices(client);
      return {
        window: wanted.window,
        rotas,
        services,
        shifts: await readShifts(client, rotas, wanted.window),
        incidents: await readIncidents(client, wanted),
        problems: [],
      };
    },
    page: (request) => page(client, request),
  };
}

async function readRotas(client: PagerDutyClient): Promise<Rota[]> {
  const policies = await client.list(
    '/escalation_policies',
    'escalation_policies',
    EscalationPolicy,
  );
  return policies.map((policy) => {
    let afterMinutes = 0;
    const levels = policy.escalation_rules.map((rule, at) => {
      const names = rule.targets.map(({ name, summary, id }) => name ?? summary ?? id);
      const level = { level: at + 1, afterMinutes, names };
      afterMinutes += rule.escalation_delay_in_minutes;
      return level;
    });
    const name = policy.name ?? policy.summary ?? policy.id;
    return { id: policy.id, name, url: policy.html_url ?? null, covers: [], levels };
  });
}

async function readServices(client: PagerDutyClient): Promise<Service[]> {
  const services = await client.list('/services', 'services', VendorService, {
    'include[]': 'integrations',
  });
  return services.map((service) => ({
    id: service.id,
    name: service.name ?? service.summary ?? service.id,
    url: service.html_url ?? null,
    rota: service.escalation_policy?.id ?? null,
    keys: service.integrations.flatMap(({ integration_key: key }) => (key ? [hashKey(key)] : [])),
  }));
}

/** What stands for an integration key where it is kept. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key.trim()).digest('hex').slice(0, 32);
}

async function readShifts(
  client: PagerDutyClient,
  rotas: readonly Rota[],
  window: Window,
): Promise<Shift[]> {
  const shifts: Shift[] = [];
  for (let at = 0; at < rotas.length; at += POLICIES_AT_ONCE) {
    const ids = rotas.slice(at, at + POLICIES_AT_ONCE).map(({ id }) => id);
    for (const part of parts(window, SHIFTS_AT_ONCE_MS)) {
      const found = await client.list('/oncalls', 'oncalls', OnCall, {
        ...asked(part),
        'escalation_policy_ids[]': ids,
        'include[]': 'users',
      });
      for (const { escalation_policy, escalation_level, user, start, end } of found)
        shifts.push({
          rota: escalation_policy.id,
          level: escalation_level,
          name: user.name ?? user.summary ?? user.id,
          email: user.email?.toLowerCase() ?? null,
          ref: null,
          since: start ?? new Date(0),
          until: end,
        });
    }
  }
  return shifts;
}

async function readIncidents(
  client: PagerDutyClient,
  { incidentsSince, openBefore, window }: ReadOptions,
): Promise<Incident[]> {
  const found = new Map<string, VendorIncident>();
  const take = (incidents: readonly VendorIncident[]) => {
    for (const incident of incidents) found.set(incident.id, incident);
  };
  const past = { since: incidentsSince, until: window.until };
  for (const part of parts(past, INCIDENTS_AT_ONCE_MS))
    take(await client.list('/incidents', 'incidents', VendorIncident, asked(part)));
  take(
    await client.list('/incidents', 'incidents', VendorIncident, {
      date_range: 'all',
      'statuses[]': ['triggered', 'acknowledged'],
    }),
  );
  // Those that were open and are in neither list have ended since.
  for (const id of openBefore) {
    if (found.has(id)) continue;
    const ended = await client.one(
      `/incidents/${encodeURIComponent(id)}`,
      'incident',
      VendorIncident,
    );
    if (ended) take([ended]);
  }
  return Promise.all([...found.values()].map((incident) => incidentOf(client, incident)));
}

async function incidentOf(client: PagerDutyClient, incident: VendorIncident): Promise<Incident> {
  const isOpen = incident.status !== 'resolved';
  const services = new Map([[incident.service.id, incident.service.summary]]);
  if (isOpen) {
    // An incident has one service; alerts merged into it bring theirs along.
    const path = `/incidents/${encodeURIComponent(incident.id)}/alerts`;
    for (const { service } of await client.list(path, 'alerts', Alert))
      if (service && !services.has(service.id)) services.set(service.id, service.summary);
  }
  const ended = incident.resolved_at ?? incident.last_status_change_at ?? null;
  return {
    id: incident.id,
    number: incident.incident_number ?? null,
    title: incident.title ?? incident.summary ?? incident.id,
    isOpen,
    urgency: incident.urgency ?? null,
    services: [...services].map(([id, name]) => ({ id, name: name ?? id })),
    openedAt: incident.created_at,
    resolvedAt: isOpen ? null : ended,
    url: incident.html_url ?? null,
    channel: channelIn(incident.conference_bridge?.conference_url),
  };
}

/** Teams that meet in Slack give its channel as their conference bridge. */
function channelIn(address: string | null | undefined): string | null {
  const name =
    /^https:\/\/[\w.-]+\.slack\.com\/(?:channels|app_redirect\?channel=)\/?([\w-]+)$/.exec(
      address ?? '',
    )?.[1];
  return name ? `#${name}` : null;
}

function parts({ since, until }: Window, most: number): Window[] {
  const found: Window[] = [];
  for (let at = since.getTime(); at < until.getTime(); at += most)
    found.push({ since: new Date(at), until: new Date(Math.min(at + most, until.getTime())) });
  return found;
}

function asked({ since, until }: Window): { since: string; until: string } {
  return { since: since.toISOString(), until: until.toISOString() };
}

const Created = z.object({ incident: VendorIncident });
const Refusal = z.object({
  error: z.object({ message: z.string().optional(), errors: z.array(z.string()).optional() }),
});

async function page(client: PagerDutyClient, request: PageRequest): Promise<Paged> {
  const { service, title, details, urgency, from, key } = request;
  const response = await client.post(
    '/incidents',
    {
      incident: {
        type: 'incident',
        title,
        service: { id: service, type: 'service_reference' },
        urgency,
        incident_key: key,
        ...(details && { body: { type: 'incident_body', details } }),
      },
    },
    from,
  );
  const said: unknown = await response.json().catch(() => null);
  const created = Created.safeParse(said).data?.incident;
  if (response.ok && created)
    return {
      id: created.id,
      number: created.incident_number ?? null,
      url: created.html_url ?? null,
    };
  const errors = Refusal.safeParse(said).data?.error;
  const why = [errors?.message, ...(errors?.errors ?? [])].filter(Boolean).join(' ');
  if (response.status === 400 && /already exists/i.test(why)) {
    const [same] = await client.list('/incidents', 'incidents', VendorIncident, {
      incident_key: key,
    });
    if (same)
      return { id: same.id, number: same.incident_number ?? null, url: same.html_url ?? null };
  }
  if (/requester user not found/i.test(why))
    throw new UserError(
      `PagerDuty knows nobody with the e-mail address ${from}.`,
      'Page from an account that is a user of PagerDuty, or call the person on call yourself.',
    );
  if (response.status === 401 || response.status === 403)
    throw new UserError(
      `PagerDuty does not let this token create incidents (${response.status}).`,
      'Set PAGERDUTY_TOKEN to a key that is not read-only.',
    );
  throw new SourceDown(`PagerDuty did not create the incident (${response.status}). ${why}`.trim());
}
