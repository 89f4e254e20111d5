import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { addDays, type Day, momentAt } from '../../calendar.ts';

const Local = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
const Seed = z.object({
  subdomain: z.string(),
  zone: z.string(),
  handover: z.string(),
  firstWeek: z.string(),
  historyFrom: z.string(),
  publishedUntil: z.string(),
  emails: z.string(),
  rotas: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      order: z.array(z.string()).min(1),
      escalateAfter: z.tuple([z.number(), z.number()]),
      lead: z.string(),
      overrides: z.array(z.object({ who: z.string(), from: Local, to: Local })).default([]),
      services: z.record(z.string(), z.string()),
    }),
  ),
  incidents: z.array(
    z.object({
      id: z.string(),
      number: z.number(),
      title: z.string(),
      services: z.array(z.string()).min(1),
      from: Local,
      to: Local.optional(),
      channel: z.string().optional(),
    }),
  ),
});
type Seed = z.output<typeof Seed>;

export type FakeUser = { id: string; name: string; email: string };
export type FakeShift = {
  policy: string;
  level: number;
  schedule: string | null;
  user: FakeUser;
  start: Date | null;
  end: Date | null;
};
export type FakeIncident = {
  id: string;
  number: number;
  title: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  urgency: string;
  services: string[];
  createdAt: Date;
  resolvedAt: Date | null;
  channel: string | null;
  key: string;
};

/** What a PagerDuty account holds: everything can be changed by a test. */
export type Account = {
  subdomain: string;
  users: Map<string, FakeUser>;
  policies: {
    id: string;
    name: string;
    delays: number[];
    targets: { id: string; type: string; summary: string }[];
  }[];
  services: { id: string; name: string; policy: string; key: string }[];
  shifts: FakeShift[];
  incidents: FakeIncident[];
};

/** The account of an organisation's `on-call.yaml`; null where it has none. */
export function readAccount(file: string): Account | null {
  return existsSync(file) ? accountOf(Seed.parse(parse(readFileSync(file, 'utf8')))) : null;
}

function accountOf(seed: Seed): Account {
  const { subdomain } = seed;
  const account: Account = {
    subdomain,
    users: new Map(),
    policies: [],
    services: [],
    shifts: [],
    incidents: [],
  };
  const user = (login: string): FakeUser => {
    const known = account.users.get(login);
    if (known) return known;
    const [first = '', last = ''] = login.split('-');
    const email = seed.emails.replace('{first}', first).replace('{last}', last);
    const name = [first, last]
      .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
      .join(' ');
    const made = { id: `PU${String(account.users.size + 1).padStart(4, '0')}`, name, email };
    account.users.set(login, made);
    return made;
  };
  for (const rota of seed.rotas) {
    const policy = rota.id.replace(/^S/, 'E');
    const backup = `${rota.id}2`;
    account.policies.push({
      id: policy,
      name: rota.name,
      delays: [...rota.escalateAfter, 30],
      targets: [
        { id: rota.id, type: 'schedule_reference', summary: `${rota.name} primary` },
        { id: backup, type: 'schedule_reference', summary: `${rota.name} secondary` },
        { id: user(rota.lead).id, type: 'user_reference', summary: user(rota.lead).name },
      ],
    });
    for (const [id, name] of Object.entries(rota.services))
      account.services.push({ id, name, policy, key: `${id.toLowerCase()}`.padEnd(32, '0') });
    const primary = weeks(seed, rota.order, 0).map((turn) => ({ ...turn, user: user(turn.login) }));
    for (const turn of overridden(seed, primary, rota.overrides, user))
      account.shifts.push({ policy, level: 1, schedule: rota.id, ...turn });
    for (const { login, start, end } of weeks(seed, rota.order, 1))
      account.shifts.push({ policy, level: 2, schedule: backup, user: user(login), start, end });
    account.shifts.push({
      policy,
      level: 3,
      schedule: null,
      user: user(rota.lead),
      start: null,
      end: null,
    });
  }
  for (const incident of seed.incidents) {
    account.incidents.push({
      id: incident.id,
      number: incident.number,
      title: incident.title,
      status: incident.to ? 'resolved' : 'acknowledged',
      urgency: 'high',
      services: incident.services,
      createdAt: moment(incident.from, seed.zone),
      resolvedAt: incident.to ? moment(incident.to, seed.zone) : null,
      channel: incident.channel ?? null,
      key: incident.id,
    });
  }
  return account;
}

function weeks(seed: Seed, order: readonly string[], ahead: number) {
  const first = dayOf(seed.firstWeek);
  const [from, until] = [dayOf(seed.historyFrom), dayOf(seed.publishedUntil)].map((day) =>
    at(day, seed),
  );
  const found: { login: string; start: Date; end: Date }[] = [];
  for (let week = -60; week < 60; week += 1) {
    const start = at(addDays(first, 7 * week), seed);
    const end = at(addDays(first, 7 * week + 7), seed);
    if (!from || !until || end <= from || start >= until) continue;
    const index = (((week + ahead) % order.length) + order.length) % order.length;
    found.push({ login: order[index] as string, start, end: end < until ? end : until });
  }
  return found;
}

function overridden(
  seed: Seed,
  shifts: readonly { user: FakeUser; start: Date; end: Date }[],
  overrides: Seed['rotas'][number]['overrides'],
  user: (login: string) => FakeUser,
): { user: FakeUser; start: Date; end: Date }[] {
  const taken = overrides.map(({ who, from, to }) => ({
    user: user(who),
    start: moment(from, seed.zone),
    end: moment(to, seed.zone),
  }));
  const left = shifts.flatMap((shift) => {
    const over = taken.find(({ start, end }) => start < shift.end && end > shift.start);
    if (!over) return [{ ...shift }];
    return [
      { ...shift, end: over.start },
      { ...shift, start: over.end },
    ].filter(({ start, end }) => end > start);
  });
  return [...left, ...taken].sort((a, b) => a.start.getTime() - b.start.getTime());
}

// The same weeks begin for every rota, and what a clock shows somewhere is slow to find.
const handovers = new Map<string, Date>();

function at(day: Day, { handover, zone }: Seed): Date {
  const key = `${day.year}-${day.month}-${day.day} ${handover} ${zone}`;
  const [hour = 0, minute = 0] = handover.split(':').map(Number);
  const moment = handovers.get(key) ?? momentAt(day, { hour, minute }, zone);
  handovers.set(key, moment);
  return moment;
}

function dayOf(text: string): Day {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  return { year, month, day };
}

function moment(text: string, zone: string): Date {
  const [hour = 0, minute = 0] = text.slice(11).split(':').map(Number);
  return momentAt(dayOf(text), { hour, minute }, zone);
}
