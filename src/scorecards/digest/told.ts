import { counted } from '../../catalog/labels.ts';
import type { Digest, Movement, Stuck } from './digest.ts';

/** A digest in words, for people: the same in Slack, on the page and in the terminal. Plain text, nothing is markup. */
export type Told = {
  /** "Weekly digest of Payments Platform". */
  title: string;
  /** "8 Jun to 15 Jun 2026". */
  period: string;
  /** One sentence that stands for all of it. */
  headline: string;
  sections: readonly { heading: string; lines: readonly string[] }[];
};

/** What refs are called, and where days begin: `Europe/Berlin`. */
export type Words = { label: (ref: string) => string; zone: string };

const PARTS = 4;

export function tellDigest(digest: Digest, words: Words): Told {
  const { audience, since, until, movements } = digest;
  const sections = [
    { heading: 'What moved, and why', lines: movements.flatMap(movementLines) },
    { heading: 'Best improvement', lines: improvedLines(digest, words) },
    { heading: 'Stuck', lines: digest.stuck.map((one) => stuckLine(one, words)) },
    {
      heading: 'Told for the last time',
      lines: digest.silent.map((one) => `${stuckLine(one, words)}; its owner hears no more of it`),
    },
    { heading: 'Initiatives', lines: initiativeLines(digest, words) },
    { heading: 'Nudges', lines: nudgeLines(digest, words) },
    { heading: 'Asked and not answered', lines: questionLines(digest) },
    { heading: 'Health', lines: healthLines(digest) },
    { heading: 'Exemptions', lines: exemptionLines(digest, words) },
    {
      heading: 'Without an owner',
      lines: digest.orphans.map(
        (ref) => `${words.label(ref)} is being handed over, and nobody has accepted it yet`,
      ),
    },
    { heading: 'What could not be read', lines: digest.gaps },
  ];
  const day = (at: string) => dayIn(at, words.zone);
  return {
    title: audience === '*' ? 'Weekly digest' : `Weekly digest of ${words.label(audience)}`,
    period: `${day(since)} to ${day(until)} ${yearIn(until, words.zone)}`,
    headline: headlineOf(movements),
    sections: sections.filter(({ lines }) => lines.length > 0),
  };
}

/** All of it as plain text, a section after the other. */
export function digestText({ title, period, headline, sections }: Told): string {
  const parts = sections.map(
    ({ heading, lines }) =>
      `${heading}\n${lines.map((line) => `- ${line.replace(/\.$/, '')}.`).join('\n')}`,
  );
  return [`${title}, ${period}. ${headline}`, ...parts].join('\n\n');
}

/** `-2` as "−2.0". */
export function signedPoints(points: number): string {
  const sign = points > 0 ? '+' : points < 0 ? '−' : '';
  return `${sign}${Math.abs(points).toFixed(1)}`;
}

function headlineOf(movements: readonly Movement[]): string {
  const said = movements
    .filter(({ movement }) => movement !== null && movement !== 0)
    .sort((a, b) => Math.abs(b.movement ?? 0) - Math.abs(a.movement ?? 0))
    .slice(0, 2)
    .map(
      ({ title, movement, after }) =>
        `${title} ${(movement ?? 0) > 0 ? 'rose' : 'fell'} by ${Math.abs(movement ?? 0).toFixed(1)} to ${percent(after)}`,
    );
  if (said.length > 0) return `${said.join('; ')}.`;
  return movements.length > 0 ? 'No score moved.' : 'Nothing is scored yet.';
}

/** The movement, then each part of it: they sum to it. */
function movementLines({ title, entities, before, after, movement, parts }: Movement): string[] {
  const of = counted(entities, 'service');
  if (after === null) return [`${title}: nothing is scored any more`];
  if (movement === null || before === null)
    return [`${title}: ${percent(after)} of ${of}, scored for the first time`];
  if (movement === 0 && parts.length === 0)
    return [`${title}: ${percent(after)} of ${of}, as before`];
  const shown = parts.slice(0, parts.length > PARTS + 1 ? PARTS : parts.length);
  const rest = parts.slice(shown.length);
  const restPoints = rest.reduce((sum, { points }) => sum + Math.round(points * 10), 0) / 10;
  return [
    `${title}: ${percent(before)} → ${percent(after)} (${signedPoints(movement)}), ${of}`,
    ...shown.map(({ points, what }) => `${signedPoints(points)}: ${what}`),
    ...(rest.length > 0
      ? [`${signedPoints(restPoints)}: ${counted(rest.length, 'other cause')}`]
      : []),
  ];
}

