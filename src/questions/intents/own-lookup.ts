import { enumerate, labelOf } from '../../catalog/labels.ts';
import { teamsAbove } from '../../catalog/teams.ts';
import type { Answer, Fact } from '../answer.ts';
import { serviceCard } from '../card.ts';
import { type EntityFacts, statedFact } from '../facts.ts';
import type { Case, Intention } from '../intention.ts';
import { knownAs } from '../known-as.ts';
import { nameOf, readingNote, strangers, understood } from '../labels.ts';
import type { Mention } from '../link.ts';
import { choose, reply } from '../reply.ts';
import { weakDissent } from '../testimony.ts';
import { alsoNamed, candidatesFor, codeOwnersText, disagrees, nearestTeam } from '../warnings.ts';

const OWNS =
  '(owns|own|owned|maintains|maintain|runs|run|has|have|looks after|look after|takes care of|is responsible for|are responsible for|responsible for|is in charge of|in charge of|is accountable for|manages|manage|supports|support|develops|builds|handles|is the owner of|are the owners of|is owner of|is behind|is the maintainer of|are the maintainers of|is the team behind|is the team for|owns the code for|owns the code of|owns the repo for|owns the repo of|is on the hook for|is responsible 4|is answerable for|is owning|is maintaining|is running|is looking after|is taking care of|is managing|is supporting|is developing|is building|built|created|made|develops|operates|operate|is operating|stewards|wrote and owns|is the contact for the code of)';
const TEAM =
  '(team|group|squad|teams|person|people|which team|what team|which group|which squad|what group|what squad|which teams|what teams|whose team|which people|who)';

/** Who owns a thing. */
export const ownLookup: Intention = {
  intent: 'own.lookup',
  examples: [
    'who owns token-vault',
    'owner token vault pls',
    'who owns token-vault and also ledger?',
    'does anyone own token-vault anymore??',
    'which team is responsible for the ledger service',
    'is token-vault Security or Money',
  ],
  patterns: [
    `who ${OWNS} {thing}`,
    `(who the hell|who on earth|who in the world|who the heck|who the fuck|who the f|who tf|who on gods earth|who even|who all|whoever|whomever|who here|who exactly|who again) ${OWNS} {thing}`,
    `who is ${OWNS} {thing}`,
    `who (currently|actually|now|really|else) ${OWNS} {thing}`,
    `who (is|are) the (owner|owners|maintainer|maintainers|owning team|responsible team|team) (of|for|behind) {thing}`,
    `who (is|are) (owner|owners|maintainer|maintainers) (of|for) {thing}`,
    `who (is|are) {thing} owned by`,
    `who does {thing} belong to`,
    `(to whom|to which team|which team|what team|who) does {thing} belong [to]`,
    `(by whom|by which team) is {thing} owned`,
    `${TEAM} ${OWNS} {thing}`,
    `${TEAM} is {thing} (owned by|with|under|part of|maintained by)`,
    `whose [service|code|repo|thing|api|component|baby|job|responsibility|problem] is {thing}`,
    `{thing} (who|whose|who owns it then|whose service|whose repo|-> who|=> who|owned by whom|is whose|whose is that|who is responsible|who maintains|who maintains it|who maintains this|who runs it|who runs this|who is behind it)`,
    `(under|with|in) (which|what) (team|squad|group) is {thing}`,
    `(which|what) (team|squad|group) {thing} (belongs to|is with|is under|is owned by|sits with|lives in)`,
    `(who|whom) {thing} belongs to`,
    `(which|what) (team|squad) (for|behind) {thing}`,
    `[the] (team|squad|people|person|folks|group|whoever) (behind|responsible for|owning|that owns|who owns|who own|maintaining|that maintains|who maintains|in charge of|looking after|running|who runs) {thing}`,
    `whose is {thing}`,
    `{thing} whose (baby|job|problem|thing|responsibility|child|turf|area|repo|team|squad) [is it|is that|is this]`,
    `[name|which is|what is] [the] (team|squad|group) (that|which) (owns|maintains|runs|builds|develops|supports|operates|handles) {thing}`,
    `whose {thing}`,
    `(who|which team|what team) (owns|own|maintains|has|manages|runs|looks after) the (code|repo|repository|source|source code|codebase|codeowners) (of|for|behind) {thing}`,
    `{thing} is owned by (who|whom|which team|what team)`,
    `{thing} belongs to (who|whom|which team|what team)`,
    `[the] (owner|owners|owning team|ownership|maintainer|maintainers|owned by|responsible team|team) [of|for|:] {thing}`,
    `what is the (owner|owners|owning team|ownership|maintainer) (of|for) {thing}`,
    `{thing} (owner|owners|ownership|owning team|maintainer|maintainers|owned by|who owns it|who owns|who owns this|who is the owner|who owns that|whose is it|whose is this)`,
    `{thing} who ${OWNS} (it|this|that|that endpoint|that service|that api|that url|that thing|that one|this endpoint|this service|this thing)`,
    `{thing} whose (is it|is this|is that|service|code|endpoint|service is it|service is this|endpoint is that)`,
    `(does|do) (anyone|anybody|someone|somebody|any team) [still|actually|even] (own|maintain|look after|run|support) {thing}`,
    `is (anyone|anybody|someone|somebody|any team) [still|actually] (owning|maintaining|looking after|responsible for) {thing}`,
    `is {thing} (orphaned|unowned|without an owner|owned|owned by anyone|owned by anybody|owned by someone|abandoned)`,
    `(does|do) {thing} have [an|any] (owner|owners)`,
    `has {thing} [got] [an|any] (owner|owners)`,
    `alert {thing} (who gets it|who owns it|who owns this|whose is it|who handles it|who gets this|who is responsible)`,
    `who gets [the|this] (alert|alerts|page|pages|alarm|alarms) [from|for|of] {thing}`,
    `who (gets|receives) {thing} (alert|alerts|alarm|alarms)`,
    `who (fixes|reviews|approves) {thing}`,
    `who (can|may|must|should|has to|needs to) (approve|review|merge|sign off) [changes|prs|pull requests|a change|a pr|releases] (to|in|for|of|on) {thing}`,
  ],
  bare: 'talk',
  answer: answerOwners,
};

