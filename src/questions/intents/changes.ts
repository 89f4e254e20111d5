import {
  beginningOf,
  changesWithin,
  type EntityEvent,
  eventsOf,
  versionsOfAll,
} from '../../catalog/history.ts';
import { counted, labelOf } from '../../catalog/labels.ts';
import { parseRef } from '../../catalog/ref.ts';
import type { CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import type { Answer } from '../answer.ts';
import { eventFact, eventText, groupsByDay } from '../events.ts';
import { wholeCatalog } from '../facts.ts';
import type { Case, Intention } from '../intention.ts';
import { dayIn } from '../past.ts';
import { reply } from '../reply.ts';
import { KIND_NOUNS } from '../sets/nouns.ts';
import { readPeriod } from '../times.ts';

/** What is asked about when no time is named. */
const USUAL = 'in the last 7 days';
/** As many as one message can show; the rest is counted. */
const SHOWN = 50;
const MOST = 500;

const SORTS =
  '(services|service|microservices|components|component|apis|api|topics|resources|databases|systems|domains|templates|teams|groups|squads|people|users|websites|libraries|things|entities|anything|entries|descriptors|stuff|repos|repositories|owners|owner)';

/** What happened in the whole catalog. */
export const catalogChanges: Intention = {
  intent: 'changes.recent',
  examples: [
    'what changed in the catalog this week',
    'what changed in the catalog yesterday',
    'what has changed in the catalog since Monday',
    'what services were added this month',
    'which services were removed this month',
    'any new services this week',
    'catalog changes today',
    'which owners changed last month',
  ],
  patterns: [
    'what [has|have|is|was|else] (changed|new|happened|moved|been changed|different) (in|to|with|within) [the|our] (catalog|service catalog|catalogue)',
    'what is new (in|to) [the|our] (catalog|service catalog)',
    '[the|all|list|recent|latest] (catalog changes|changes in the catalog|changes to the catalog|catalog changelog|catalog history|catalog news)',
    '[recent|latest] (catalog changes|changes in the catalog|changes to the catalog)',
    `(what|which) [new] ${SORTS} (were|was|got|have been|has been|are|did we|came|appeared|disappeared|changed|went) [recently|newly] [added|removed|deleted|created|registered|new|add|remove|gone|changed]`,
    `(what|which) ${SORTS} [have|has|were|was] (changed|moved|disappeared|appeared) [owner|owners|hands]`,
    `[are there] (any|the|all|list|all the|show) (new|added|removed|deleted|changed|recently added|recently removed|recently changed) ${SORTS}`,
    `(new|added|removed|deleted|changed|recently added|recently removed|recently changed) ${SORTS}`,
    `[have|has|were|was] [any|some] ${SORTS} (been|get) (added|removed|deleted)`,
  ],
  bare: 'nothing',
  isExact: true,
  time: 'welcome',
  answer: answerCatalog,
};

async function answerCatalog({ text, period: named, room }: Case): Promise<Answer | null> {
  const { db, view, zone } = room;
  const period = named ?? readPeriod(USUAL, room);
  if (!period) return null;
  const { items, total } = await changesWithin(db, period, { limit: MOST });
  const wanted = wantedIn(text);
  const found = items.filter((event) => wanted.keeps(event, view));
  const beginning = await beginningOf(db);
  const isKnown = beginning !== null && beginning.since < period.since;
  const since = beginning
    ? `I know the catalog since ${dayIn(beginning.since, zone)}; what its first read found is no change.`
    : 'The catalog was never read.';
  const cut = total > items.length ? `I looked at the newest ${items.length} of ${total}.` : '';
  const note = [isKnown ? '' : since, cut].filter(Boolean).join(' ');
  const title = `${wanted.title(found.length)} ${period.label}`;
  if (found.length > 0) return drawEvents(found, { title, note, subject: null }, room);
  return reply({
    kind: 'answer',
    intent: 'changes.recent',
    text: `${title}. ${note}`.trim(),
    facts: [await wholeCatalog(db, view)],
  });
}

type Wanted = {
  title: (count: number) => string;
  keeps: (event: EntityEvent, view: CatalogView) => boolean;
};

/** What sorts of things and of changes a question is about. */
function wantedIn(text: string): Wanted {
  const isAdded = /\b(?:add(?:ed)?|new|newly|created|registered|came|appeared)\b/i.test(text);
  const isRemoved = /\b(?:removed?|deleted|gone|went|disappeared)\b/i.test(text);
  const isOwner = /\b(?:owners?|ownership|hands)\b/i.test(text);
  const sort = text
    .split(/[^\w]+/)
    .filter((word) => !ANYTHING.test(word))
    .map((word) => KIND_NOUNS.find(([shape]) => shape.test(word)))
    .find((found) => found !== undefined);
  const deed = isOwner ? 'owner changed' : isAdded ? 'added' : isRemoved ? 'removed' : 'changed';
  return {
    title: (count) =>
      deed === 'owner changed'
        ? someOrNo(count, 'change of owner')
        : sort
          ? `${someOrNo(count, sort[1])} ${deed}`
          : `${someOrNo(count, 'entry')} ${deed} in the catalog`,
    keeps(event, view) {
      if (sort && !sort[2](view.get(event.ref) ?? goneEntry(event.ref))) return false;
      if (isOwner) return event.changes.some(({ path }) => path === 'spec.owner');
      if (isAdded) return event.kind === 'added' || event.kind === 'returned';
      return !isRemoved || event.kind === 'removed';
    },
  };
}

function someOrNo(count: number, noun: string): string {
  return count === 0 ? `No ${noun}` : counted(count, noun);
}

const ANYTHING =
  /^(?:what|all|ones?|things?|stuff|everything|anything|entit(?:y|ies)|events?|ones)$/i;

/** What is known of an entity that is not there any more: its ref. */
function goneEntry(ref: string): CatalogEntry {
  const said = { title: null, about: null, type: null, lifecycle: null, tier: null };
  return {
    ref,
    ...parseRef(ref),
    ...said,
    tags: [],
    aliases: [],
    has: [],
    marks: [],
    operator: null,
    since: null,
  };
}

/** What happened to one entity. */
export const entityChanges: Intention = {
  intent: 'changes.recent',
  examples: [
    "what changed in token-vault's descriptor",
    'history of ledger',
    'what changed in the descriptor of ledger this week',
    'show the history of token-vault',
    'when was ledger added to the catalog',
  ],
  patterns: [
    'what [has|have|was|is] (changed|been changed|different|new) (in|on|about) {any} (descriptor|catalog-info|catalog-info.yaml|yaml|entity|catalog entry|definition)',
    'what [has|have|was|is] (changed|been changed|different|new) (in|on|about) the (descriptor|catalog-info|catalog-info.yaml|yaml|entity|catalog entry|definition) (of|for) {any}',
    '[the|show|show the] (history|change history|versions|past|audit trail|catalog history|descriptor history) (of|for) {any}',
    '[the|show|show the] (history|changes|versions) (of|for|to|in) the (descriptor|catalog-info|catalog entry) (of|for) {any}',
    '[the|show|show the] (history|changes|versions) (of|for|to|in) {any} (descriptor|catalog-info|catalog entry)',
    '{any} (history|descriptor history|change history|descriptor changes|versions)',
    'when (was|were) {any} [first] (added|registered|added to the catalog|registered in the catalog)',
    'who (changed|edited|touched|updated) {any} (descriptor|catalog-info|yaml|entity)',
    'since when (is|do we have|are) {any} [in the catalog]',
  ],
  bare: 'talk',
  takesRemoved: true,
  time: 'welcome',
  answer: answerEntity,
};

async function answerEntity({ mentions, period, room }: Case): Promise<Answer | null> {
  const { db, view, zone } = room;
  const [mention] = mentions;
  if (!mention || mentions.length > 1) return null;
  const versions = (await versionsOfAll(db, [mention.ref])).get(mention.ref) ?? [];
  const all = eventsOf(versions).toReversed();
  const found = period ? all.filter(({ at }) => at >= period.since && at < period.until) : all;
  const name = labelOf(view, mention.ref);
  const first = all.at(-1);
  if (!first) return null;
  const note = `I know ${name} since ${dayIn(first.at, zone)}.`;
  const when = period ? ` ${period.label}` : '';
  const title = `Descriptor of ${name}: ${counted(found.length, 'change')}${when}`;
  if (found.length > 0) return drawEvents(found, { title, note, subject: mention.ref }, room);
  return reply({
    kind: 'answer',
    intent: 'changes.recent',
    subjects: [mention.ref],
    text: `The descriptor of ${name} has not changed${when}. ${note}`,
    facts: all.slice(0, 1).map(eventFact),
  });
}

function drawEvents(
  found: readonly EntityEvent[],
  { title, note, subject }: { title: string; note: string; subject: string | null },
  { view, zone }: Case['room'],
): Answer {
  const shown = found.slice(0, SHOWN);
  const lines = shown
    .slice(0, TOLD)
    .map(
      (event) =>
        `${dayIn(event.at, zone)}: ${subject ? '' : `${labelOf(view, event.ref)} – `}${eventText(view, event)}`,
    );
  const more = found.length - lines.length;
  return reply({
    kind: 'answer',
    intent: 'changes.recent',
    subjects: subject ? [subject] : [],
    refs: subject ? [] : [...new Set(shown.map(({ ref }) => ref))],
    text: [`${title}. ${lines.join('. ')}${more > 0 ? `, and ${more} more` : ''}.`, note]
      .filter(Boolean)
      .join(' '),
    view: {
      kind: 'groups',
      title,
      groups: groupsByDay(view, shown, { zone, isOne: subject !== null }),
      total: found.length,
      ...(note && { note }),
    },
    facts: shown.map(eventFact),
  });
}

/** Sentences of the plain text. */
const TOLD = 10;
