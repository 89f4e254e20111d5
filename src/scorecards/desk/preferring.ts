import { labelIn } from '../../catalog/corrections/label.ts';
import { audit } from '../../db/schema.ts';
import { preferences } from '../../db/scorecard-tables.ts';
import { NUDGE_KINDS, type Preferences } from '../nudges/nudge.ts';
import type { By, DeskOutcome, PreferencesChange, StandardsDesk } from './desk.ts';
import { ASK_THEM, auditLine, cannot, type DeskParts, refusalOf, refuse } from './parts.ts';
import { preferencesFor } from './preference-store.ts';

type Preferring = Pick<StandardsDesk, 'setPreferences' | 'preferencesOf'>;

const NEVER = new Date(0);
const MOST_ABSENCES = 50;

/** What a team or a person wants to be told, where and when. */
export function createPreferring(parts: DeskParts): Preferring {
  const { db, index, now, admins } = parts;

  async function preferencesOf(who: string): Promise<Preferences> {
    return (await preferencesFor(db, who)) ?? unsaid(who);
  }

  async function setPreferences(change: PreferencesChange, by: By): Promise<DeskOutcome> {
    const { who } = change;
    const view = await index.current();
    const entry = view.get(who);
    if (entry?.kind !== 'group' && entry?.kind !== 'user')
      return cannot('That is no team or person of the catalog.', 'Pick one that is.');
    const deed = { what: 'nudge settings', target: who, by };
    const reason = refusalOf(view, { by, refs: [who], admins });
    if (reason !== null) return refuse(parts, { ...deed, reason, nextStep: ASK_THEM });
    const before = await preferencesOf(who);
    const after = { ...before, ...change, changedAt: now(), changedBy: by.ref };
    const wrong = wrongPreferences(after);
    if (wrong) return wrong;
    const row = { ...after, muted: [...after.muted], away: [...after.away] };
    const detail = `${Object.keys(change)
      .filter((key) => key !== 'who')
      .join(', ')}.`;
    const line = auditLine(parts, { ...deed, id: parts.newId(), detail });
    const { who: _, ...set } = row;
    await db.atomically((tx) => [
      tx.insert(preferences).values(row).onConflictDoUpdate({ target: preferences.who, set }),
      ...(by.isAudited ? [] : [tx.insert(audit).values(line)]),
    ]);
    return { kind: 'done', text: `Saved for ${labelIn(view, who)}.`, id: who };
  }

  return { setPreferences, preferencesOf };
}

function unsaid(who: string): Preferences {
  return {
    who,
    muted: [],
    place: null,
    zone: null,
    opensAt: null,
    closesAt: null,
    country: null,
    away: [],
    wantsDigest: false,
    changedAt: NEVER,
    changedBy: '',
  };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What could never be kept. Pure. */
export function wrongPreferences(said: Preferences): DeskOutcome | null {
  const { muted, zone, opensAt, closesAt, country, away, place } = said;
  if (muted.some((kind) => !NUDGE_KINDS.includes(kind)))
    return cannot('There is no such kind of nudge.', `Name ${NUDGE_KINDS.join(', ')}.`);
  if (zone !== null && !isZone(zone))
    return cannot(`"${zone}" is no time zone.`, 'Write one like Europe/Berlin.');
  if ((opensAt === null) !== (closesAt === null))
    return cannot('Working hours have a beginning and an end.', 'Name both, or neither.');
  if (opensAt !== null && closesAt !== null && !isSpan(opensAt, closesAt))
    return cannot('Working hours begin before they end.', 'Write whole hours, like 9 and 17.');
  if (country !== null && !/^[A-Z]{2}$/.test(country))
    return cannot('A country is two letters.', 'Write one like DE.');
  if (place !== null && !/^(?:#[^\s#]{1,80}|[CG][A-Z0-9]{6,20})$/.test(place))
    return cannot(`"${place}" is no channel.`, 'Write one like #payments.');
  if (away.length > MOST_ABSENCES)
    return cannot(`Up to ${MOST_ABSENCES} absences are kept.`, 'Take out those that are over.');
  if (away.some(({ since, until }) => !isDay(since) || !isDay(until) || until < since))
    return cannot('An absence ends on or after its first day.', 'Write days like 2026-07-01.');
  return null;
}

function isSpan(opensAt: number, closesAt: number): boolean {
  const areHours = [opensAt, closesAt].every((hour) => Number.isInteger(hour));
  return areHours && opensAt >= 0 && closesAt <= 24 && opensAt < closesAt;
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return DAY.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