/** The owner of everything that was asked about, each with its source. */
export async function answerOwners({ mentions, strange, room, text }: Case): Promise<Answer> {
  const { view } = room;
  const twins = await differentTwins(mentions[0]?.twins ?? [], mentions[0]?.ref ?? '', room);
  if (twins) {
    const said = mentions[0]?.said ?? '';
    return choose(view, {
      intent: 'own.lookup',
      said,
      options: twins,
      question: (ref) => text.replace(said, ref),
    });
  }
  const found = (await Promise.all(mentions.map(({ ref }) => room.facts(ref)))).filter(
    (facts) => facts !== null,
  );
  const cards = found.map((facts) => serviceCard(view, facts));
  const sentences = found.map((facts, at) => {
    const mention = mentions[at];
    return `${mention ? understood(view, mention) : ''}${mention ? because(facts, mention) : ''}${ownerSentence(room.view, facts)}`;
  });
  const owners = found.flatMap(({ owner, operator }) => [
    ...(owner?.exists ? [owner.ref] : []),
    ...(operator ? [operator] : []),
  ]);
  return reply({
    kind: 'answer',
    intent: 'own.lookup',
    subjects: found.map(({ entry }) => entry.ref),
    refs: [...new Set(owners)],
    candidates: [...new Set(found.flatMap((facts) => candidatesFor(view, facts).refs))],
    text: [...sentences, ...strangers(strange)].join(' '),
    view: {
      kind: 'card',
      cards: cards.map(({ card }) => card),
      note: [
        ...found.map((facts, at) => (mentions[at] ? because(facts, mentions[at]).trim() : '')),
        readingNote(view, mentions, strange),
      ]
        .filter(Boolean)
        .join(' '),
    },
    facts: cards.flatMap(({ facts }) => facts),
  });
}

/** Says by what the catalog knows something that was not called by its name. */
function because(facts: EntityFacts, { said }: Mention): string {
  const how = knownAs(facts, said);
  return how ? `"${said}" is ${facts.entry.name}, by ${how}. ` : '';
}

/** Things of one name whose owners differ: asking which is meant is the only right answer. */
async function differentTwins(
  twins: readonly string[],
  ref: string,
  { view }: Case['room'],
): Promise<string[] | null> {
  const ownerOf = (one: string) => view.out(one, 'ownedBy')[0];
  const others = twins.filter(
    (twin) => ownerOf(twin) !== undefined && ownerOf(twin) !== ownerOf(ref),
  );
  return others.length > 0 ? [ref, ...others] : null;
}

/** "payments-api is owned by Payments Platform (#team-payments)." and what contradicts it. */
export function ownerSentence(view: Case['room']['view'], facts: EntityFacts): string {
  const { entry, owner, operator } = facts;
  const name = labelOf(view, entry.ref);
  const more: string[] = [];
  if (operator && operator !== owner?.ref) more.push(`${labelOf(view, operator)} runs it.`);
  if (disagrees(facts))
    more.push(
      `The sources disagree: ${facts.source.source} says ${owner ? labelOf(view, owner.ref) : 'nobody'}, CODEOWNERS says ${codeOwnersText(view, facts)}.`,
    );
  else {
    const also = alsoNamed(view, facts);
    if (also.length > 0)
      more.push(`CODEOWNERS also names ${enumerate(also.map((ref) => labelOf(view, ref)))}.`);
  }
  if (owner?.exists) more.push(...weakDissent(view, facts.testimony, owner.ref));
  if (!facts.isCurrent)
    more.push('Its descriptor is broken at the moment; this is the last good content.');
  return [mainSentence(view, facts, name), ...more].join(' ');
}

function mainSentence(view: Case['room']['view'], facts: EntityFacts, name: string): string {
  const { owner } = facts;
  const { sentence } = candidatesFor(view, facts);
  const hint = sentence ? ` ${sentence}` : '';
  if (!owner) return `${name} names no owner in the catalog.${hint}`;
  if (!owner.exists) {
    const near = nearestTeam(view, owner.ref);
    return `${name} names ${nameOf(owner.ref)} as its owner, but that team is not in the catalog, so nobody owns it.${near ? ` The nearest team by name is ${near}.` : ''}${hint}`;
  }
  const channels = [...new Set([owner.channel, owner.askChannel].filter((one) => one !== null))];
  const where = channels.length > 0 ? ` (${channels.join(', ')})` : '';
  const above = teamsAbove(view, owner.ref)[0];
  const part = above ? `, part of ${labelOf(view, above)}` : '';
  return `${name} is owned by ${labelOf(view, owner.ref)}${where}${part}.`;
}

/** The owner as one fact. */
export function ownerFact(facts: EntityFacts): Fact | null {
  return facts.owner ? statedFact(facts, 'owner', facts.owner.ref) : null;
}
