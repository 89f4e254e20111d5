import { desc, eq } from 'drizzle-orm';
import { addMonths, dayAt, startOf } from '../../calendar.ts';
import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { exemptions } from '../../db/scorecard-tables.ts';
import type { Exemption } from '../../scorecards/desk/exemption.ts';
import type { Answer, Fact } from '../answer.ts';
import { readAhead } from '../future.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { understood } from '../labels.ts';
import { listItem, reply } from '../reply.ts';
import { splitReason } from '../slots/reason.ts';
import { type Rule, type Rulebook, rulebookOf } from '../standards/rulebook.ts';
import { dayOf, lastDayOf } from '../standards/words.ts';
import { readWhen } from '../when.ts';
import { whoMay } from '../who-may.ts';

const intent = 'exempt.request';
const SHOWN = 25;
const WORD = 'exemption|exemptions|waiver|waivers|exception|exceptions|exemption requests';

/** Which exemptions there are, wait and end. */
export const exemptionList: Intention = {
  intent,
  examples: [
    'what exemptions expire this month',
    'pending exemptions',
    'which exemptions do we have',
    'is ledger exempt from the runbook check',
    'who approves exemptions',
  ],
  patterns: [
    `(what|which|list|show|show me|how many|any|are there any) [all|the|our|open|active|current|pending|expired] (${WORD}) {rest}`,
    `[what|which|list|show|show me|how many|any|are there any] [all|the|our|my] [open|active|current|pending|waiting|approved|denied|expired|ended|expiring] (${WORD})`,
    '(is|are|was|why is|until when is|how long is) {what} (exempt|exempted|excused|waived) [from|for|on] {rest}',
    '(is|are|was|why is|until when is|how long is) {what} (exempt|exempted|excused|waived)',
    '(what|which services|which|who) (is|are) (exempt|exempted|excused) [from|for|on] {rest}',
    '(what|which services|which|who) (is|are) (exempt|exempted|excused)',
    'who (approves|approved|decides|decided|grants|granted) [the|an|my|this] (exemption|exemptions|waiver|waivers) {rest}',
    'who (approves|decides|grants) [the|an|my|this] (exemption|exemptions|waiver|waivers)',
  ],
  bare: 'nothing',
  answer: tellList,
};

/** One exemption by its number: how it stands, or a card to decide about it. */
export const exemptionById: Intention = {
  intent,
  examples: ['EX-31', 'when does EX-31 end', 'approve EX-31', 'deny EX-31 because we agreed on it'],
  shape: /\bex-\d+\b/i,
  patterns: ['{said}'],
  bare: 'nothing',
  isExact: true,
  answer: tellOne,
};

/** "exempt ledger from the runbook check until september because …": a card to press; an approver decides then. */
export const exemptionRequest: Intention = {
  intent,
  examples: [
    'exempt ledger from the runbook check until september because we rewrite it',
    'request an exemption for ledger from the runbook check',
    'can we get an exemption for ledger on the runbook check',
  ],
  patterns: [
    '(exempt|excuse|waive) {what} (from|for|on) {rest}',
    '(can|could|may|please) (you|we|i|somebody) (exempt|excuse|waive) {what} (from|for|on) {rest}',
    '[i|we] (request|ask for|need|want|file|open|get|have) (an|a|the) (exemption|waiver|exception) (for|of|on|from) {what}',
    '(can|could|may) (we|i) (request|ask for|get|have|file) (an|a) (exemption|waiver|exception) (for|of|on|from) {what}',
    '(exemption|waiver) (request|please) (for|of|on) {what}',
  ],
  bare: 'nothing',
  answer: propose,
};