function improvedLines({ improved, smallest }: Digest, { label }: Words): string[] {
  return improved.map(
    ({ ref, before, after, entities }, at) =>
      `${label(ref)} ${signedPoints((after - before) * 100)} by its own changes, over ${counted(entities, 'service')}${at === 0 ? ` (teams with at least ${smallest})` : ''}`,
  );
}

function stuckLine({ ref, title, since }: Stuck, { label, zone }: Words): string {
  return `${label(ref)} fails “${title}” since ${dayIn(since, zone)} ${yearIn(since, zone)}`;
}

function initiativeLines({ initiatives, until }: Digest, { zone }: Words): string[] {
  return initiatives.map(({ title, due, done, total, exempt }) => {
    const left = total - done - exempt;
    const excused = exempt > 0 ? `, ${exempt} exempt` : '';
    const when = due < until ? 'was due' : 'due';
    return `${title}: ${done} of ${total} done${excused}, ${left} left, ${when} ${dayIn(noonBefore(due), zone)}`;
  });
}

function nudgeLines({ nudges }: Digest, { label }: Words): string[] {
  const { sent, findings, fixedWithin14Days, held, failed } = nudges;
  const fixed =
    fixedWithin14Days === null
      ? ''
      : `; ${Math.round(fixedWithin14Days * 100)} % of what was told before was fixed within 14 days`;
  const waiting = held > 0 ? `; ${counted(held, 'finding')} held back` : '';
  const any = sent + findings + held + failed.length > 0 || fixedWithin14Days !== null;
  return [
    ...(any
      ? [`${counted(sent, 'message')} about ${counted(findings, 'finding')}${fixed}${waiting}`]
      : []),
    ...failed.map(
      ({ recipient, reason }) => `${label(recipient)} could not be told: ${unfinished(reason)}`,
    ),
  ];
}

function questionLines({ questions: { unanswered, examples } }: Digest): string[] {
  if (unanswered === 0) return [];
  const said = examples.map(
    ({ text, times }) => `“${text}”${times > 1 ? ` (${times} times)` : ''}`,
  );
  return [`${counted(unanswered, 'question')}${said.length > 0 ? `: ${said.join(', ')}` : ''}`];
}

function healthLines({ health, audience }: Digest): string[] {
  const { completeDescriptors, fromTemplates, withDocs } = health;
  const of = (words: string, { done, of: all }: { done: number; of: number }) =>
    all > 0 ? [`${words}: ${done} of ${all} (${Math.round((done / all) * 100)} %)`] : [];
  return [
    ...of('Services with a complete descriptor', completeDescriptors),
    ...of('Repositories of the last 90 days born from a template', fromTemplates),
    ...of('Services with docs', withDocs),
    ...(completeDescriptors.of === 0 && audience !== '*' ? ['This team owns no services'] : []),
  ];
}

function exemptionLines({ exemptions }: Digest, { label, zone }: Words): string[] {
  return exemptions.map(({ id, ref, check, until, state }) => {
    const day = dayIn(noonBefore(until), zone);
    const what = `${id}, ${label(ref)}, “${check}”`;
    if (state === 'pending') return `${what}: waits for a decision (asked until ${day})`;
    return state === 'ended' ? `${what}: ended ${day}` : `${what}: ends ${day}`;
  });
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`;
}

function unfinished(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** The last moment of a day where the installation is may be the next day where the reader is: its noon is the same day in both. */
function noonBefore(endOfDay: string): string {
  return new Date(Date.parse(endOfDay) - 12 * 3_600_000).toISOString();
}

function dayIn(at: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: zone,
  }).format(new Date(at));
}

function yearIn(at: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: zone }).format(new Date(at));
}
