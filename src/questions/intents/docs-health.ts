import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { gatherHealth } from '../../docs/health/gather.ts';
import { coverage, type DocsHealth, type PageOf } from '../../docs/health/health.ts';
import type { Answer, Fact, ListItem, View } from '../answer.ts';
import { readableSites } from '../docs/readable.ts';
import { wholeCatalog } from '../facts.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { reply } from '../reply.ts';

const PAGES = '(docs|doc|documentation|pages|page|docs pages|pages of docs|guides|runbooks)';
const OUR = '[our|the|all|all our|all the|any|any of our|of our|of the]';
const SHOWN = 20;

/** How the docs are as a whole. */
export const docsHealth: Intention = {
  intent: 'trend',
  examples: ['docs health', 'how are our docs', 'docs coverage', 'how many services have docs'],
  patterns: [
    `[show|show me|what is|whats|how is] ${OUR} (docs|documentation) (health|coverage|quality|freshness|status|report)`,
    `(how are|how good are|how is|how good is|what about the state of) ${OUR} (docs|documentation) [doing]`,
    `(coverage|health|quality) of ${OUR} (docs|documentation)`,
    `how many [of our|of the] (services|components) (have|got|are without|lack|have no) (docs|documentation)`,
    `[the] (docs|documentation) (by|per) team`,
    `(which|what) (team|teams) (has|have) the (best|worst) (docs|documentation)`,
  ],
  bare: 'nothing',
  isExact: true,
  answer: tellFigures,
};

/** Pages that need somebody: old, broken, unread, or missing. */
export const docsToMend: Intention = {
  intent: 'docs.find',
  examples: [
    'which docs are stale',
    'outdated pages',
    'broken links in our docs',
    'which pages does nobody open',
    'what do people ask that no page answers',
  ],
  patterns: [
    `[which|what|show|show me|list] ${OUR} ${PAGES} (are|is|have become) (stale|outdated|old|out of date|obsolete|rotten)`,
    `[which|what|show|show me|list|any] ${OUR} (stale|outdated|old|out of date|obsolete) ${PAGES}`,
    `[which|what|show|show me|list|any|are there|are there any] ${OUR} (broken|dead) links [in|of] ${OUR} [docs|documentation]`,
    `(which|what) ${OUR} ${PAGES} (has|have|contain) (broken|dead) links`,
    `(which|what) ${OUR} ${PAGES} (does|do|did|has|have) (nobody|no one|noone|nobody ever) (open|opened|read|look at|use|visit)`,
    `[which|what|show|show me|list] ${OUR} (unread|unopened|unused|unvisited) ${PAGES}`,
    '(what|which questions) (do|did|does) (people|everybody|everyone|somebody|anyone) ask [for|about] [that|which] (no|none of our|none of the) (page|pages|docs|doc) (answer|answers|answered|has|have|say|says|cover|covers)',
    '[which|what|show|list] questions (have|had|without|with) no (page|docs|answer|answers) [in the docs]',
    '(what|which) (pages|docs) are missing',
  ],
  bare: 'nothing',
  isExact: true,
  answer: tellToMend,
};

async function healthOf(room: Room): Promise<DocsHealth> {
  const open = new Set((await readableSites(room)).map(({ id }) => id));
  return gatherHealth(room, (site) => open.has(site));
}

