import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { sortOf } from '../../catalog/sort.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import { teamsBelow } from '../../catalog/teams.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { listed, readingNote, strangers, understood } from '../labels.ts';
import { listItem, reply } from '../reply.ts';
import { byKind } from '../sets/members.ts';
import { readSet } from '../sets/read-set.ts';
import { setRoom } from '../sets/written.ts';

const THINGS =
  '(services|service|components|apis|repos|repositories|things|stuff|systems|resources|topics|databases|dbs|libraries|websites|apps|everything|anything|what|all|entities|pipelines|clusters|buckets|templates|domains|events)';
const OWN =
  '(own|owns|maintain|maintains|run|runs|have|has|look after|looks after|manage|manages|support|supports|take care of|be responsible for)';

/** What a team or a person owns. */
export const ownReverse: Intention = {
  intent: 'own.reverse',
  examples: [
    'what does Security own',
    'what do I own',
    'what does Money own except legacy',
    'list everything owned by Money except legacy stuff',
    'which services does Security own',
    'which services do we own',
    "what are Money's services",
  ],
  patterns: [
    `what (do|does|did|is) {owner} [team|actually|all|even] ${OWN}`,
    `what (do|does) {owner} ${OWN} (except|but not|excluding|besides|apart from|other than|without|minus) {without}`,
    `(what|which) {filter} (do|does|are|is) {owner} ${OWN}`,
    `(what|which) {filter} (do|does) {owner} ${OWN} (except|but not|excluding|besides|apart from|other than|without|minus) {without}`,
    `(what|which) {filter} (are|is) (owned by|maintained by|run by) {owner}`,
    `(what|which) {filter} (are|is) (owned by|maintained by|run by) {owner} (except|but not|excluding|besides|apart from|other than|without|minus) {without}`,
    `what is (owned by|maintained by|run by) {owner}`,
    `what else (do|does) {owner} ${OWN}`,
    `(what|which) {filter} (belong|belongs) to {owner}`,
    `what (belongs|belong) to {owner}`,
    `[show|list|all|show me] (everything|all|things|stuff) (that|which) (belongs|belong) to {owner}`,
    `what (is|are) {owner} (responsible for|in charge of|accountable for|on the hook for|looking after|maintaining|running)`,
    `what (is|are) [all] (under|with) {owner}`,
    `[all] (stuff|things|everything) [that] {owner} (owns|own|has|have|runs|run|maintains)`,
    `{owner} (portfolio|ownership|owned services|inventory)`,
    `[list|all|show|all the|list all|show all|a list of] ${THINGS} (owned by|of|from|maintained by|belonging to|that belong to|run by) {owner}`,
    `[list|all|show|all the|list all|show all|a list of] ${THINGS} (owned by|of|from|maintained by|belonging to|that belong to|run by) {owner} (except|but not|excluding|besides|apart from|other than|without|minus) {without}`,
    `list ${THINGS} {owner} ${OWN}`,
    `[list|show|all] {owner} ${THINGS}`,
    `(what|which) are {owner} ${THINGS}`,
    `(what|which) [of the] ${THINGS} (are|is) {owner}`,
    `what (is|are) (mine|ours)`,
    `how many ${THINGS} (do|does) {owner} ${OWN}`,
    `how much (do|does) {owner} own`,
    `(everything|all|all of|anything) {owner} ${OWN}`,
    `(everything|all|all of|anything) {owner} ${OWN} (except|but not|excluding|besides|apart from|other than|without|minus) {without}`,
    `(do|does) {owner} own (anything|something)`,
    `{owner} (owns|owned) (what|things|services)`,
  ],
  bare: 'talk',
  answer,
};

