import { z } from 'zod';
import { canonicalRef } from '../../catalog/ref.ts';
import { readYaml } from '../../catalog/yaml.ts';
import type { Person } from '../on-call-source.ts';

/** Days, or hours, that one turn lasts. */
export type Turn = { days: number } | { hours: number };

const Turn = z.union(
  [
    z.enum(['daily', 'weekly']).transform((word): Turn => ({ days: word === 'daily' ? 1 : 7 })),
    z.strictObject({ days: z.number().int().min(1).max(366) }),
    z.strictObject({ hours: z.number().int().min(1).max(23) }),
  ],
  'must be daily, weekly, { days: 3 } or { hours: 12 }',
);

const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)$/;
const Clock = z
  .string()
  .regex(CLOCK, 'must be a time such as "09:00", in quotes')
  .transform((text) => {
    const [, hour, minute] = CLOCK.exec(text) ?? [];
    return { hour: Number(hour), minute: Number(minute) };
  });

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}))?$/;
const Moment = z
  .string()
  .regex(DATE, 'must be a day such as 2026-06-15, or "2026-06-15 09:00"')
  .transform((text) => {
    const [, year, month, day, hour, minute] = (DATE.exec(text) ?? []).map(Number);
    const at = hour === undefined || Number.isNaN(hour) ? null : { hour, minute: minute ?? 0 };
    return { day: { year: year ?? 0, month: month ?? 0, day: day ?? 0 }, at };
  })
  .refine(({ day }) => {
    const at = new Date(Date.UTC(day.year, day.month - 1, day.day));
    return at.getUTCMonth() === day.month - 1 && at.getUTCDate() === day.day;
  }, 'is no day of the calendar');
export type Moment = z.output<typeof Moment>;

const Zone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, 'is no time zone; write it like Europe/Oslo');

const Who = z.string().min(1).transform(personNamed);
const Target = z
  .string()
  .min(1)
  .transform((text, context) => {
    try {
      return canonicalRef(text, { kind: 'group' });
    } catch {
      context.addIssue({
        code: 'custom',
        message: 'is no reference; write a team name, or component:name',
      });
      return z.NEVER;
    }
  });
const one = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(schema).min(1));

/** One rota of a file, as the README describes it. */
const Rota = z.strictObject({
  name: z.string().min(1),
  for: one(Target),
  zone: Zone,
  start: Moment,
  end: Moment.optional(),
  handover: Clock.default({ hour: 9, minute: 0 }),
  rotation: Turn.default({ days: 7 }),
  order: z.array(Who).min(1),
  secondary: z
    .union(
      [z.enum(['next', 'none']), z.array(Who).min(1)],
      'must be next, none or a list of people',
    )
    .default('none'),
  escalation: z
    .array(z.strictObject({ after: z.number().int().min(0), who: one(z.string().min(1)) }))
    .optional(),
  overrides: z
    .array(
      z.strictObject({
        who: Who,
        from: Moment,
        to: Moment,
        level: z.number().int().min(1).default(1),
      }),
    )
    .default([]),
});
export type FileRota = z.output<typeof Rota>;

export type RotaFile = { rotas: FileRota[]; problems: { name: string | null; text: string }[] };

/** Reads a file of rotas: those that are right, and what is wrong with the others, with its place. */
export function parseRotaFile(file: string, text: string): RotaFile {
  const found: RotaFile = { rotas: [], problems: [] };
  for (const document of readYaml(text)) {
    const place = ({ line, column }: { line: number; column: number }) =>
      `${file}:${line}:${column}`;
    if (document.error) {
      found.problems.push({
        name: null,
        text: `${place(document.error)}: ${document.error.message}.`,
      });
      continue;
    }
    if (document.value === null || document.value === undefined) continue;
    const listed = z.object({ rotas: z.array(z.unknown()) }).safeParse(document.value);
    // Folders hold other YAML as well.
    if (!listed.success) {
      const where = place(document.locate([], 'value'));
      found.problems.push({ name: null, text: `${where}: there is no list "rotas".` });
      continue;
    }
    for (const [at, rota] of listed.data.rotas.entries()) {
      const read = Rota.safeParse(rota);
      if (read.success) {
        found.rotas.push(read.data);
        continue;
      }
      const name = z.object({ name: z.string() }).safeParse(rota).data?.name ?? null;
      for (const issue of read.error.issues) {
        const path = [
          'rotas',
          at,
          ...issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
        ];
        const where = place(document.locate(path, 'value'));
        const field = issue.path.join('.');
        found.problems.push({
          name,
          text: `${where}: ${field ? `${field} ` : ''}${issue.message}.`,
        });
      }
    }
  }
  return found;
}

/** `kari` and `user:default/kari` are entities, `kari@fjord.example` an address, and "Kari Hansen" a name. */
export function personNamed(said: string): Person {
  const text = said.trim();
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return { name: text, email: text.toLowerCase(), ref: null };
  if (/\s/.test(text)) return { name: text, email: null, ref: null };
  try {
    const ref = canonicalRef(text, { kind: 'user' });
    return { name: text.replace(/^user:(?:default\/)?/, ''), email: null, ref };
  } catch {
    return { name: text, email: null, ref: null };
  }
}
