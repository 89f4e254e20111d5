import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import { type Affected, affectedBy, byTier } from '../blast/affected.ts';
import { type Audience, audienceOf } from '../blast/audience.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { listed, understood } from '../labels.ts';
import { listItem, reply } from '../reply.ts';
import { answerCsv } from './export-list.ts';

/** What breaks, near and far, when a thing does; and which teams to tell. */
export const blast: Intention = {
  intent: 'blast',
  examples: [
    'blast radius of ledger',
    'what breaks if ledger is down',
    'can i delete ledger',
    'who is affected if ledger goes down',
  ],
  patterns: [
    '[the|show|what is the] (blast radius|impact|blast-radius) (of|for) {thing}',
    '[the|what is the|what would be the] (blast radius|impact|effect|consequences) of (removing|deleting|dropping|changing|killing|stopping|losing|restarting|retiring) {thing}',
    '{thing} (blast radius|impact|blast-radius)',
    '(export|download|get|give me) [the] (blast radius|impact) (of|for) {thing} (as|to|in) [a] (csv|spreadsheet|excel)',
    '[the] (blast radius|impact) (of|for) {thing} (as|to|in) [a] (csv|spreadsheet|excel)',
    '(what|who) (breaks|break|would break|will break|dies|is affected|is impacted|goes down|would be affected|stops working|fails|suffers|will be affected|do i break|do we break) (if|when) {thing} (is|goes|was|were|gets|would be|is going) (down|gone|away|broken|dead|removed|deleted|deprecated|unavailable|slow|offline|failing|dying|out)',
    '(what|who) (breaks|break|would break|will break|dies|is affected|is impacted|goes down|would be affected|stops working|fails|suffers|will be affected|do i break|do we break) (if|when) {thing} (dies|fails|breaks|crashes|stops|disappears)',
    '(what|who) (breaks|would break|will break|do i break|is affected|is impacted|would be affected) (if|when) (i|we|someone|somebody) (remove|delete|kill|stop|change|deprecate|turn off|take down|shut down|drop|restart|break|touch) {thing}',
    '(what|who) (breaks|would break|will break|do i break|is affected|is impacted) (if|when) (i|we|someone|somebody) (remove|delete|drop|rename|change) [the] (field|column|property|attribute|key|operation|endpoint|path) {part} (from|of|in|on) {thing}',
    '(what|who) (is|are|would be|will be) (affected|impacted|hit) by {thing} [going down|being down|outage]',
    '(can|could|may|should) (i|we) [safely|just] (delete|remove|drop|kill|retire|decommission|sunset|turn off|shut down|archive) {thing}',
    '(can|could|may|should|are|am) (i|we) [safely|just|finally|now] (switch off|switching off|turn off|disable|unplug|scrap|stop|get rid of|take down|kill off|tear down) {thing}',
    '[is it] (safe|ok|okay|fine) to (delete|remove|drop|kill|retire|decommission|turn off|shut down|archive|restart) {thing}',
    'if {thing} (dies|fails|goes down|is down|breaks) (what breaks|who is affected|what else breaks|what is affected|what happens)',
    '(if|when) (i|we|someone|somebody) (delete|remove|drop|kill|retire|change|break|stop|restart) {thing} (who is|what is|who|what|who will be|who gets|which teams are) {state}',
    'what happens (if|when) {thing} (dies|fails|goes down|is down|breaks)',
    '{thing} is down (what is affected|who is affected|what breaks|who do i tell|whom do i tell)',
    "{thing} (what is affected|who is affected|what's affected|what is impacted)",
    'whom (do|should) (i|we) tell (if|when) {thing} (is|goes) down',
  ],
  bare: 'talk',
  answer,
};

/** More than these are read in a spreadsheet. */
const MANY = 20;
const CSV = /\b(?:as|to|in) (?:an? )?(?:csv|spreadsheet|excel)\b/i;