async function tellList({ text, slots, room }: Case): Promise<Answer | null> {
  const { db, view, now, zone } = room;
  const rulebook = rulebookOf(await room.standards.scorecards());
  if (/^who\b/i.test(text) && /approv|decid|grant/i.test(text)) return tellApprovers(room);
  const all = await db.select().from(exemptions).orderBy(desc(exemptions.askedAt));
  const said = slots['what'];
  const linked = said === undefined ? null : room.link(said, 'thing');
  if (linked && linked.kind !== 'linked') return null;
  const refs = linked?.kind === 'linked' ? linked.mentions.map(({ ref }) => ref) : null;
  const isOpen = ({ state, until }: Exemption) =>
    state === 'pending' || (state === 'approved' && until > now);
  let found = all.filter((one) => refs === null || refs.includes(one.ref));
  const rest = (slots['rest'] ?? '').replace(/^(?:are|is|do we have|were|that|which)\s+/i, '');
  let label = '';
  if (/\b(?:end|ends|ending|expire|expires|expiring|run out|running out|over)\b/i.test(text)) {
    const when = endOf(rest || text, room);
    found = found.filter(
      ({ state, until }) => state === 'approved' && until > now && (!when || until < when.at),
    );
    label = when ? ` that end ${when.label}` : ' that will end';
  } else if (/\b(?:pending|waiting|requests?|undecided)\b/i.test(text)) {
    found = found.filter(({ state }) => state === 'pending');
    label = ' that wait for an approver';
  } else if (/\b(?:denied|refused)\b/i.test(text)) {
    found = found.filter(({ state }) => state === 'denied');
    label = ' that were denied';
  } else if (/\b(?:expired|ended|past)\b/i.test(text)) {
    found = found.filter(({ state, until }) => state === 'ended' || until <= now);
    label = ' that have ended';
  } else {
    found = found.filter(isOpen);
    const rules = rulebook.rulesIn(rest);
    if (rules.length > 0)
      found = found.filter(({ scorecard, check }) =>
        rules.some((rule) => rule.scorecard.name === scorecard && rule.check.id === check),
      );
  }
  if (refs !== null) label += ` of ${enumerate(refs.map((ref) => labelOf(view, ref)))}`;
  found.sort((a, b) => a.until.getTime() - b.until.getTime());
  const holding = found.filter(({ state }) => state === 'approved');
  const yes =
    refs !== null && /^(?:is|are)\b/i.test(text)
      ? holding.length > 0
        ? `Yes, until ${lastDayOf(holding.at(-1)?.until ?? now, zone)}. `
        : 'No. '
      : '';
  const answer = tellThese(room, rulebook, found, `${counted(found.length, 'exemption')}${label}`);
  return { ...answer, text: `${yes}${answer.text}`, subjects: refs ?? [] };
}

const DECIDE =
  /^(?:please |can you |could you )?(approve|grant|accept|allow|deny|refuse|decline|reject)\b/i;

async function tellOne({ text, room }: Case): Promise<Answer | null> {
  const id = /\bex-\d+\b/i.exec(text)?.[0].toUpperCase() ?? '';
  const [one] = await room.db.select().from(exemptions).where(eq(exemptions.id, id));
  if (!one) return reply({ kind: 'unknown', intent, text: `There is no exemption ${id}.` });
  const rulebook = rulebookOf(await room.standards.scorecards());
  const verb = DECIDE.exec(text)?.[1]?.toLowerCase();
  const told = tellThese(room, rulebook, [one], id);
  if (verb === undefined || one.state !== 'pending') return { ...told, subjects: [one.ref] };
  const isApproved = /^(?:approve|grant|accept|allow)$/.test(verb);
  const reason = splitReason(text)?.reason ?? null;
  const line = lineOf(one, rulebook, room);
  return reply({
    kind: 'confirm',
    intent,
    subjects: [one.ref],
    refs: one.approvers,
    text: `${isApproved ? 'Approve' : 'Deny'} ${id}? ${labelOf(room.view, one.ref)}: ${line}. Nothing is decided yet.`,
    view: {
      kind: 'confirm',
      title: `${isApproved ? 'Approve' : 'Deny'} ${id}?`,
      details: [
        { name: 'For', text: `${labelOf(room.view, one.ref)}, ${line}` },
        { name: 'Because', text: one.reason },
        { name: 'Said to it', text: reason ?? '–' },
      ],
      verb: isApproved ? 'Approve' : 'Deny',
      deed: { kind: 'decide-exemption', id, isApproved, reason },
    },
  });
}

/** Until when "this month", "in june" or "soon" reach. */
function endOf(said: string, room: Room): { at: Date; label: string } | null {
  const { now, zone } = room;
  const month = /\b(this|next)\s+month\b/i.exec(said)?.[1]?.toLowerCase();
  if (month) {
    const first = { ...dayAt(now, zone), day: 1 };
    const at = startOf(addMonths(first, month === 'this' ? 1 : 2), zone);
    return { at, label: month === 'this' ? 'this month' : 'before the end of next month' };
  }
  const words = said.replace(
    /^.*?\b(?:end|ends|ending|expire|expires|expiring|run out|running out)\b\s*/i,
    '',
  );
  const when = words ? readWhen(words, room) : null;
  return when && when.until > now ? { at: when.until, label: when.label } : null;
}

