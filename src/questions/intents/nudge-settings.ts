import { channelsOf } from '../../catalog/channels.ts';
import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { momentName } from '../../day-words.ts';
import type { LogLine } from '../../scorecards/nudges/nudge.ts';
import { allPreferences, logWhere } from '../../scorecards/nudges/store.ts';
import type { Answer, Fact } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { reply } from '../reply.ts';
import { recipientsOf } from '../standards/recipients.ts';
import { rulebookOf } from '../standards/rulebook.ts';

const intent = 'nudge.settings';
const DAY = 24 * 3_600_000;
const LOOK_BACK = 45 * DAY;
const MOST = 200;

/** Why somebody was told, or was not. */
export const nudgeWhy: Intention = {
  intent,
  examples: [
    'why did i get this message',
    'why DIDNT anyone tell us about the deadline',
    'why did nobody tell us about the runbook of ledger',
    'were we told about ledger',
    'who was told about ledger',
  ],
  patterns: [
    'why (did|do|am|are|have) (i|we) [keep] (get|got|getting|receive|receiving|see|seeing|notified|pinged) (this|these|that|those|messages|notifications|reminders|pinged|nagged|it) [message|messages|reminder|reminders|notification|notifications|nudge|nudges|from you]',
    'why (did|has|have|was|were|do|does) (not|no one|nobody|noone) [anyone|anybody|someone|we|i|you] [ever] (tell|told|warn|warned|remind|reminded|notify|notified|ping|pinged|inform|informed|know|say|said) {rest}',
    'why (was|were) (i|we) (not|never) (told|warned|reminded|notified|informed|pinged) {rest}',
    'why (did|do) you (not|never|always|keep|ping|message|tell|nag|spam|remind|nudge) {rest}',
    '(was|were) (i|we|anybody|anyone|somebody|my team|our team) [ever] (told|warned|reminded|notified|informed) (about|of) {any}',
    '(who|which team|which teams) (was|were|has been|have been|did you) (told|tell|warned|reminded|notified|informed|nudged|nudge) (about|of) {any}',
    '(did|have) you (tell|told|warn|warned|remind|reminded|notify|notified|nudge|nudged) (us|anybody|anyone|them|me|my team) (about|of) {any}',
    '(delivery|nudge|notification) log [of|for] {any}',
    '[show] [the] (delivery|nudge|notification) log',
    'what (did|have) you (tell|told|send|sent) (us|me|my team|our team) [lately|this week|last week|recently|so far]',
  ],
  bare: 'nothing',
  isNameOptional: true,
  answer: tellWhy,
};

/** Where reminders go, and where that is changed. */
export const nudgeSettings: Intention = {
  intent,
  examples: ['where do my notifications go', 'notification settings', 'when do you write to us'],
  patterns: [
    '(where|how|when) (do|are|can|will) (my|our|i|we|the) (notifications|reminders|nudges|messages|change notifications|get notified|get reminded) [go|sent|set|delivered|changed|to]',
    '(when|how often|how|where) (do|will) you (write|message|notify|remind|nudge|ping|tell) [to] [us|me|my team|teams|people]',
    '(notification|reminder|nudge) (settings|preferences)',
    '[change|show|open] (my|our) (notifications|reminders|nudges|preferences|settings|notification settings|nudge settings)',
    '(what|which) [kinds of] (nudges|reminders) (can i mute|are there|do you send)',
  ],
  bare: 'nothing',
  answer: tellSettings,
};

