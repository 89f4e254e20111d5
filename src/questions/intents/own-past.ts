import { beginningOf } from '../../catalog/history.ts';
import { labelOf } from '../../catalog/labels.ts';
import type { Answer, Fact } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { type KnownPast, knownPast } from '../known-past.ts';
import { nameOf, strangers, understood } from '../labels.ts';
import {
  dayIn,
  fileOf,
  gitSentence,
  type Tenure,
  tenuresOf,
  tenuresWithin,
  versionFact,
} from '../past.ts';
import { reply } from '../reply.ts';
import type { Period } from '../times.ts';

const OWNED =
  '(owned|was owning|did own|used to own|maintained|ran|looked after|was responsible for|were responsible for|was in charge of|had|was the owner of|were the owners of|owns|own)';

/** Who owned a thing at a time in the past: what the catalog's versions of it say, before them its file's git history, and never more. */
export const ownPast: Intention = {
  intent: 'own.lookup',
  examples: [
    'who owned ledger in March',
    'who owned ledger in October 2024',
    'who owned token-vault last year',
    'who owned ledger on 2026-03-01',
    'who owned the ledger before Tuesday',
    'two weeks ago, who owned token-vault',
    'which team owned ledger yesterday',
  ],
  patterns: [
    `who ${OWNED} {thing}`,
    `(which|what) (team|group|squad) ${OWNED} {thing}`,
    'who (was|were) the (owner|owners|owning team|maintainer) of {thing}',
    '(owner|owners|ownership) of {thing}',
    '{thing} owner',
    'who did {thing} belong to',
    '(whose was|whose) {thing}',
    'who was {thing} owned by',
  ],
  bare: 'talk',
  takesRemoved: true,
  time: 'needed',
  answer,
};

async function answer({ mentions, strange, period, room }: Case): Promise<Answer | null> {
  if (!period || isNow(period, room.now)) return null;
  const { db, view } = room;
  const known = await beginningOf(db);
  const facts: Fact[] = [];
  const owners: string[] = [];
  const sentences: string[] = [];
  for (const mention of mentions) {
    const moment = momentOf(period);
    const past = await knownPast(mention.ref, room, moment);
    const tenures = tenuresOf(past.versions);
    const asked = tenuresWithin(tenures, moment);
    const name = labelOf(view, mention.ref);
    const said = understood(view, mention);
    sentences.push(
      said + sentenceFor({ name, asked, tenures, period, past, begun: known?.since }, room),
    );
    for (const { owner, version } of asked) {
      if (owner === null) continue;
      owners.push(owner);
      facts.push(versionFact('owner', owner, version));
    }
  }
  return reply({
    kind: owners.length > 0 ? 'answer' : 'unknown',
    intent: 'own.lookup',
    subjects: mentions.map(({ ref }) => ref),
    refs: [...new Set(owners)].filter((ref) => view.get(ref)),
    text: [...sentences, ...strangers(strange)].join(' '),
    facts,
  });
}

/** "Who owns it today" asks for no past. */
function isNow({ since, until }: Period, now: Date): boolean {
  return until >= now && now.getTime() - since.getTime() < 24 * HOUR;
}

/** "Before Tuesday" asks who it was just before. */
function momentOf(period: Period): Period {
  if (period.since.getTime() > 0) return period;
  return { ...period, since: new Date(period.until.getTime() - 1) };
}

type Told = {
  name: string;
  asked: readonly Tenure[];
  tenures: readonly Tenure[];
  period: Period;
  past: KnownPast;
  begun: Date | undefined;
};

function sentenceFor(told: Told, room: Case['room']): string {
  const { name, asked, tenures, period, past } = told;
  const { view, zone } = room;
  const day = (at: Date) => dayIn(at, zone);
  const [first] = tenures;
  if (!first) return `I know no past of ${name}.`;
  const since = sinceText(first, told, day(first.since));
  const silence = past.silence ? ` ${past.silence}` : '';
  if (asked.length === 0) {
    const then = holderText(first, view);
    return `${since}, so I cannot say who owned ${name} ${period.label}. On that day ${then.replace('by ', 'it was owned by ')}.${silence}`;
  }
  const start = momentOf(period).since;
  const isLate = first.since > start;
  const parts = asked.map((one, at) => {
    const from = at > 0 || isLate ? ` from ${day(one.since)}` : '';
    const to = one.until ? ` until ${day(one.until)}` : '';
    return `${holderText(one, view)}${asked.length > 1 || isLate ? from + to : ''}`;
  });
  const before = isLate ? `${since}, so I cannot say what was before.${silence}` : '';
  const said = `${capital(period.label)} ${name} was owned ${joined(parts)}.`;
  return [said, gitSentence(asked), before].filter(Boolean).join(' ');
}

/** Since when a thing is known: `day` is that of its first tenure. */
function sinceText(first: Tenure, { name, past, begun }: Told, day: string): string {
  const { isFromGit, location } = first.version;
  if (isFromGit)
    return past.isCut
      ? `I read the last commits of ${fileOf(location)} only, back to ${day}`
      : `${fileOf(location)} defines ${name} since ${day}`;
  const isFromBeginning = begun !== undefined && first.since.getTime() - begun.getTime() < HOUR;
  return isFromBeginning
    ? `I know the catalog since ${day}`
    : `${name} is in the catalog since ${day}`;
}

const HOUR = 3_600_000;

function holderText({ owner, isGone, version }: Tenure, view: Case['room']['view']): string {
  if (isGone)
    return `by nobody, because it was not in the catalog (${version.because ?? 'removed'})`;
  if (owner === null) return 'by nobody, as it named no owner,';
  const isThere = view.get(owner) !== null;
  return `by ${isThere ? labelOf(view, owner) : `${nameOf(owner)}, which is not in the catalog now,`}`;
}

function joined(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
