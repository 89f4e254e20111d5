import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { type Birth, birthsBetween, entitiesFrom } from '../../scaffolder/runs/births.ts';
import { numbersSince } from '../../scaffolder/runs/numbers.ts';
import type { TemplateSummary } from '../../scaffolder/scaffolder.ts';
import type { Answer, Fact } from '../answer.ts';
import { wholeCatalog } from '../facts.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { detailOf } from '../labels.ts';
import { reply } from '../reply.ts';
import { chooseTemplate, titlesOf } from '../scaffolding/choose.ts';

const TEMPLATES =
  '(template|templates|software template|software templates|golden path|golden paths|paved road|paved roads)';
const REPOS =
  '(repo|repos|repository|repositories|service|services|component|components|things|apps|sites|websites)';
const WAS = '(are|were|was|is|have been|has been)';
const MADE =
  '(born|made|created|generated|scaffolded|bootstrapped|built|started|came|come|comes|start|starts|began|begin|originate)';
const FROM = '(from|with|by|using|out of|off|via)';
const FAIL = '(fail|fails|failed|are failing|break|breaks|broke|go wrong|goes wrong|went wrong)';
const MOST = '[most|the most|most often|most frequently|often|frequently|at all]';
const STEPS =
  '(template step|template steps|steps of templates|steps of the templates|steps of our templates|scaffolder steps|scaffolding steps|steps)';
const DAY_MS = 24 * 3_600_000;
const DAYS = 90;

/** What part of the new repositories began with a template. */
export const scaffoldAdoption: Intention = {
  intent: 'trend',
  examples: [
    'template adoption',
    'how many repos were born from a template',
    'how many repositories came from templates this quarter',
    'what share of new repos is made from a template',
    'are the golden paths used',
  ],
  patterns: [
    `(show|what is|what's|whats|how is|hows|how's) [me|us] [the|our] ${TEMPLATES} (adoption|usage|use|uptake|numbers|statistics|stats|metrics)`,
    `[the|our] ${TEMPLATES} (adoption|usage|use|uptake|numbers|statistics|stats|metrics)`,
    `[what is|what's|whats|how is|show|show me] [the|our] (adoption|usage|use|uptake) of [the|our] ${TEMPLATES}`,
    `how many [of our|of the|of all] [new] ${REPOS} ${WAS} ${MADE} ${FROM} [a|the|our] ${TEMPLATES}`,
    `how many [of our|of the|of all] [new] ${REPOS} [have|do|did] ${MADE} ${FROM} [a|the|our] ${TEMPLATES}`,
    `how many [new] ${REPOS} (did we make|have we made|did we create|have we created) ${FROM} [a|the|our] ${TEMPLATES}`,
    `(what|which) (share|percentage|percent|fraction|part|proportion|ratio) of [our|the|all] [new] ${REPOS} ${WAS} ${MADE} ${FROM} [a|the|our] ${TEMPLATES}`,
    `(what|which) (share|percentage|percent|fraction|part|proportion|ratio) of [our|the|all] [new] ${REPOS} ${MADE} ${FROM} [a|the|our] ${TEMPLATES}`,
    `(are|is) [the|our] ${TEMPLATES} [being] (used|adopted) [at all|much|a lot]`,
    `how (many|often) [people|teams|do people|do teams|are|is] [use|used] [the|our] ${TEMPLATES} [used]`,
  ],
  bare: 'nothing',
  time: 'welcome',
  isExact: true,
  answer: tellAdoption,
};

