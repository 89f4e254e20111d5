import type { Exemption, Transfer } from '../desk/exemption.ts';
import { isCovered } from '../desk/snooze-store.ts';
import type { FixRow } from '../fixes/fix-row.ts';
import type { Scorecard } from '../scorecard.ts';
import { findingTitle } from './check-text.ts';
import type { Finding, Nudge, NudgeKind, Snooze } from './nudge.ts';

/** A message about findings as it is to read now: what Slack, and whoever else shows it, draws. */
export type ShownNudge = {
  id: string;
  recipient: string;
  services: readonly ShownService[];
};

export type ShownService = {
  ref: string;
  /** "Not ours": asked of somebody, or declined. */
  transfer: Transfer | null;
  lines: readonly ShownLine[];
};

export type ShownLine = {
  finding: string;
  ref: string;
  scorecard: string;
  check: string;
  title: string;
  scorecardTitle: string;
  /** Null where the check is not there any more. */
  why: string | null;
  howToFix: string | null;
  kind: NudgeKind;
  /** When it is due, begins to count, or is excused no more. */
  due: Date | null;
  since: Date;
  state: Finding['state'];
  /** Whether a press would open a pull request that mends it. */
  isFixable: boolean;
  fix: FixRow | null;
  /** The newest that says anything of it now. */
  exemption: Exemption | null;
  snooze: Snooze | null;
};

export type ShownWorld = {
  now: Date;
  findings: ReadonlyMap<string, Finding>;
  scorecards: readonly Scorecard[];
  /** Of the entities of the findings, newest first. */
  exemptions: readonly Exemption[];
  transfers: readonly Transfer[];
  fixes: readonly FixRow[];
  /** Those that hold. */
  snoozes: readonly Snooze[];
  isFixable: (line: { ref: string; scorecard: string; check: string }) => boolean;
};

/** What a message shows: services in the order of its lines, and of each what is left before what is done. */
export function shownNudge(nudge: Nudge, world: ShownWorld): ShownNudge {
  const lines = nudge.lines.flatMap((line) => {
    const finding = world.findings.get(line.finding);
    return finding ? shownLine(nudge, { line, finding }, world) : [];
  });
  const services = [...Map.groupBy(lines, ({ ref }) => ref)].map(([ref, those]) => ({
    ref,
    transfer: transferOf(nudge, ref, world),
    lines: those.toSorted((a, b) => Number(a.state !== 'open') - Number(b.state !== 'open')),
  }));
  return { id: nudge.id, recipient: nudge.recipient, services };
}

/** Lines about which there is something to do. */
export function openLines({ services }: ShownNudge): ShownLine[] {
  return services.flatMap(({ lines }) => lines).filter(({ state }) => state === 'open');
}

function shownLine(
  nudge: Nudge,
  { line, finding }: { line: Nudge['lines'][number]; finding: Finding },
  world: ShownWorld,
): ShownLine {
  const { ref, scorecard, check, since, state } = finding;
  const key = { ref, scorecard, check };
  const { title, scorecardTitle, rule } = findingTitle(world.scorecards, key);
  const isHere = <Row extends typeof key>(row: Row) =>
    row.ref === ref && row.scorecard === scorecard && row.check === check;
  const fix = world.fixes.find((row) => isHere(row) && row.askedAt >= since) ?? null;
  return {
    ...key,
    finding: finding.id,
    title,
    scorecardTitle,
    why: rule?.why ?? null,
    howToFix: rule?.howToFix ?? null,
    kind: line.kind,
    due: line.due === null ? null : momentOf(line.due),
    since,
    state,
    isFixable: state === 'open' && rule?.fix != null && world.isFixable(key),
    fix,
    exemption: world.exemptions.find((row) => isHere(row) && concerns(row, nudge, world)) ?? null,
    snooze:
      world.snoozes.find((one) => one.recipient === nudge.recipient && isCovered(one, key)) ?? null,
  };
}

/** A day is that day for readers everywhere: its noon in Greenwich is. */
function momentOf(due: string): Date {
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(due) ? `${due}T12:00:00Z` : due);
}

/** A request that waits, one that holds, and what was said to one since the message was planned. */
function concerns(exemption: Exemption, { plannedAt }: Nudge, { now }: ShownWorld): boolean {
  const { state, until, decidedAt } = exemption;
  if (state === 'pending') return true;
  if (state === 'approved') return until > now;
  return state === 'denied' && decidedAt !== null && decidedAt >= plannedAt;
}

function transferOf(nudge: Nudge, ref: string, { transfers }: ShownWorld): Transfer | null {
  const newest = transfers.find((one) => one.ref === ref);
  if (!newest || newest.state === 'withdrawn') return null;
  const isNews = newest.decidedAt !== null && newest.decidedAt >= nudge.plannedAt;
  return newest.state === 'asked' || isNews ? newest : null;
}
