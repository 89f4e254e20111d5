import { Hono } from 'hono';
import { z } from 'zod';
import { type Html, html } from '../../html.ts';
import type { TimeTravel } from '../time-travel.ts';
import { jsonBody } from './json-body.ts';
import { clock, dayOf, momentOf } from './times.ts';

/** Where the time of the demo can be moved to. */
const JUMPS = {
  hour: 'One hour on',
  tomorrow: 'Tomorrow 9:00',
  monday: 'Next Monday 9:00',
} as const;
type Jump = keyof typeof JUMPS;
const Move = z.object({ as: z.string().max(255), to: z.enum(['hour', 'tomorrow', 'monday']) });

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What time it is in the demo, as its people read it, and where it can be moved to. */
export function drawClock(now: Date, tz: string): Html {
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone: tz,
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(now);
  return html`<time datetime="${now.toISOString()}">${day}, ${clock(now, tz)}</time>
    ${Object.entries(JUMPS).map(([to, label]) => html`<button type="button" data-clock="${to}">${label}</button>`)}`;
}

/** When a jump arrives, for somebody who lives in `tz`. */
export function arrivalOf(to: Jump, now: Date, tz: string): Date {
  if (to === 'hour') return new Date(now.getTime() + HOUR);
  for (let days = 1; ; days += 1) {
    const morning = momentOf(`${dayOf(new Date(now.getTime() + days * DAY), tz)}T09:00`, tz);
    const at = new Date((morning ?? 0) * 1000);
    if (to === 'tomorrow' || isMonday(at, tz)) return at;
  }
}

function isMonday(at: Date, tz: string): boolean {
  return (
    new Intl.DateTimeFormat('en-GB', { timeZone: tz, weekday: 'long' }).format(at) === 'Monday'
  );
}

/** `POST /clock`: moves the time of the demo for everybody in it, and answers when all that happens meanwhile has. */
export function clockRoutes(travel: TimeTravel, zoneOf: (person: string) => string): Hono {
  const app = new Hono();
  app.post('/clock', async (c) => {
    const { as, to } = await jsonBody(c, Move);
    await travel.to(arrivalOf(to, travel.now(), zoneOf(as)));
    return c.json({ ok: true, now: travel.now().toISOString() });
  });
  return app;
}