/** Which steps of templates fail, the most often first. */
export const scaffoldFailures: Intention = {
  intent: 'scaffold.status',
  examples: [
    'which template steps fail most',
    'which steps of templates failed this month',
    'where do our templates fail most',
  ],
  patterns: [
    `(which|what) ${STEPS} ${FAIL} ${MOST}`,
    `(which|what) ${STEPS} ${FAIL} ${MOST} (in|of) [our|the] (templates|scaffolder|scaffolding)`,
    `(where|why) do [the|our] (templates|template runs|scaffolder runs|golden paths) ${FAIL} ${MOST}`,
    `(which|what) (template|templates|golden paths) ${FAIL} ${MOST}`,
  ],
  bare: 'nothing',
  time: 'welcome',
  isExact: true,
  answer: tellFailures,
};

/** What was made from one template, or from any. */
export const scaffoldMadeFrom: Intention = {
  intent: 'catalog.query',
  examples: [
    'which services were made from go-service',
    'what was created from the go service template',
    'which repos were scaffolded with the go template',
  ],
  patterns: [
    `(which|what) ${REPOS} [of ours] ${WAS} ${MADE} ${FROM} [the|our|a] {sort}`,
    `what ${WAS} ${MADE} ${FROM} [the|our|a] {sort}`,
    `(which|what) ${REPOS} ${MADE} ${FROM} [the|our|a] {sort}`,
    `(which|what) ${REPOS} use [the|our] {sort} template`,
  ],
  bare: 'nothing',
  answer: tellMadeFrom,
};

async function tellAdoption({ period, room }: Case): Promise<Answer | null> {
  const { since, until, when } = timeOf(period, room);
  const births = await birthsBetween(room.db, { since, until });
  const made = births.filter(({ template }) => template !== null);
  const facts = [await fromGitHub(room, `${made.length} of ${births.length}`)];
  if (births.length === 0)
    return reply({
      kind: 'answer',
      intent: 'trend',
      text: `No repository is new ${when}, so none came from a template. Archived ones do not count.`,
      facts,
    });
  const share = Math.round((made.length / births.length) * 100);
  const templates = await room.scaffolding.templates();
  const items = [...Map.groupBy(made, ({ template }) => template ?? '')]
    .map(([ref, of]) => ({ ref, label: titleOf(ref, templates, room), times: of.length }))
    .sort((a, b) => b.times - a.times || (a.label < b.label ? -1 : 1))
    .map(({ ref, label, times }) => ({ ref, label, detail: inWords(times) }));
  const others = births.filter(({ template }) => template === null);
  const title = `${made.length} of ${inWords(births.length, 'new ')} came from a template (${share} %)`;
  const note = others.length > 0 ? `Without a template: ${namesOf(others)}.` : '';
  return reply({
    kind: 'answer',
    intent: 'trend',
    refs: items.map(({ ref }) => ref),
    text: [
      `${title} ${when}${items.length > 0 ? `: ${enumerate(items.map(({ label, detail }) => `${label} ${detail}`))}` : ''}.`,
      note,
    ]
      .filter(Boolean)
      .join(' '),
    facts,
    ...(items.length > 0 && {
      view: {
        kind: 'list' as const,
        title: `${title} ${when}`,
        items,
        total: items.length,
        ...(note && { note }),
      },
    }),
  });
}

async function tellFailures({ period, room }: Case): Promise<Answer> {
  const { since, until, when } = timeOf(period, room);
  const { failures, templates } = await numbersSince(room.db, since, until);
  const runs = templates.reduce((sum, one) => sum + one.completed + one.failed + one.other, 0);
  const fact: Fact = {
    name: 'runs',
    value: counted(runs, 'run'),
    source: 'template runs',
    observedAt: room.now.toISOString(),
  };
  if (failures.length === 0) {
    const none = runs === 0 ? 'Nothing was made from a template' : 'No step of a template failed';
    return reply({
      kind: 'answer',
      intent: 'scaffold.status',
      text: `${none} ${when}.`,
      facts: [fact],
    });
  }
  const titles = new Map(templates.map(({ ref, title }) => [ref, title]));
  const items = failures.map(({ template, step, action, times }) => ({
    ref: template,
    label: step,
    detail: `${action} of ${titles.get(template) ?? template}, ${times === 1 ? 'once' : `${times} times`}`,
  }));
  const title = `${counted(items.length, 'step')} failed ${when}, of ${counted(runs, 'run')}`;
  return reply({
    kind: 'answer',
    intent: 'scaffold.status',
    refs: [...new Set(failures.map(({ template }) => template))],
    text: `${title}: ${items.map(({ label, detail }) => `${label} (${detail})`).join('; ')}.`,
    facts: [fact],
    view: { kind: 'list', title, items, total: items.length },
  });
}

