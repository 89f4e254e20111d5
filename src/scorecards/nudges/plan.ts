import { createHash } from 'node:crypto';
import { isForLead } from './escalate.ts';
import { heldBack, NOBODY, spent, unreachable, unwanted } from './holds.ts';
import type { Finding, Nudge, NudgeLine } from './nudge.ts';
import { notEffective, owedFor, type Said } from './owed.ts';
import type { NudgeWorld, Quiet, Recipient, Target } from './world.ts';

/** What is decided about telling somebody of one finding. */
export type Decided = {
  finding: Finding;
  recipient: string | null;
  said: Said;
  /** Null where it is in the message `nudge`. */
  quiet: Quiet | null;
  nudge: string | null;
  detail: string;
};

export type NudgePlan = {
  /** At most one for each recipient and week. */
  nudges: readonly Nudge[];
  /** Each finding that something was to be said of, once. */
  decided: readonly Decided[];
  /** Ids of findings that the lead's digest is to name. */
  forLead: readonly string[];
};

/** Who is told what now, and why nobody is told of the rest. Pure: time, places and calendars are in the world. */
export function planNudges(world: NudgeWorld): NudgePlan {
  const history = historyOf(world.nudges);
  const decided: Decided[] = [];
  const forLead: string[] = [];
  const ready = new Map<string, Ready[]>();

  for (const target of world.targets) {
    const { finding } = target;
    if (history.planned.has(finding.id)) continue;
    const verdict = judge(target, { world, history });
    if (verdict.kind === 'ready') {
      const { ref } = verdict.recipient;
      ready.set(ref, [...(ready.get(ref) ?? []), verdict]);
      continue;
    }
    const quiet = verdict.kind === 'quiet' ? verdict.quiet : null;
    if (isForLead(target, quiet, world.now)) forLead.push(finding.id);
    if (verdict.kind === 'quiet') decided.push(quietly(target, verdict));
  }

  const nudges: Nudge[] = [];
  for (const all of ready.values()) {
    const { recipient } = all[0] as Ready;
    // What is due later this week goes along, and is by itself no reason to write.
    const isMessage = all.some(({ isDue }) => isDue);
    if (!isMessage || recipient.place === null) continue;
    const nudge = messageOf(all, { recipient, place: recipient.place, now: world.now });
    nudges.push(nudge);
    for (const { target, said } of all)
      decided.push({
        finding: target.finding,
        recipient: recipient.ref,
        said,
        quiet: null,
        nudge: nudge.id,
        detail: `Planned for ${recipient.place}.`,
      });
  }
  return { nudges, decided, forLead };
}

type Ready = { kind: 'ready'; target: Target; recipient: Recipient; said: Said; isDue: boolean };
type Verdict = { kind: 'nothing' } | { kind: 'quiet'; quiet: Quiet; said: Said } | Ready;

const NOTHING: Verdict = { kind: 'nothing' };

function judge(
  target: Target,
  { world, history }: { world: NudgeWorld; history: History },
): Verdict {
  const { finding } = target;
  const recipient = target.recipient === null ? undefined : world.recipients.get(target.recipient);
  const told = toldOf(target, history);
  const today = recipient?.days.today ?? world.now.toISOString().slice(0, 10);
  const idle = recipient?.days.idle ?? 0;
  const now = owedFor(target, { today, ahead: idle, told });
  const later = owedFor(target, { today, ahead: Math.max(idle, recipient?.days.left ?? 0), told });
  const [first] = now.length > 0 ? now : later;
  if (!first) {
    const waits = notEffective(target);
    return waits
      ? {
          kind: 'quiet',
          quiet: waits,
          said: { kind: 'failing', rung: 'transition', due: target.countsFrom },
        }
      : NOTHING;
  }
  const isDue = now.length > 0;
  const keep = (quiet: Quiet, said: Said = first): Verdict =>
    // What is owed only later this week was not kept back today.
    isDue ? { kind: 'quiet', quiet, said } : NOTHING;

  if (!recipient) return keep(NOBODY);
  const end = spent(target, history.failures.get(finding.id) ?? 0);
  if (end) return keep(end);
  const about = { target, recipient, world };
  const wanted = (isDue ? now : later).find(({ kind }) => unwanted(kind, about) === null);
  if (!wanted) return keep(unwanted(first.kind, about) ?? NOBODY);
  const quiet = heldBack(about) ?? unreachable(recipient, history.used.has(periodKey(recipient)));
  if (quiet) return keep(quiet, wanted);
  return { kind: 'ready', target, recipient, said: wanted, isDue };
}

function quietly(
  { finding, recipient }: Target,
  { quiet, said }: { quiet: Quiet; said: Said },
): Decided {
  return { finding, recipient, said, quiet, nudge: null, detail: quiet.detail };
}

function messageOf(
  ready: readonly Ready[],
  { recipient, place, now }: { recipient: Recipient; place: string; now: Date },
): Nudge {
  const key = periodKey(recipient);
  // By service, as it is read.
  const inOrder = ready.toSorted((a, b) =>
    orderOf(a.target.finding) < orderOf(b.target.finding) ? -1 : 1,
  );
  return {
    id: nudgeId(key),
    recipient: recipient.ref,
    place,
    key,
    lines: inOrder.map(({ target, said }): NudgeLine => ({ finding: target.finding.id, ...said })),
    state: 'planned',
    plannedAt: now,
    sentAt: null,
    closedAt: null,
    channel: null,
    ts: null,
    shown: null,
    problem: null,
  };
}

function orderOf({ ref, scorecard, check }: Finding): string {
  return `${ref} ${scorecard} ${check}`;
}

function periodKey({ ref, days }: Recipient): string {
  return `${ref} ${days.week}`;
}

/** Two replicas that plan the same message plan one. */
export function nudgeId(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 24);
}

/** What earlier messages say about who was told of what. */
type History = {
  /** Lines of messages that were planned or sent, by finding. */
  lines: ReadonlyMap<string, readonly NudgeLine[]>;
  /** Findings of messages that Slack has not taken yet. */
  planned: ReadonlySet<string>;
  failures: ReadonlyMap<string, number>;
  /** Recipients and weeks that had their message. */
  used: ReadonlySet<string>;
};

function historyOf(nudges: readonly Nudge[]): History {
  const lines = new Map<string, NudgeLine[]>();
  const planned = new Set<string>();
  const failures = new Map<string, number>();
  const used = new Set<string>();
  for (const nudge of nudges) {
    used.add(nudge.key);
    for (const line of nudge.lines) {
      const { finding } = line;
      if (nudge.state === 'failed') {
        failures.set(finding, (failures.get(finding) ?? 0) + 1);
        continue;
      }
      if (nudge.state === 'planned') planned.add(finding);
      lines.set(finding, [...(lines.get(finding) ?? []), line]);
    }
  }
  return { lines, planned, failures, used };
}

/** Where the messages themselves are not there any more, the finding remembers the last of them. */
function toldOf({ finding, due, countsFrom }: Target, { lines }: History): readonly NudgeLine[] {
  const known = lines.get(finding.id);
  if (known) return known;
  const { id, rung, lastSentAt } = finding;
  if (lastSentAt === null || rung === null) return [];
  if (rung === 'announced') return [{ finding: id, kind: 'announcement', rung, due: countsFrom }];
  if (rung === 'transition') return [{ finding: id, kind: 'failing', rung, due: null }];
  return [{ finding: id, kind: 'due', rung, due: due?.day ?? null }];
}