function tellThese(
  room: Room,
  rulebook: Rulebook,
  found: readonly Exemption[],
  title: string,
): Answer {
  const { view, zone } = room;
  const line = (one: Exemption) => lineOf(one, rulebook, room);
  const facts: Fact[] = found.slice(0, 20).map((one) => ({
    name: one.id,
    value: `${one.ref} ${one.check}: ${one.state}, until ${one.until.toISOString().slice(0, 10)}`,
    source: 'Callboard',
    observedAt: (one.decidedAt ?? one.askedAt).toISOString(),
  }));
  return reply({
    kind: 'answer',
    intent,
    refs: [...new Set(found.map(({ ref }) => ref))],
    text:
      found.length === 0
        ? `${title.replace(/^0 exemptions/, 'There is no exemption').replace(/ that (end|wait|will end|were denied|have ended)/, (_, verb: string) => ` that ${SINGULAR[verb] ?? verb}`)}.`
        : `${title}: ${enumerate(
            found.map((one) => `${one.id} ${labelOf(view, one.ref)}, ${line(one)}`),
            SHOWN,
          )}.`,
    facts:
      facts.length > 0
        ? facts
        : [
            {
              name: 'exemptions',
              value: 'none',
              source: 'Callboard',
              observedAt: room.now.toISOString(),
            },
          ],
    view: {
      kind: 'list',
      title,
      items: found.slice(0, SHOWN).map((one) => ({
        ...listItem(view, one.ref, `${one.id}: ${line(one)}. ${one.reason}`),
      })),
      total: found.length,
      ...(found.length === 1 &&
        found[0] && {
          note: `Asked by ${labelOf(view, found[0].askedBy)} on ${dayOf(found[0].askedAt, zone)}.`,
        }),
    },
  });
}

const SINGULAR: Readonly<Record<string, string>> = {
  end: 'ends',
  wait: 'waits',
  'were denied': 'was denied',
  'have ended': 'has ended',
};

function lineOf(one: Exemption, rulebook: Rulebook, { view, zone }: Room): string {
  const check = rulebook.byName(one.scorecard)?.checks.find(({ id }) => id === one.check)?.title;
  const until = lastDayOf(one.until, zone);
  const name = `"${check ?? one.check}"`;
  switch (one.state) {
    case 'pending': {
      const by = enumerate(one.approvers.map((ref) => labelOf(view, ref)));
      return `${name} until ${until}, asked by ${labelOf(view, one.askedBy)}, waits for ${by || 'a platform admin'}`;
    }
    case 'approved':
      return `${name} until ${until}, asked by ${labelOf(view, one.askedBy)}${one.decidedBy ? `, approved by ${labelOf(view, one.decidedBy)}` : ''}`;
    case 'denied':
      return `${name}, denied${one.decidedBy ? ` by ${labelOf(view, one.decidedBy)}` : ''}${one.decision ? `: ${one.decision}` : ''}`;
    default:
      return `${name}, ${one.state} (until ${until})`;
  }
}

async function tellApprovers(room: Room): Promise<Answer> {
  const { view, admins } = room;
  const names = enumerate(admins.map((ref) => labelOf(view, ref)));
  return reply({
    kind: 'answer',
    intent,
    refs: admins,
    text: `Exemptions are decided by the owner of the check, else the owner of its scorecard, else the platform admins${names ? ` (${names})` : ', of whom none are named (CALLBOARD_ADMINS)'}; never by who asked.`,
    facts: [
      {
        name: 'approvers',
        value: names || 'none',
        source: 'CALLBOARD_ADMINS',
        observedAt: room.now.toISOString(),
      },
    ],
  });
}

const TWO_WEEKS_MS = 14 * 24 * 3_600_000;

