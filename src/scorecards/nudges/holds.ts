import type { NudgeKind } from './nudge.ts';
import { checkKey, type NudgeWorld, type Quiet, type Recipient, type Target } from './world.ts';

/** So many messages about one finding, and no more. */
export const MOST = 4;
const DAY_MS = 24 * 3_600_000;
/** Between two messages about one finding. */
export const GAP_MS = 6 * DAY_MS;

type About = { target: Target; recipient: Recipient; world: NudgeWorld };

/** Why nothing of a finding is said any more, whatever there is to say; null where something may be. */
export function spent({ finding }: Target, failures: number): Quiet | null {
  if (finding.sent >= MOST)
    return suppressed(
      'cap-reached',
      `${MOST} messages about it changed nothing: the platform lead's digest names it, and nobody is written to again.`,
    );
  if (failures >= MOST)
    return suppressed('undeliverable', `${failures} messages about it could not be delivered.`);
  return null;
}

/** Why a kind of message about a finding is not for this recipient; null where it is. */
export function unwanted(kind: NudgeKind, { target, recipient }: About): Quiet | null {
  const { people, muted, name } = recipient;
  const { causedBy } = target.finding;
  if (muted.includes(kind)) return suppressed('muted', `${name} muted messages of this kind.`);
  // A due day is news to whoever broke it as well; that it broke is not.
  if (kind === 'failing' && people.length > 0 && people.every((one) => one === causedBy))
    return suppressed('own-action', `${name} made the change that it fails since.`);
  return null;
}

/** What keeps a finding quiet for now; null where nothing does. */
export function heldBack({ target, recipient, world }: About): Quiet | null {
  const { finding, outcome } = target;
  const { now, incidents, locks, unhealthy, transfers, requests } = world;
  const snooze = world.snoozes.find(
    (one) =>
      one.recipient === recipient.ref &&
      (one.ref ?? finding.ref) === finding.ref &&
      (one.scorecard ?? finding.scorecard) === finding.scorecard &&
      (one.check ?? finding.check) === finding.check,
  );
  if (snooze) return held('snoozed', { detail: 'It is snoozed.', until: snooze.until });
  const request = requests.get(checkKey(finding));
  if (request) return held('exemption-pending', request);
  const transfer = transfers.get(finding.ref);
  if (transfer) return held('transfer-pending', transfer);
  const incident = incidents.get(finding.ref);
  if (incident) return held('open-incident', incident);
  const lock = locks.get(finding.ref);
  if (lock) return held('freeze', lock);
  const gap = unhealthy.get(finding.ref);
  if (gap) return held('collector-unhealthy', gap);
  if (outcome === 'unknown')
    return held('collector-unhealthy', {
      detail: 'What the check rests on could not be read of late.',
      until: null,
    });
  if (recipient.onCall)
    return held('on-call', {
      detail: `${recipient.name} has the pager now.`,
      until: recipient.onCall.until,
    });
  const next = finding.lastSentAt && new Date(finding.lastSentAt.getTime() + GAP_MS);
  if (next && next > now)
    return held('gap', { detail: 'Messages about one finding are six days apart.', until: next });
  return null;
}

/** Why this recipient is not written to at this moment, whatever it is about. */
export function unreachable(recipient: Recipient, isPeriodUsed: boolean): Quiet | null {
  const { place, name, opening, days } = recipient;
  if (place === null)
    return suppressed(
      'no-place',
      `Neither ${name} nor a team above says which channel it reads (annotation …/slack-channel).`,
    );
  if (opening.kind === 'closed')
    return held(opening.reason, { detail: opening.detail, until: opening.opensAt });
  if (isPeriodUsed)
    return held('period-used', {
      detail: `${name} had its message of this week (${days.week}).`,
      until: days.nextWeek,
    });
  return null;
}

export const NOBODY: Quiet = suppressed('no-owner', 'Nobody of the catalog owns it.');

function suppressed(reason: Quiet['reason'], detail: string): Quiet {
  return { decision: 'suppressed', reason, detail, until: null };
}

function held(
  reason: Quiet['reason'],
  { detail, until }: { detail: string; until: Date | null },
): Quiet {
  return { decision: 'held', reason, detail, until };
}
