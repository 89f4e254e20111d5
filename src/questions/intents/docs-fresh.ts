import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import type { PageKind } from '../../docs/page.ts';
import { readBook } from '../../operations/cover.ts';
import type { StoredIncident } from '../../operations/store.ts';
import type { Answer } from '../answer.ts';
import { agoText, changeOf } from '../docs/age.ts';
import { pageFact } from '../docs/of-thing.ts';
import { type KnownPage, pagesOfEntities } from '../docs/pages-of.ts';
import { linkTo } from '../docs/passage.ts';
import { subjectsOf } from '../docs/subjects.ts';
import { incidentsAbout, incidentsOf } from '../incidents/gather.ts';
import { incidentName } from '../incidents/words.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { dayIn } from '../past.ts';
import { reply } from '../reply.ts';
import { whoKnows } from './missing.ts';

const WHAT = '(runbook|run book|playbook|docs|documentation|readme|guide|page|techdocs|wiki)';
const FRESH =
  '(up to date|uptodate|up-to-date|current|outdated|out of date|stale|fresh|old|obsolete|maintained|recent|still valid|still correct|still right|still accurate|still good|accurate|trustworthy)';
const EDITED = '(updated|edited|changed|touched|modified|written|revised|reviewed)';

/** Whether docs can be trusted: when they were last touched, what happened since, whether their links lead anywhere. */
export const docsFresh: Intention = {
  intent: 'docs.find',
  examples: [
    'is the runbook of ledger up to date',
    'is the ledger runbook outdated',
    'when was the runbook of ledger last updated',
  ],
  patterns: [
    `(is|are) [the] ${WHAT} (of|for|on|about) {thing} [still] ${FRESH}`,
    `(is|are) [the] {thing} ${WHAT} [still] ${FRESH}`,
    `how (old|fresh|stale|current|recent|outdated|up to date) (is|are) [the] ${WHAT} (of|for|on|about) {thing}`,
    `how (old|fresh|stale|current|recent|outdated|up to date) (is|are) [the] {thing} ${WHAT}`,
    `(when|who) (was|were|has|have) [the] ${WHAT} (of|for|on|about) {thing} [been] [last] ${EDITED} [last|the last time]`,
    `(when|who) (was|were|has|have) [the] {thing} ${WHAT} [been] [last] ${EDITED} [last|the last time]`,
    `who [last] (updated|edited|changed|touched|wrote|reviewed) [the] ${WHAT} (of|for|on|about) {thing} [last]`,
    `who [last] (updated|edited|changed|touched|wrote|reviewed) [the] {thing} ${WHAT} [last]`,
    `(is|are) [the|its|their|this|that] ${WHAT} [still] ${FRESH}`,
    `(is|are) (it|this|that|they|those) [still] (up to date|uptodate|up-to-date|outdated|out of date|stale|current)`,
    `how (old|fresh|stale|outdated|current) (is|are) (it|this|that|they) [now]`,
    `when was (it|this|that|the page|the runbook) [last] ${EDITED} [last]`,
    `who (wrote|edited|updated|changed) (it|this|that|the page|the runbook) [last]`,
  ],
  bare: 'talk',
  answer: answerFresh,
};