async function tellFigures({ room }: Case): Promise<Answer> {
  const health = await healthOf(room);
  const { all, teams, days } = health;
  const of = (share: number | null) => (share === null ? '' : ` (${Math.floor(share * 100)} %)`);
  const items: ListItem[] = teams.flatMap((team) =>
    team.ref === null || team.services === 0
      ? []
      : [
          {
            ref: team.ref,
            label: labelOf(room.view, team.ref),
            detail: `${team.documented} of ${counted(team.services, 'service')}${team.broken > 0 ? `, ${counted(team.broken, 'broken link')}` : ''}`,
          },
        ],
  );
  const title = `${all.documented} of ${counted(all.services, 'service')} have docs${of(coverage(all))}`;
  const note = [
    `${counted(all.pages, 'page')}, ${all.stale} untouched for a year, ${counted(all.broken, 'link')} that lead nowhere.`,
    all.unanswered > 0
      ? `${counted(all.unanswered, 'question')} in ${days} days found no page.`
      : '',
    all.aged < all.pages && all.aged === 0 ? 'How old the pages are was not read yet.' : '',
  ]
    .filter(Boolean)
    .join(' ');
  return reply({
    kind: 'answer',
    intent: 'trend',
    refs: items.map(({ ref }) => ref),
    text: `${title}. ${note}${items.length > 0 ? ` By team, least covered first: ${enumerate(items.map(({ label, detail }) => `${label} ${detail}`))}.` : ''}`,
    facts: [await seen(room, title)],
    ...(items.length > 0 && {
      view: { kind: 'list', title, items, total: items.length, note } satisfies View,
    }),
  });
}

async function tellToMend({ text, room }: Case): Promise<Answer> {
  const health = await healthOf(room);
  const found = whatIsMeant(text, health);
  if (found.items.length === 0)
    return reply({
      kind: 'answer',
      intent: 'docs.find',
      text: found.none,
      facts: [await seen(room, found.none)],
    });
  const items = found.items.map(({ ref, label, detail }) => ({
    ref,
    label,
    detail: [ref ? labelOf(room.view, ref) : '', detail].filter(Boolean).join(', '),
  }));
  const shown = items.slice(0, SHOWN);
  return reply({
    kind: 'answer',
    intent: 'docs.find',
    refs: [...new Set(items.flatMap(({ ref }) => (ref ? [ref] : [])))],
    text: `${found.title}: ${enumerate(
      shown.map(({ label, detail }) => `${label} (${detail})`),
      SHOWN,
    )}${items.length > SHOWN ? ` and ${items.length - SHOWN} more` : ''}.`,
    facts: [await seen(room, found.title)],
    view: { kind: 'list', title: found.title, items: shown, total: items.length },
  });
}

type ToMend = {
  title: string;
  none: string;
  items: readonly { ref: string; label: string; detail: string }[];
};

function whatIsMeant(text: string, health: DocsHealth): ToMend {
  const { stale, broken, unopened, unanswered, all, days } = health;
  const page = ({ ref, title }: PageOf, detail: string) => ({ ref, label: title, detail });
  if (/\blinks?\b/i.test(text))
    return {
      title: `${counted(all.broken, 'link')} of docs lead nowhere`,
      none: 'Every link of the docs leads somewhere.',
      items: broken.map((one) => page(one, one.problems[0]?.message ?? '')),
    };
  if (/\b(?:nobody|no ?one|un(?:read|opened|used|visited))\b/i.test(text))
    return {
      title: `${counted(unopened.length, 'page')} that nobody opened in ${days} days`,
      none: `Every page was opened in the last ${days} days, or is too new for that.`,
      items: unopened.map((one) => page(one, '')),
    };
  if (/\b(?:ask|questions?|missing)\b/i.test(text))
    return {
      title: `${counted(all.unanswered, 'question')} that no page answered in ${days} days`,
      none: `No question of the last ${days} days was asked of the docs in vain.`,
      items: unanswered.map(({ example, count, refs }) => ({
        ref: refs[0] ?? '',
        label: `“${example}”`,
        detail: counted(count, 'time'),
      })),
    };
  return {
    title: `${counted(stale.length, 'page')} untouched for a year`,
    none: all.aged > 0 ? 'No page is older than a year.' : 'How old pages are was not read yet.',
    items: stale.map((one) => page(one, `changed ${one.changedAt.toISOString().slice(0, 10)}`)),
  };
}

async function seen(room: Room, value: string): Promise<Fact> {
  const { observedAt } = await wholeCatalog(room.db, room.view);
  return { name: 'docs health', value, source: 'docs', ...(observedAt && { observedAt }) };
}
