import type { Answer } from '../answer.ts';
import { downstreamOf, reachable } from '../dependencies.ts';
import type { Case, Intention } from '../intention.ts';
import { counted, enumerate, labelOf, understood } from '../labels.ts';
import { listItem, reply } from '../reply.ts';

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
    '{thing} (blast radius|impact|blast-radius)',
    '(what|who) (breaks|break|would break|will break|dies|is affected|is impacted|goes down|would be affected|stops working|fails|suffers|will be affected|do i break|do we break) (if|when) {thing} (is|goes|was|were|gets|would be|is going) (down|gone|away|broken|dead|removed|deleted|deprecated|unavailable|slow|offline|failing|dying|out)',
    '(what|who) (breaks|break|would break|will break|dies|is affected|is impacted|goes down|would be affected|stops working|fails|suffers|will be affected|do i break|do we break) (if|when) {thing} (dies|fails|breaks|crashes|stops|disappears)',
    '(what|who) (breaks|would break|will break|do i break|is affected|is impacted|would be affected) (if|when) (i|we|someone|somebody) (remove|delete|kill|stop|change|deprecate|turn off|take down|shut down|drop|restart|break|touch) {thing}',
    '(what|who) (breaks|would break|will break|do i break|is affected|is impacted) (if|when) (i|we|someone|somebody) (remove|delete|drop|rename|change) [the] (field|column|property|attribute|key|operation|endpoint|path) {part} (from|of|in|on) {thing}',
    '(what|who) (is|are|would be|will be) (affected|impacted|hit) by {thing} [going down|being down|outage]',
    '(can|could|may|should) (i|we) [safely|just] (delete|remove|drop|kill|retire|decommission|sunset|turn off|shut down|archive) {thing}',
    'is it (safe|ok|okay) to (delete|remove|drop|kill|retire|decommission|turn off|shut down|archive|restart) {thing}',
    'if {thing} (dies|fails|goes down|is down|breaks) (what breaks|who is affected|what else breaks|what is affected|what happens)',
    'what happens (if|when) {thing} (dies|fails|goes down|is down|breaks)',
    '{thing} is down (what is affected|who is affected|what breaks|who do i tell|whom do i tell)',
    "{thing} (what is affected|who is affected|what's affected|what is impacted)",
    'whom (do|should) (i|we) tell (if|when) {thing} (is|goes) down',
  ],
  bare: 'talk',
  answer,
};

async function answer({ text, mentions, slots, room }: Case): Promise<Answer> {
  const { view } = room;
  const [mention] = mentions;
  const all = new Map<string, { distance: number }>();
  for (const { ref } of mentions)
    for (const reached of reachable(view, ref, downstreamOf))
      if (!all.has(reached.ref)) all.set(reached.ref, reached);
  const refs = [...all.keys()];
  const near = refs.filter((ref) => all.get(ref)?.distance === 1);
  const far = refs.filter((ref) => (all.get(ref)?.distance ?? 0) > 1);
  const teams = [...new Set(refs.flatMap((ref) => view.out(ref, 'ownedBy')))].filter((ref) =>
    view.get(ref),
  );
  const name = enumerate(mentions.map(({ ref }) => labelOf(view, ref)));
  const isDeleting = /\b(delete|remove|drop|kill|retire|decommission|sunset|archive)\b/i.test(text);
  const sentences = [
    mention ? understood(view, mention).trim() : '',
    refs.length === 0
      ? `Nothing in the catalog depends on ${name}.`
      : `${counted(near.length, 'thing')} ${near.length === 1 ? 'depends' : 'depend'} on ${name} directly: ${labels(near)}.`,
    far.length > 0 ? `${far.length} more through them: ${labels(far)}.` : '',
    teams.length > 0 ? `Teams to tell: ${labels(teams)}.` : '',
    slots['part'] ? `Which of them use ${slots['part']} is not recorded.` : '',
    isDeleting ? 'Only declared relations are known: check traffic before you take it away.' : '',
  ];
  function labels(list: readonly string[]): string {
    return enumerate(
      list.map((ref) => labelOf(view, ref)),
      20,
    );
  }
  const more = far.length > 0 ? `, ${far.length} more through them` : '';
  const count = `${counted(near.length, 'thing')} ${near.length === 1 ? 'depends' : 'depend'} on it directly${more}.`;
  return reply({
    kind: 'answer',
    intent: 'blast',
    subjects: mentions.map(({ ref }) => ref),
    refs,
    text: sentences.filter(Boolean).join(' '),
    view: {
      kind: 'list',
      title: `Blast radius of ${name}`,
      items: refs.slice(0, 200).map((ref) => listItem(view, ref)),
      total: refs.length,
      note: sentences.with(1, count).with(2, '').filter(Boolean).join(' '),
    },
    facts: await room.stated('dependencyOf', near),
  });
}
