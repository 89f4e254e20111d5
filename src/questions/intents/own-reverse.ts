import type { CatalogEntry } from '../../catalog/summary.ts';
import type { Answer } from '../answer.ts';
import { createFilter } from '../filter.ts';
import type { Case, Intention } from '../intention.ts';
import {
  counted,
  enumerate,
  labelOf,
  listed,
  readingNote,
  sortOf,
  strangers,
  understood,
} from '../labels.ts';
import { listItem, reply } from '../reply.ts';

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
    `(do|does) {owner} own (anything|something)`,
    `{owner} (owns|owned) (what|things|services)`,
  ],
  bare: 'talk',
  answer,
};

async function answer({ text, mentions, slots, room, strange }: Case): Promise<Answer | null> {
  const { view } = room;
  const filter = createFilter(view, slots['filter'] ?? filterWord(text));
  const exceptions = (slots['without'] ?? '').split(/\s*,\s*|\s+(?:and|or|nor)\s+/).filter(Boolean);
  const without = exceptions.flatMap((said) => createFilter(view, said) ?? []);
  // A list with more in it than was asked for is a wrong list.
  if (!filter || without.length < exceptions.length) return null;
  const isLeftOut = (entry: CatalogEntry) => without.some((one) => one.keeps(entry));
  const all = new Map<string, CatalogEntry>();
  for (const { ref } of mentions) for (const entry of view.ownedBy(ref)) all.set(entry.ref, entry);
  const kept = [...all.values()].filter(filter.keeps);
  const shown = kept.filter((entry) => !isLeftOut(entry)).sort(byKind);
  const left = kept.length - shown.length;
  const owners = enumerate(mentions.map(({ ref }) => labelOf(view, ref)));
  const noun = filter.noun ?? 'thing';
  const note =
    left > 0
      ? ` Left out: ${enumerate(kept.filter(isLeftOut).map(({ ref }) => labelOf(view, ref)))}.`
      : '';
  const below = mentions
    .flatMap(({ ref }) => view.out(ref, 'parentOf'))
    .filter((ref) => view.ownedBy(ref).length > 0);
  const more =
    below.length > 0
      ? ` Teams inside it own more: ${enumerate(below.map((ref) => labelOf(view, ref)))}.`
      : '';
  const list = listed(view, shown);
  return reply({
    kind: 'answer',
    intent: 'own.reverse',
    subjects: mentions.map(({ ref }) => ref),
    refs: shown.map(({ ref }) => ref),
    text: [
      mentions.map((mention) => understood(view, mention)).join(''),
      shown.length > 0
        ? `${owners} ${mentions.length > 1 ? 'own' : 'owns'} ${counted(shown.length, noun)}${list}.${note}${more}`
        : `${owners} ${mentions.length > 1 ? 'own' : 'owns'} ${noun === 'thing' ? 'nothing' : `no ${noun}`} in the catalog.${note}${more}`,
      ...strangers(strange).map((one) => ` ${one}`),
    ].join(''),
    view: {
      kind: 'list',
      title: `Owned by ${owners}`,
      note: `${readingNote(view, mentions, strange)}${note}${more}`.trim(),
      items: shown.map((entry) =>
        listItem(view, entry.ref, [sortOf(entry), entry.lifecycle].filter(Boolean).join(', ')),
      ),
      total: shown.length,
    },
    facts: await room.stated(
      'owns',
      shown.map(({ ref }) => ref),
    ),
  });
}

/** "which *apis* does …" said without a slot of its own. */
function filterWord(text: string): string {
  return new RegExp(`\\b${THINGS}\\b`, 'i').exec(text)?.[1] ?? 'things';
}

const ORDER = ['component', 'api', 'resource', 'system', 'domain', 'template'];

function byKind(a: CatalogEntry, b: CatalogEntry): number {
  return ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.ref < b.ref ? -1 : 1);
}