async function propose({ slots, room }: Case): Promise<Answer | null> {
  const { view, zone, now } = room;
  const rulebook = rulebookOf(await room.standards.scorecards());
  const words = [slots['what'], slots['rest']].filter(Boolean).join(' from ');
  const read = readParts(words, room);
  const [said, about] = divided(read.what);
  const linked = room.link(said, 'thing');
  if (linked.kind === 'unclear' || linked.kind === 'dangling' || linked.kind === 'other')
    return null;
  const mention = linked.kind === 'linked' ? linked.mentions[0] : undefined;
  if (!mention) {
    if (rulebook.rulesIn(about || said).length === 0) return null;
    return reply({
      kind: 'unknown',
      intent,
      text: `I do not know "${said}". Name the service: "exempt ledger from the runbook check until september because …".`,
    });
  }
  const { ref } = mention;
  const rules = await rulesOf(ref, about, { room, rulebook });
  const name = labelOf(view, ref);
  if (rules.length !== 1) {
    const more = `${read.until ? ` until ${isoDay(read.until, zone)}` : ''}${read.reason ? ` because ${read.reason}` : ''}`;
    const note = rules.length === 0 ? `I do not know which check "${about}" is.` : 'Which check?';
    const own = rules.length > 0 ? rules : await rulesOf(ref, '', { room, rulebook });
    if (own.length === 0)
      return reply({
        kind: 'answer',
        intent,
        subjects: [ref],
        refs: [ref],
        text: `${name} fails no check, so there is nothing to be exempt from.`,
      });
    const titles = enumerate(
      own.map(({ check, scorecard }) => `"${check.title}" (${scorecard.title})`),
    );
    return reply({
      kind: 'choose',
      intent,
      subjects: [ref],
      candidates: [ref],
      text: `${note} ${rules.length > 0 ? `There are ${titles}` : `${name} fails ${titles}`}.`,
      view: {
        kind: 'choice',
        note,
        options: own.slice(0, 10).map(({ check, scorecard }) => ({
          ref,
          label: check.title,
          detail: scorecard.title,
          question: `exempt ${ref} from ${scorecard.name}/${check.id}${more}`,
        })),
      },
    });
  }
  const [{ scorecard, check }] = rules as [Rule];
  const until = read.until ?? new Date(now.getTime() + TWO_WEEKS_MS);
  const title = `Ask to exempt ${name} from "${check.title}"?`;
  const why = read.reason ?? '–';
  return reply({
    kind: 'confirm',
    intent,
    subjects: [ref],
    refs: view.out(ref, 'ownedBy'),
    text: `${understood(view, mention)}${title} Until ${dayOf(until, zone)}${read.reason ? `, because: ${read.reason}` : ''}. Nothing is asked yet.`,
    view: {
      kind: 'confirm',
      title,
      details: [
        { name: 'Check', text: `${check.title} (${scorecard.title})` },
        { name: 'Until', text: dayOf(until, zone) },
        { name: 'Reason', text: why },
        { name: 'Who may ask', text: whoMay(view, ref) },
      ],
      verb: 'Ask for it',
      deed: {
        kind: 'exempt',
        ref,
        scorecard: scorecard.name,
        check: check.id,
        until: until.toISOString(),
        reason: read.reason ?? '',
      },
      ...(!read.reason && { note: 'An approver wants a reason: "Change the text…" takes it.' }),
    },
  });
}

/** What words name of the checks that an entity fails; all it fails where they name none. */
async function rulesOf(
  ref: string,
  said: string,
  { room, rulebook }: { room: Room; rulebook: Rulebook },
): Promise<Rule[]> {
  const results = await room.standards.judge(ref);
  const own = results.flatMap(({ scorecard, checks }) =>
    checks.flatMap((one) =>
      one.outcome === 'not-applicable'
        ? []
        : [{ scorecard, check: one.check, outcome: one.outcome }],
    ),
  );
  if (said === '') return own.filter(({ outcome }) => outcome === 'fail');
  const exact = own.filter(
    ({ scorecard, check }) => `${scorecard.name}/${check.id}` === said.trim().toLowerCase(),
  );
  if (exact.length > 0) return exact;
  const meant = rulebook.rulesIn(said);
  const found = own.filter(({ scorecard, check }) =>
    meant.some((rule) => rule.scorecard.name === scorecard.name && rule.check.id === check.id),
  );
  // Of two that could be meant, the one that fails is.
  const failing = found.filter(({ outcome }) => outcome === 'fail');
  return failing.length > 0 ? failing : found;
}

/** `2026-09-01`, where the organisation is. */
function isoDay(at: Date, zone: string): string {
  const { year, month, day } = dayAt(at, zone);
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}

/** "ledger from the runbook check", "ledger on slo". */
function divided(text: string): [string, string] {
  const [, what = text, about = ''] = /^(.+?)\s+(?:from|on|for)\s+(.+)$/i.exec(text) ?? [];
  return [what, about];
}

/** Until when, why, and the rest. */
function readParts(
  text: string,
  room: Room,
): { what: string; until: Date | null; reason: string | null } {
  let rest = text;
  let until: Date | null = null;
  const mark = /(?:^|[\s,]+)(?:until|till|til|through|up to)\s+/i.exec(rest);
  if (mark) {
    const after = rest.slice(mark.index + mark[0].length);
    const ahead = readAhead(after, room);
    if (ahead) {
      until = ahead.at;
      rest =
        `${rest.slice(0, mark.index)} ${after.split(/\s+/).slice(ahead.words).join(' ')}`.trim();
    }
  }
  const because = /\b(?:because|since|as|due to)\b/i.test(rest) ? splitReason(rest) : null;
  return {
    what: (because?.before ?? rest).replace(/[\s,;:–—-]+$/, ''),
    until,
    reason: because?.reason ?? null,
  };
}
