import { timeAt } from '../../calendar.ts';
import { labelOf } from '../../catalog/labels.ts';
import type { AuditLine } from '../../operations/audit.ts';
import { EVERYTHING } from '../../operations/locks.ts';
import type { Fact } from '../answer.ts';
import type { DeedKind } from '../deed.ts';
import type { Room } from '../intention.ts';
import { dayIn } from '../past.ts';

/** "paged", "to page". */
const VERBS: Record<DeedKind, [done: string, todo: string]> = {
  page: ['paged', 'page'],
  lock: ['locked', 'lock'],
  unlock: ['unlocked', 'unlock'],
  tell: ['told the owners of what depends on', 'tell the owners of what depends on'],
  alias: ['gave another name to', 'give another name to'],
  unalias: ['took another name from', 'take another name from'],
  correct: ['proposed a correction of', 'propose a correction of'],
  repeat: ['scheduled an answer for', 'schedule an answer for'],
  unrepeat: ['ended the scheduled answers of', 'end the scheduled answers of'],
  'digest-schedule': ['scheduled the digest of', 'schedule the digest of'],
  snooze: ['snoozed', 'snooze'],
  exempt: ['asked for an exemption of', 'ask for an exemption of'],
  'decide-exemption': ['decided about', 'decide about'],
  fix: ['asked for a fix of', 'ask for a fix of'],
};

/** "Ana Lima paged Risk (15 June 2026, 14:30): Told Tomasz Wójcik." */
export function lineText(
  room: Room,
  { who, what, target, outcome, detail, at }: AuditLine,
): string {
  const { view, zone } = room;
  const person = view.get(who) ? labelOf(view, who) : who;
  // What is scheduled has a place as its target, which is no entity.
  const thing =
    target === EVERYTHING ? 'everything' : view.get(target) ? labelOf(view, target) : target;
  const [done, todo] = what in VERBS ? VERBS[what as DeedKind] : [what, what];
  const { hour, minute } = timeAt(at, zone);
  const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  const deed =
    outcome === 'done'
      ? done
      : outcome === 'failed'
        ? `tried to ${todo}`
        : `was not allowed to ${todo}`;
  return `${person} ${deed} ${thing} (${dayIn(at, zone)}, ${time} ${zone}): ${detail}`;
}

/** What was done by pressing a button is known for sure. */
export function lineFact({ what, who, target, outcome, at }: AuditLine): Fact {
  return {
    name: `${what} ${outcome}`,
    value: `${who} on ${target}`,
    source: SOURCE,
    observedAt: at.toISOString(),
  };
}

/** Nothing was done: that stands in the audit as well. */
export function nothingFact({ now }: Room): Fact {
  return { name: 'deeds', value: 'none', source: SOURCE, observedAt: now.toISOString() };
}

const SOURCE = 'audit of Callboard';