async function answerFresh({ text, mentions, room }: Case): Promise<Answer | null> {
  const refs = mentions.map(({ ref }) => ref);
  const kinds = kindsOf(`${text} ${room.talk.asked ?? ''}`);
  const { near } = subjectsOf(room.view, text, mentions);
  const all = await pagesOfEntities(room, near);
  const asked = kinds ? all.filter(({ page }) => kinds.includes(page.kind)) : all;
  const name = enumerate(refs.map((ref) => labelOf(room.view, ref)));
  const noun = kinds ? 'runbook' : 'docs';
  if (asked.length === 0) {
    const hints = await Promise.all(refs.slice(0, 2).map((ref) => whoKnows(room, ref)));
    const missing = kinds ? 'no runbook among its docs' : 'no docs here';
    return reply({
      kind: 'unknown',
      intent: 'docs.find',
      subjects: refs,
      text: [`I cannot say how old the ${noun} of ${name} is: there is ${missing}.`, ...hints].join(
        ' ',
      ),
    });
  }
  const told = kinds ? asked : [latest(asked)];
  const isAged = told.some(({ page }) => changeOf(page));
  const incidents = await incidentsSince(room, refs, told);
  const since = isAged ? incidentSentence(room, incidents, noun) : '';
  const sentences = told.map((known) => sentenceOf(room, known));
  const owners = refs
    .flatMap((ref) => room.view.out(ref, 'ownedBy'))
    .filter((ref) => room.view.get(ref));
  return reply({
    kind: isAged ? 'answer' : 'unknown',
    intent: 'docs.find',
    subjects: refs,
    refs: [...new Set(owners)],
    text: [verdictOf(incidents, noun), ...sentences, since].filter(Boolean).join(' '),
    view: {
      kind: 'pages',
      title: kinds ? `Runbook of ${name}` : `Docs of ${name}`,
      pages: told.map((known) => ({ ...linkTo(room, known), detail: sentenceOf(room, known) })),
      total: told.length,
      note: [verdictOf(incidents, noun), since].filter(Boolean).join(' '),
    },
    facts: told.flatMap((known) => [pageFact(known), ...editedFact(known)]),
  });
}

function kindsOf(text: string): readonly PageKind[] | null {
  return /\b(?:run ?book|playbook)s?\b/i.test(text) ? ['runbook'] : null;
}

function latest(pages: readonly KnownPage[]): KnownPage {
  const at = ({ page }: KnownPage) => changeOf(page)?.at.getTime() ?? 0;
  return pages.toSorted((a, b) => at(b) - at(a))[0] as KnownPage;
}

function editedFact({ site, page }: KnownPage) {
  const change = changeOf(page);
  if (!change) return [];
  return [
    {
      name: 'edited',
      value: change.at.toISOString(),
      source: page.file,
      observedAt: site.readAt.toISOString(),
    },
  ];
}

/** `Ledger runbook was last edited on 28 May 2026 (2026-05-28, 18 days ago) by mei-tanaka; all 3 of its links lead somewhere here.` */
function sentenceOf(room: Room, { page }: KnownPage): string {
  const change = changeOf(page);
  const iso = change?.at.toISOString().slice(0, 10);
  const edited = change
    ? `${page.title} was last edited on ${dayIn(change.at, room.zone)} (${iso}, ${agoText(change.at, room.now)})${change.by ? ` by ${change.by}` : ''}`
    : `When "${page.title}" was last edited is not known`;
  const broken = page.problems.filter(
    ({ kind }) => kind === 'link' || kind === 'anchor' || kind === 'image',
  );
  const links =
    broken.length > 0
      ? `${counted(broken.length, 'link')} of it ${broken.length === 1 ? 'leads' : 'lead'} nowhere`
      : 'none of its links within the docs is broken';
  return `${edited}; ${links}.`;
}

/** What happened since the page was touched: a runbook is as old as what it has not learned. */
async function incidentsSince(
  room: Room,
  refs: readonly string[],
  pages: readonly KnownPage[],
): Promise<StoredIncident[]> {
  const edits = pages.flatMap(({ page }) => changeOf(page)?.at ?? []);
  const [first] = edits.toSorted((a, b) => b.getTime() - a.getTime());
  if (!first) return [];
  const book = await readBook(room.db);
  const all = await incidentsOf(room, book, { since: first, until: room.now });
  const about = await Promise.all(refs.map((ref) => incidentsAbout(room, book, ref, all)));
  return [...new Set(about.flatMap(({ told }) => told.map(({ incident }) => incident)))];
}

function verdictOf(incidents: readonly StoredIncident[], noun: string): string {
  if (incidents.length === 0) return '';
  return `Perhaps not: the ${noun} is older than the last ${incidents.length === 1 ? 'incident' : `${incidents.length} incidents`}.`;
}

function incidentSentence(room: Room, incidents: readonly StoredIncident[], noun: string): string {
  if (incidents.length === 0) return `No incident is known since the ${noun} was edited.`;
  const named = incidents.map(
    (incident) =>
      `${incidentName(incident)} "${incident.title}" (${dayIn(incident.openedAt, room.zone)})`,
  );
  return `Since then: ${enumerate(named, 5)}.`;
}
