import { addDays, dayAt, startOf } from '../../calendar.ts';
import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { openFindings } from '../../scorecards/nudges/store.ts';
import type { Answer } from '../answer.ts';
import { readAhead } from '../future.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { named } from '../labels.ts';
import { choose, reply } from '../reply.ts';
import { recipientsOf } from '../standards/recipients.ts';
import { type Rule, rulebookOf, tellingWords } from '../standards/rulebook.ts';
import { dayOf } from '../standards/words.ts';
import { whoMay } from '../who-may.ts';

const intent = 'nudge.snooze';
const STOP = 'stop|quit|please stop|can you stop|could you stop|would you stop';
const BUG =
  'bugging|pinging|nagging|telling|reminding|messaging|spamming|notifying|nudging|bothering|annoying|pestering|writing';

/** "Stop bugging me about codeowners", "snooze ledger until July": a card to press, which shows what it hides. */
export const nudgeSnooze: Intention = {
  intent,
  examples: [
    'snooze ledger stuff until after quarter end',
    'stop bugging me about codeowners',
    'snooze everything for a week',
    'mute ledger for 2 weeks',
    'enough reminders about codeowners',
  ],
  patterns: [
    '(snooze|mute|silence|hush) {what}',
    '(can|could|would|will) (you|i|we) [please] (snooze|mute|silence) {what}',
    `(${STOP}) (${BUG}) [me|us|my team|the team|everybody] [about|with|for|of] {what}`,
    `(${STOP}) (${BUG}) [me|us|my team|the team]`,
    `(${STOP}) [all|the|these|those|sending] (nudges|reminders|nudging) [about|for|on] {what}`,
    '(do not|never) (bug|ping|nag|tell|remind|message|spam|notify|nudge|bother) (me|us|my team|the team) [again|any more] [about|with|of|for] {what}',
    '(remind|tell|ping|nudge) (me|us) (later|again later|in a week|next week|next month) [about|of] {what}',
    '(no|no more|enough) (nudges|reminders|messages|notifications|pings) [about|on|for] {what}',
    '(leave|leave us|leave me) alone (about|with) {what}',
    'snooze',
  ],
  shape:
    /\b(?:snooze|mute|silence|pause|hush|remind|reminders?|nudges?|nudging|alone|pings?|notifications|messages|\w+(?:ing) (?:me|us)|bug|nag|tell|message|spam|notify|bother)\b/i,
  bare: 'nothing',
  isExact: true,
  answer: propose,
};

const WEEKS = 2;

async function propose({ text, slots, room }: Case): Promise<Answer | null> {
  const { view, zone } = room;
  if (ALERTS.test(text)) return null;
  const read = readParts(slots['what'] ?? '', text, room);
  const rulebook = rulebookOf(await room.standards.scorecards());
  const recipients = recipientsOf(room);
  const said = read.what.replace(NOISE, ' ').replace(/\s+/g, ' ').trim();
  const isAll = said === '' || ALL.test(said);
  const rules = isAll ? [] : rulebook.rulesIn(said);
  const linked = isAll || rules.length > 0 ? null : room.link(said, 'any');
  if (linked?.kind === 'unclear')
    return choose(view, {
      intent,
      said: linked.said,
      options: linked.options,
      question: (ref) => `snooze ${ref} ${read.ahead}`.trim(),
    });
  if (linked && linked.kind !== 'linked') {
    // "stop it", "mute the alarm": nothing that nudges are about.
    if (tellingWords(said).length === 0) return null;
    return reply({
      kind: 'unknown',
      intent,
      text: `I do not know what "${said}" is: neither a check nor a service is called so. Say "snooze ledger for two weeks" or "stop bugging me about runbooks".`,
    });
  }
  const mention = linked?.kind === 'linked' ? linked.mentions[0] : undefined;
  const target = mention?.ref ?? null;
  const kind = target ? view.get(target)?.kind : null;
  const isTeam = kind === 'group' || kind === 'user';
  const owners = target && !isTeam ? view.out(target, 'ownedBy') : [];
  const recipient = isTeam ? target : (owners[0] ?? (await busiest(recipients, room)));
  if (!recipient)
    return reply({
      kind: 'confirm',
      intent,
      text: 'I do not know who you are in the catalog, so I cannot tell whose reminders to hold. Name a service or team: "snooze ledger for two weeks".',
    });
  if (rules.length > 1) return whichRule(rules, read.ahead, room);
  const [rule] = rules;
  const scope = {
    ref: isTeam ? null : target,
    scorecard: rule?.scorecard.name ?? null,
    check: rule?.check.id ?? null,
  };
  const hidden = await hiddenBy(scope, recipient, room);
  const what = rule
    ? `"${rule.check.title}"`
    : target && !isTeam
      ? labelOf(view, target)
      : 'everything';
  const who = labelOf(view, recipient);
  const hides =
    hidden.length === 0
      ? 'Nothing is open now; what begins to fail until then is held too.'
      : `It hides ${counted(hidden.length, 'open finding')}: ${enumerate(hidden, 8)}.`;
  const title = `Snooze ${what} for ${who} until ${dayOf(read.until, zone)}?`;
  return reply({
    kind: 'confirm',
    intent,
    subjects: target ? [target] : [],
    refs: [recipient],
    candidates: target ? [target] : [],
    text: `${title} ${hides} Nothing is snoozed yet.`,
    view: {
      kind: 'confirm',
      title,
      details: [
        { name: 'Whose reminders', text: who },
        { name: 'Reason', text: '–' },
        { name: 'What it hides', text: hidden.length > 0 ? enumerate(hidden, 8) : 'nothing now' },
        { name: 'Who may', text: whoMay(view, recipient) },
      ],
      verb: 'Snooze',
      deed: { kind: 'snooze', recipient, ...scope, until: read.until.toISOString(), reason: null },
      note: 'The scores stay as they are; only reminders wait.',
    },
  });
}