async function answer({ text, mentions, slots, room, strange }: Case): Promise<Answer | null> {
  const { view } = room;
  const here = await setRoom(room, text);
  const setNamed = (said: string) => {
    const reading = readSet(said, here);
    return reading.kind === 'set' ? reading.set : null;
  };
  const filter = setNamed(slots['filter'] ?? filterWord(text));
  const exceptions = (slots['without'] ?? '').split(/\s*,\s*|\s+(?:and|or|nor)\s+/).filter(Boolean);
  const without = exceptions.flatMap((said) => setNamed(said) ?? []);
  // A list with more in it than was asked for is a wrong list.
  if (!filter || without.length < exceptions.length) return null;
  const isLeftOut = (entry: CatalogEntry) => without.some((one) => one.keeps(entry));
  const named = [...new Set(mentions.flatMap(({ ref }) => ownersFor(view, ref)))];
  const teams = [...new Set([...named, ...named.flatMap((ref) => teamsBelow(view, ref))])];
  const ownerOf = new Map<string, string>();
  for (const team of teams)
    for (const { ref } of view.ownedBy(team)) if (!ownerOf.has(ref)) ownerOf.set(ref, team);
  const all = [...ownerOf.keys()].flatMap((ref) => view.get(ref) ?? []);
  const kept = all.filter(filter.keeps);
  const shown = kept.filter((entry) => !isLeftOut(entry)).sort(byKind);
  const left = kept.length - shown.length;
  // Whoever asks for their own is there with their teams: those say it.
  const isSaid = (ref: string) =>
    ownersFor(view, ref).every((one) => mentions.some((other) => other.ref === one));
  const told = mentions.filter(({ ref }) => !isStandIn(view, ref) || !isSaid(ref));
  const owners = enumerate(told.map(({ ref }) => calledOwner(view, ref)));
  const noun = filter.noun ?? 'thing';
  const note =
    left > 0
      ? ` Left out: ${enumerate(kept.filter(isLeftOut).map(({ ref }) => labelOf(view, ref)))}.`
      : '';
  const more = shares(view, shown, { named, teams, ownerOf });
  const who = more ? `${owners} and the teams inside ${named.length > 1 ? 'them' : 'it'}` : owners;
  const own = more || named.length > 1 ? 'own' : 'owns';
  const list = listed(view, shown);
  return reply({
    kind: 'answer',
    intent: 'own.reverse',
    subjects: mentions.map(({ ref }) => ref),
    refs: shown.map(({ ref }) => ref),
    text: [
      mentions.map((mention) => understood(view, mention)).join(''),
      shown.length > 0
        ? `${who} ${own} ${counted(shown.length, noun)}${list}.${note}${more}`
        : `${who} ${own} ${noun === 'thing' ? 'nothing' : `no ${noun}`} in the catalog.${note}${more}`,
      ...strangers(strange).map((one) => ` ${one}`),
    ].join(''),
    view: {
      kind: 'list',
      title: `Owned by ${who}`,
      note: `${readingNote(view, mentions, strange)}${note}${more}`.trim(),
      items: shown.map((entry) =>
        listItem(view, entry.ref, detailOf(view, entry, { named, ownerOf })),
      ),
      total: shown.length,
    },
    facts:
      shown.length > 0
        ? await room.stated(
            'owns',
            shown.map(({ ref }) => ref),
          )
        : await room.stated('name', named),
  });
}

/** Whether a person's teams are meant in place of the person. */
function isStandIn(view: CatalogView, ref: string): boolean {
  return !ownersFor(view, ref).includes(ref);
}

/** Few things belong to a person: whoever owns none is asked about for what the person's teams own. */
function ownersFor(view: CatalogView, ref: string): readonly string[] {
  const teams = view.out(ref, 'memberOf').filter((team) => view.get(team));
  return view.get(ref)?.kind === 'user' && view.ownedBy(ref).length === 0 && teams.length > 0
    ? teams
    : [ref];
}

function calledOwner(view: CatalogView, ref: string): string {
  const owners = ownersFor(view, ref);
  const name = labelOf(view, ref);
  if (owners.includes(ref)) return name;
  const teams = enumerate(owners.map((team) => labelOf(view, team)));
  return `${teams}, ${owners.length > 1 ? 'the teams' : 'the team'} of ${name},`;
}

type Owned = { named: readonly string[]; ownerOf: ReadonlyMap<string, string> };

/** What a thing is, and whose where that is a team inside the one that was asked about. */
function detailOf(view: CatalogView, entry: CatalogEntry, { named, ownerOf }: Owned): string {
  const team = ownerOf.get(entry.ref) ?? '';
  const whose = named.includes(team) ? null : labelOf(view, team);
  return [sortOf(entry), entry.lifecycle, whose].filter(Boolean).join(', ');
}

/** How the list divides among the teams inside the ones that were asked about; empty where they own none of it. */
function shares(
  view: CatalogView,
  shown: readonly CatalogEntry[],
  { named, teams, ownerOf }: Owned & { teams: readonly string[] },
): string {
  const counts = Map.groupBy(shown, ({ ref }) => ownerOf.get(ref) ?? '');
  const inside = teams.filter((team) => !named.includes(team) && counts.has(team));
  if (inside.length === 0) return '';
  const own = named.filter((team) => counts.has(team));
  const parts = [...own, ...inside].map(
    (team) => `${labelOf(view, team)} ${counts.get(team)?.length}`,
  );
  return ` Counted by team: ${enumerate(parts, 20)}.`;
}

/** "which *apis* does …" said without a slot of its own. */
function filterWord(text: string): string {
  return new RegExp(`\\b${THINGS}\\b`, 'i').exec(text)?.[1] ?? 'things';
}