async function tellWhy({ text, mentions, room }: Case): Promise<Answer> {
  const { db, view, now } = room;
  const isDenied = /\b(?:not|never|nobody|no one|noone)\b/i.test(text);
  const since = new Date(now.getTime() - LOOK_BACK);
  const mine = recipientsOf(room);
  const mention = mentions[0] ?? aboutIn(text, room);
  const target = mention?.ref ?? null;
  const kind = target ? view.get(target)?.kind : null;
  const lines: LogLine[] = [];
  if (target && kind !== 'group' && kind !== 'user')
    lines.push(...(await logWhere(db, { ref: target, since, limit: MOST })));
  else
    for (const recipient of target ? [target] : mine)
      lines.push(...(await logWhere(db, { recipient, since, limit: MOST })));
  const rulebook = rulebookOf(await room.standards.scorecards());
  const rules = new Set(rulebook.rulesIn(text.replace(ASKING, ' ')).map(({ check }) => check.id));
  const about = lines.filter(({ check }) => rules.size === 0 || rules.has(check));
  const held = about.filter(
    ({ decision }) => decision !== 'sent' && decision !== 'planned' && decision !== 'closed',
  );
  const sent = about.filter(({ decision }) => decision === 'sent');
  const whose = target
    ? labelOf(view, target)
    : mine.length > 0
      ? enumerate(mine.slice(0, 3).map((ref) => labelOf(view, ref)))
      : 'you';
  if (about.length === 0)
    return reply({
      kind: 'unknown',
      intent,
      subjects: target ? [target] : [],
      text:
        mine.length === 0 && !target
          ? 'I do not know which message you mean, nor who you are in the catalog. Every reminder of mine has a button "Why this".'
          : `I know of no message: in the last ${LOOK_BACK / DAY} days I neither sent nor held a reminder ${target && kind !== 'group' && kind !== 'user' ? 'about' : 'for'} ${whose}. Every reminder of mine has a button "Why this".`,
    });
  const shown = (isDenied ? [...held, ...sent] : [...sent, ...held]).slice(0, 6);
  const line = (one: LogLine) => {
    const title = rulebook.byName(one.scorecard)?.checks.find(({ id }) => id === one.check)?.title;
    const when = momentName(one.lastAt, room.zone);
    const what = `${labelOf(view, one.ref)}, "${title ?? one.check}"`;
    const who = one.recipient ? labelOf(view, one.recipient) : 'nobody';
    // What was announced to a team is about no entity of its own.
    if (one.ref === one.recipient) return `${one.detail.replace(/[.\s]+$/, '')} (${who}, ${when})`;
    switch (one.decision) {
      case 'sent':
        return `${who} was told of ${what} on ${when}: ${one.detail}`;
      case 'failed':
        return `telling ${who} of ${what} failed on ${when}: ${one.detail}`;
      case 'planned':
        return `${who} is about to be told of ${what}: ${one.detail}`;
      case 'closed':
        return `${what} was settled on ${when}: ${one.detail}`;
      default:
        return `${who} was not told of ${what} (${when}): ${one.detail}${one.until ? ` It is tried again ${momentName(one.until, room.zone)}.` : ''}`;
    }
  };
  const sentences = shown.map((one) => sentence(line(one)));
  const lead = mention || mine.length > 0 ? '' : 'I do not know which message you mean. ';
  return reply({
    kind: 'answer',
    intent,
    subjects: target ? [target] : [],
    refs: [...new Set(about.flatMap(({ recipient }) => recipient ?? []))],
    text: `${lead}${counted(sent.length, 'message')} sent, ${held.length} held, suppressed or failed in ${LOOK_BACK / DAY} days for ${whose}. ${sentences.join(' ')}`,
    facts: shown.map(
      (one): Fact => ({
        name: one.decision,
        value: one.detail,
        source: 'delivery log',
        observedAt: one.lastAt.toISOString(),
      }),
    ),
  });
}

/** What is named after "about": "why did nobody tell us about ledger". */
function aboutIn(text: string, room: Case['room']): Case['mentions'][number] | undefined {
  const said = /\b(?:about|of)\s+(?:the\s+\S+\s+(?:of|on|in)\s+)?(\S.*?)[\s?.!]*$/i.exec(text)?.[1];
  const linked = said === undefined ? null : room.link(said, 'any');
  return linked?.kind === 'linked' ? linked.mentions[0] : undefined;
}

const ASKING =
  /\b(?:why|did|does|do|not|nobody|anyone|anybody|tell|told|get|got|this|message|about|us|me|we|i|were|was|who|have|you|deadline|log|delivery)\b/gi;

function sentence(text: string): string {
  const whole = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

async function tellSettings({ room }: Case): Promise<Answer> {
  const { db, view, talk } = room;
  const all = await allPreferences(db);
  const mine = talk.asker ? [...view.out(talk.asker, 'memberOf'), talk.asker] : [];
  const lines = await Promise.all(
    mine.map(async (ref) => {
      const said = all.get(ref);
      const facts = await room.facts(ref);
      const place =
        said?.place ??
        (view.get(ref)?.kind === 'user'
          ? 'direct messages'
          : channelsOf(facts?.entity ?? null).channel);
      const muted = said && said.muted.length > 0 ? `, muted: ${enumerate(said.muted)}` : '';
      const hours =
        said?.opensAt != null ? `, ${said.opensAt}:00 to ${said.closesAt ?? 18}:00` : '';
      const zone = said?.zone ? ` (${said.zone})` : '';
      return `${labelOf(view, ref)}: ${place ?? 'no channel is registered'}${hours}${zone}${muted}`;
    }),
  );
  const rules =
    'A reminder goes to the team that owns the service, in its channel, Monday to Friday in its working hours, when a check begins to fail or a day comes near; at most one message a day, four about one finding, six days apart.';
  return reply({
    kind: 'answer',
    intent,
    refs: mine,
    text: `${rules} ${lines.length > 0 ? `${lines.join('. ')}. ` : ''}My Home tab has the settings: hours, place, what is muted, days away.`,
    facts: [rules, ...lines].map((value) => ({
      name: 'reminders',
      value,
      source: 'Callboard',
      observedAt: room.now.toISOString(),
    })),
  });
}