const ALERTS = /\b(?:alerts?|alarms?|pages|paging|monitors?|monitoring|pagerduty|siren)\b/i;
const ALL =
  /^(?:everything|all|all of (?:it|them)|this|these|it|them|that|us|me|my team|anything)$/i;
const NOISE =
  /\b(?:stuff|things?|nudges?|reminders?|messages?|notifications?|pings?|findings?|all the|the|my|our|about|for me|please|anymore|any more|again)\b/gi;

/** Of somebody in several teams, the one that is told the most of now. */
async function busiest(recipients: readonly string[], room: Room): Promise<string | null> {
  let best: { ref: string; open: number } | null = null;
  for (const ref of recipients.slice(0, 20)) {
    const owned = room.view.ownedBy(ref).map((one) => one.ref);
    const open = owned.length > 0 ? (await openFindings(room.db, owned)).length : 0;
    if (!best || open > best.open) best = { ref, open };
  }
  return best?.ref ?? null;
}

async function hiddenBy(
  scope: { ref: string | null; scorecard: string | null; check: string | null },
  recipient: string,
  room: Room,
): Promise<string[]> {
  const { view, db } = room;
  const refs = scope.ref ? [scope.ref] : view.ownedBy(recipient).map(({ ref }) => ref);
  const open = refs.length > 0 ? await openFindings(db, refs) : [];
  const rulebook = rulebookOf(await room.standards.scorecards());
  return open
    .filter(
      ({ scorecard, check }) =>
        (scope.scorecard === null || scope.scorecard === scorecard) &&
        (scope.check === null || scope.check === check),
    )
    .map(({ ref, scorecard, check }) => {
      const title = rulebook.byName(scorecard)?.checks.find(({ id }) => id === check)?.title;
      return `${labelOf(view, ref)}: ${title ?? check}`;
    });
}

function whichRule(rules: readonly Rule[], ahead: string, { view }: Room): Answer {
  const names = enumerate(rules.map(({ check }) => `"${check.title}"`));
  return reply({
    kind: 'choose',
    intent,
    text: `Which check do you mean: ${names}?`,
    view: {
      kind: 'choice',
      note: 'Which check?',
      options: rules.slice(0, 10).map(({ check, scorecard }) => ({
        ...named(view, scorecard.owner ?? ''),
        label: check.title,
        detail: scorecard.title,
        question: `snooze ${check.title} ${ahead}`.trim(),
      })),
    },
  });
}

/** Until when, with the words that said so, and what is left. Two weeks where nothing was said. */
function readParts(
  said: string,
  text: string,
  room: Room,
): { what: string; until: Date; ahead: string } {
  for (const mark of said.matchAll(/(?:^|[\s,]+)(?:until|till|til|through|up to|for|in)\s+/gi)) {
    const after = said.slice(mark.index + mark[0].length);
    const read = readAhead(
      after.replace(/^(?:the )?next (?=\w+ ?(?:days?|weeks?|months?))/i, ''),
      room,
    );
    if (!read) continue;
    const words = after.split(/\s+/);
    return {
      what: `${said.slice(0, mark.index)} ${words.slice(read.words).join(' ')}`.trim(),
      until: read.at,
      ahead: `${mark[0].trim()} ${words.slice(0, read.words).join(' ')}`,
    };
  }
  const later = /\b(?:next (week|month)|in a (week|month))\b/i.exec(text);
  const isMonth = (later?.[1] ?? later?.[2])?.toLowerCase() === 'month';
  const days = later ? (isMonth ? 30 : 7) : WEEKS * 7;
  const until = startOf(addDays(dayAt(room.now, room.zone), days), room.zone);
  return { what: said, until, ahead: '' };
}
