import type { Finding } from '../nudges/nudge.ts';
import type { Digest, Stuck } from './digest.ts';
import { effectOf } from './effect.ts';
import type { DigestInputs } from './inputs.ts';
import { ranked, SMALLEST } from './ranking.ts';

const DAY_MS = 24 * 60 * 60_000;
/** What failed for so long is stuck, and so is what two messages did not move. */
const STUCK_MS = 28 * DAY_MS;
const STUCK_TOLD = 2;
/** Exemptions that end so soon are told of. */
const ENDING_MS = 14 * DAY_MS;
const MOST = { stuck: 5, silent: 10, examples: 5, exemptions: 10, orphans: 10, gaps: 5 };

/** What a lead or a team reads on a Monday. Pure: the same past makes the same digest, whenever it is asked for. */
export function composeDigest(inputs: DigestInputs): Digest {
  const { audience, since, until, moved, unanswered } = inputs;
  const { silent, stuck } = standstill(inputs);
  return {
    audience,
    since: since.toISOString(),
    until: until.toISOString(),
    movements: moved.map(({ movement }) => movement),
    // One team has nobody to be compared with.
    improved: audience === '*' ? ranked(moved.map(({ gains }) => gains)) : [],
    smallest: SMALLEST,
    stuck,
    silent,
    nudges: effectOf(inputs),
    questions: {
      unanswered: unanswered.length,
      examples: unanswered.slice(0, MOST.examples),
    },
    health: inputs.health,
    initiatives: inputs.initiatives,
    exemptions: exemptionsOf(inputs),
    orphans: [...new Set(inputs.transfers.map(({ ref }) => ref))].slice(0, MOST.orphans),
    gaps: inputs.gaps.slice(0, MOST.gaps),
  };
}

/**
 * What does not move: told the last time in this period (that is said once and never again), else what fails longest or was told most.
 */
function standstill({ findings, since, until, checkTitle }: DigestInputs): {
  silent: Stuck[];
  stuck: Stuck[];
} {
  const open = findings.filter((finding) => isOpenAt(finding, until));
  const isSilent = ({ escalatedAt }: Finding) =>
    escalatedAt !== null && escalatedAt >= since && escalatedAt < until;
  const isStuck = (finding: Finding) =>
    until.getTime() - finding.since.getTime() >= STUCK_MS || finding.sent >= STUCK_TOLD;
  const told = (finding: Finding): Stuck => ({
    ref: finding.ref,
    scorecard: finding.scorecard,
    check: finding.check,
    title: checkTitle(finding.scorecard, finding.check) ?? finding.check,
    since: finding.since.toISOString(),
  });
  const longest = (a: Finding, b: Finding) =>
    a.since.getTime() - b.since.getTime() || (a.id < b.id ? -1 : 1);
  return {
    silent: open.filter(isSilent).sort(longest).slice(0, MOST.silent).map(told),
    stuck: open
      .filter((finding) => !finding.escalatedAt && isStuck(finding))
      .sort(longest)
      .slice(0, MOST.stuck)
      .map(told),
  };
}

function isOpenAt({ since, settledAt }: Finding, moment: Date): boolean {
  return since < moment && (settledAt === null || settledAt >= moment);
}

/** Those that wait for somebody, end soon, or ended in the period. */
function exemptionsOf({
  exemptions,
  since,
  until,
  checkTitle,
}: DigestInputs): Digest['exemptions'] {
  const soon = until.getTime() + ENDING_MS;
  return exemptions
    .filter(({ state, until: ends }) => {
      if (state === 'pending') return true;
      const isEnded = state === 'ended' || (state === 'approved' && ends < until);
      return isEnded ? ends >= since && ends < until : state === 'approved' && +ends <= soon;
    })
    .sort((a, b) => a.until.getTime() - b.until.getTime())
    .slice(0, MOST.exemptions)
    .map(({ id, ref, scorecard, check, until: ends, state }) => ({
      id,
      ref,
      check: checkTitle(scorecard, check) ?? check,
      until: ends.toISOString(),
      state,
    }));
}
