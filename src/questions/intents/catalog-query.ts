import type { CatalogEntry } from '../../catalog/summary.ts';
import type { Answer } from '../answer.ts';
import { createFilter } from '../filter.ts';
import type { Case, Intention } from '../intention.ts';
import { counted, listed } from '../labels.ts';
import { listItem, reply } from '../reply.ts';

/** Lists and counts by conditions. A condition that is not understood is never left out silently. */
export const catalogQuery: Intention = {
  intent: 'catalog.query',
  examples: [
    'how many services do we have',
    'how many services do we have without an owner',
    'which tier 1 services have no runbook',
    'tier1 services owned by Security or Money that have no runbook',
    'list all deprecated services',
  ],
  patterns: [
    'how many {filter} (do we have|are there|exist|have we got|are we running|exist in the catalog|are in the catalog)',
    '(which|what) {filter} (do we have|are there|exist|have we got|are in the catalog)',
    '(do we have|are there|is there) [any] {filter}',
    '{filter}',
    'how many {filter} (do we have|are there|exist) {more}',
    'how many {filter}',
    '(which|what) {filter}',
    '[list|show|all|list all|show all|export|export all] [the|our] {filter}',
    'list [me] [all|every] [the|our] {filter}',
  ],
  bare: 'nothing',
  isExact: true,
  answer,
};

// A whole word: "payments-api" is a name and asks for no APIs.
const SORT =
  /(?<![\w-])(services?|microservices?|components?|repos|repositories|apis?|topics|resources?|databases?|systems?|domains?|templates?|librar(?:y|ies)|websites?|things|everything|apps?|pipelines?|clusters?|buckets?|entities|teams|people|squads|groups|orphans)(?![\w-])/i;

function answer({ text, slots, room }: Case): Answer | null {
  const { view } = room;
  const said = [slots['filter'], slots['more']].filter(Boolean).join(' ');
  if (!SORT.test(said)) return null;
  const filter = createFilter(view, said);
  // Everything of one owner is that owner's list, and says so.
  if (!filter || (filter.owners.length > 0 && filter.conditions === 0)) return null;
  // "what depends on the database" names a thing; a list says what sort of things it wants.
  if (filter.noun === null && !/orphan/i.test(said)) return null;
  // "services" alone is no question.
  if (filter.conditions === 0 && said === text.trim()) return null;
  const shown = view.all(null).filter(filter.keeps).sort(byRef);
  const noun = filter.noun ?? 'thing';
  const count = counted(shown.length, noun);
  const title = filter.conditions === 0 ? count : `${count} for "${said.trim()}"`;
  const list = listed(view, shown);
  return reply({
    kind: 'answer',
    intent: 'catalog.query',
    subjects: filter.owners,
    refs: shown.slice(0, 200).map(({ ref }) => ref),
    text: `${title}${list}.`,
    view: {
      kind: 'list',
      title,
      items: shown.slice(0, 200).map(({ ref }) => listItem(view, ref)),
      total: shown.length,
    },
    facts: [
      {
        name: 'catalog',
        value: counted(view.size, 'entry'),
        source: 'catalog',
      },
    ],
  });
}

function byRef(a: CatalogEntry, b: CatalogEntry): number {
  return a.ref < b.ref ? -1 : 1;
}