async function tellMadeFrom({ slots, room }: Case): Promise<Answer | null> {
  const said = (slots['sort'] ?? '')
    .replace(/\s*\b(?:templates?|golden paths?|skeleton|starter)$/i, '')
    .trim();
  const templates = await room.scaffolding.templates();
  const meant = meantBy(said, templates);
  if (meant === null) return null;
  const found = new Set<string>();
  for (const { ref } of meant)
    for (const entity of await entitiesFrom(room.db, ref)) found.add(entity);
  const refs = [...found]
    .filter((ref) => room.view.get(ref) && !ref.startsWith('template:'))
    .sort();
  const name = said ? titlesOf(meant) : 'a template';
  const facts = [await wholeCatalog(room.db, room.view)];
  const title = `${counted(refs.length, 'entry')} made from ${name}`;
  if (refs.length === 0)
    return reply({
      kind: 'answer',
      intent: 'catalog.query',
      subjects: said ? meant.map(({ ref }) => ref) : [],
      text: `Nothing in the catalog was made from ${name}, as far as descriptors and my own runs say.`,
      facts,
    });
  return reply({
    kind: 'answer',
    intent: 'catalog.query',
    subjects: said ? meant.map(({ ref }) => ref) : [],
    refs,
    text: `${title}: ${enumerate(refs.map((ref) => labelOf(room.view, ref)))}.`,
    facts,
    view: {
      kind: 'list',
      title,
      items: refs.map((ref) => ({
        ref,
        label: labelOf(room.view, ref),
        detail: detailOf(room.view, ref),
      })),
      total: refs.length,
    },
  });
}

/** The templates of a few words; null where the words name none, so that something else was asked. One that ships may share its title. */
function meantBy(
  said: string,
  templates: readonly TemplateSummary[],
): readonly TemplateSummary[] | null {
  if (!said) return templates;
  const plain = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, ' ');
  const called = templates.filter(({ ref, title }) =>
    [ref, ref.split('/')[1] ?? '', title].some((name) => plain(name) === plain(said)),
  );
  if (called.length > 0) return called;
  const choice = chooseTemplate(said, templates);
  if (choice.kind === 'none') return null;
  return choice.kind === 'one' ? [choice.template] : choice.templates;
}

function timeOf(period: Case['period'], { now }: Room): { since: Date; until: Date; when: string } {
  if (period) return { since: period.since, until: period.until, when: period.label };
  const since = new Date(now.getTime() - DAYS * DAY_MS);
  // What is made in this very moment counts.
  return { since, until: new Date(now.getTime() + 1), when: `in the last ${DAYS} days` };
}

async function fromGitHub(room: Room, value: string): Promise<Fact> {
  const { observedAt } = await wholeCatalog(room.db, room.view);
  return {
    name: 'new repositories from a template',
    value,
    source: 'GitHub, catalog-info.yaml, template runs',
    ...(observedAt && { observedAt }),
  };
}

function titleOf(ref: string, templates: readonly TemplateSummary[], room: Room): string {
  return templates.find((one) => one.ref === ref)?.title ?? labelOf(room.view, ref);
}

function inWords(count: number, before = ''): string {
  return `${count} ${before}${count === 1 ? 'repository' : 'repositories'}`;
}

function namesOf(births: readonly Birth[]): string {
  return enumerate(births.map(({ slug }) => slug.split('/')[1] ?? slug));
}