async function answer({ text, mentions, slots, room }: Case): Promise<Answer> {
  const { db, view } = room;
  const [mention] = mentions;
  const subjects = mentions.map(({ ref }) => ref);
  const affected = affectedBy(view, subjects);
  const audience = await audienceOf(db, view, affected);
  const name = enumerate(subjects.map((ref) => labelOf(view, ref)));
  const isDeleting =
    /\b(delete|remove|drop|kill|retire|decommission|sunset|archive|switch off|turn off)\b/i.test(
      text,
    );
  const near = affected.filter(({ distance }) => distance === 1);
  const about = [
    affected.length === 0 ? '' : toTell(room, audience),
    slots['part'] ? `Which of them use ${slots['part']} is not recorded.` : '',
    isDeleting ? 'Only declared relations are known: check traffic before you take it away.' : '',
  ];
  const read = mention ? understood(view, mention).trim() : '';
  const more = affected.length - near.length;
  const count = `${counted(near.length, 'thing')} ${near.length === 1 ? 'depends' : 'depend'} on ${name} directly${more > 0 ? `, ${more} more through ${near.length === 1 ? 'it' : 'them'}` : ''}.`;
  const sentences = [
    read,
    ...(affected.length === 0
      ? [`Nothing in the catalog depends on ${name}.`]
      : [count, ...tiersOf(room, affected)]),
    ...about,
  ];
  const told = reply({
    kind: 'answer',
    intent: 'blast',
    subjects,
    refs: affected.map(({ ref }) => ref),
    text: sentences.filter(Boolean).join(' '),
    view: {
      kind: 'list',
      title: `Blast radius of ${name}`,
      items: affected.slice(0, 200).map((one) => ({
        ...listItem(view, one.ref, detailOf(room, audience, one)),
        under: tierName(one.tier),
      })),
      total: affected.length,
      note: [read, count, ...about, affected.length > MANY ? 'Say "as csv" for all of them.' : '']
        .filter(Boolean)
        .join(' '),
      ...(subjects[0] &&
        audience.listeners.length > 0 && {
          asks: [{ label: 'Tell them…', question: `tell everybody who depends on ${subjects[0]}` }],
        }),
    },
    facts: await room.stated(
      'dependencyOf',
      near.map(({ ref }) => ref),
    ),
  });
  if (!CSV.test(text) || affected.length === 0) return told;
  return answerCsv(
    told,
    affected.flatMap(({ ref }) => view.get(ref) ?? []),
    room,
  );
}

/** "Tier 1: payments-api and, through it, checkout-bff." */
function tiersOf({ view }: Room, affected: readonly Affected[]): string[] {
  return byTier(affected).map(({ tier, things }) => {
    const [near, far] = [
      things.filter(({ distance }) => distance === 1),
      things.filter(({ distance }) => distance > 1),
    ].map((list) => listed(view, list).replace(/^: /, ''));
    const parts = [near, far && `${near ? 'and, through others, ' : 'through others '}${far}`];
    return `${tierName(tier)}: ${parts.filter(Boolean).join(' ')}.`;
  });
}

function tierName(tier: string | null): string {
  if (tier === null) return 'No tier';
  return /^\d/.test(tier) ? `Tier ${tier}` : tier.charAt(0).toUpperCase() + tier.slice(1);
}

/** Whose it is, where they read, and how far away it is. */
function detailOf(
  { view }: Room,
  { listeners }: Audience,
  { ref, owner, distance, through }: Affected,
): string {
  const place = listeners.find(({ things }) => things.includes(ref))?.place;
  const whose = owner ? labelOf(view, owner) : 'no owner';
  const where = place?.startsWith('user:') === false ? ` in ${place}` : '';
  return `${whose}${where}, ${distance === 1 ? 'directly' : `through ${labelOf(view, through)}`}`;
}

function toTell({ view }: Room, { listeners }: Audience): string {
  if (listeners.length === 0) return 'I know nobody to tell: no owner of them has a channel.';
  const places = listeners.map(({ place, owners }) => {
    const names = enumerate(owners.map((owner) => labelOf(view, owner)));
    return place.startsWith('user:') ? names : `${names} (${place})`;
  });
  return `Teams to tell: ${enumerate(places, 20)}.`;
}
