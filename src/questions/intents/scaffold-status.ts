import { labelOf } from '../../catalog/labels.ts';
import type { RunReport } from '../../scaffolder/runs/run.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { momentText } from '../on-call/words.ts';
import { reply } from '../reply.ts';
import { runText } from '../scaffolding/words.ts';

const intent = 'scaffold.status';
const RUN =
  '(scaffolding|scaffold|scaffolder|template run|run of the template|new service|new repo|new repository|service creation)';
const WENT =
  '(failed|fail|broke|break|is stuck|stuck|hangs|hang|is not working|not working|errored|stopped|stop|finished|finish|done|is done|worked|work|succeeded|succeed)';

/** How far a run of a template is: the one that is named, else the asker's last. */
export const scaffoldStatus: Intention = {
  intent,
  examples: [
    'the scaffolding failed at step 3, retry?',
    'how far is my new service',
    'did the scaffolding of refund-listener work',
    'who scaffolded refund-listener',
    'why did my scaffolding fail',
    'retry the scaffolding',
  ],
  patterns: [
    `[the|my|our] ${RUN} ${WENT} {rest}`,
    `[the|my|our] ${RUN} (of|for) {rest} ${WENT} {more}`,
    `[the|my|our] ${RUN} (of|for) {rest} ${WENT}`,
    `[the|my|our] ${RUN} ${WENT}`,
    `(how far|where|how|what) (is|are|about|happened to|happened with) (my|the|our) ${RUN}`,
    `(how far|where|how|what) (is|are|about|happened to|happened with) (my|the|our) ${RUN} {rest}`,
    `how far (is|along is|are we with) {rest}`,
    `(retry|resume|continue|rerun|restart|cancel|abort) [the|it|my|our] (scaffolding|scaffold|run|template run|step|failed step|failed run) [of|for] {rest}`,
    '(retry|resume|continue|rerun|restart|cancel|abort) [the|it|my|our] (scaffolding|scaffold|run|template run|step|failed step|failed run)',
    `(did|has|is|was|why did|why has|why is) (my|the|our) ${RUN} ${WENT}`,
    `(did|has|is|was|why did|why has|why is) (my|the|our) ${RUN} (of|for) {rest}`,
    '(who|when was) (scaffolded|bootstrapped) {rest}',
    '(is|has) {rest} [been] (scaffolded|bootstrapped) [yet|already]',
    '[the] [status|state|progress] of (my|the|our) (scaffolding|template run|scaffold)',
    '[the] [status|state|progress] of (my|the|our) (scaffolding|template run|scaffold) (of|for) {rest}',
  ],
  bare: 'nothing',
  isNameOptional: true,
  answer: tell,
};

/** "Show my template runs", "failed runs". */
export const scaffoldRuns: Intention = {
  intent,
  examples: ['show my template runs', 'which template runs failed', 'list scaffolder runs'],
  patterns: [
    '(show|list|what are|which are) [me|us] [all|all the|the|my|our] [last|latest|recent|failed|open|running] (template runs|scaffolder runs|scaffolding runs|scaffolds|scaffolder tasks)',
    '(which|what) (template runs|scaffolder runs|scaffolding runs|scaffolder tasks) (failed|are open|are running|are there|ran) [this week|last week|today|recently]',
    '[my|our|the|all] [last|latest|recent|failed|open|running] (template runs|scaffolder runs|scaffolding runs|scaffolder tasks)',
    '(what was|who) (scaffolded|created from a template|made from a template) [recently|last|this week|last week|today]',
  ],
  bare: 'nothing',
  answer: list,
};

const RECENT = 100;

async function tell({ text, room }: Case): Promise<Answer | null> {
  const runs = await room.scaffolding.runs({ limit: RECENT });
  const named = runs.find(({ subject }) => subject.name && says(text, subject.name));
  const { asker } = room.talk;
  const own = runs.find(({ by }) => by !== null && by === asker);
  // "How far is ledger" is no question about a run, unless there was one.
  if (
    !named &&
    /^how far (?:is|along is|are we with) (?!my|our|the (?:scaff|new|templ))/i.test(text)
  )
    return null;
  const run = named ?? own;
  if (!run)
    return reply({
      kind: 'unknown',
      intent,
      text: 'I know no run of a template that you started. /callboard new starts one.',
    });
  const wants = wantsOf(text);
  const note = wants ? hintFor(wants, run) : '';
  return reply({
    kind: wants ? 'confirm' : 'answer',
    intent,
    subjects: [run.template.ref],
    refs: [run.template.ref],
    text: [runText(run, room), note].filter(Boolean).join(' '),
    facts: [factOf(run)],
    view: { kind: 'run', report: run, note },
  });
}

function says(text: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[-_ ]+/g, '[-_ ]+');
  return new RegExp(`(?:^|[^\\w-])${escaped}(?:$|[^\\w-])`, 'i').test(text);
}

function wantsOf(text: string): 'retry' | 'cancel' | null {
  if (/\b(?:retry|resume|rerun|restart|continue|try again)\b/i.test(text)) return 'retry';
  return /\b(?:cancel|abort)\b/i.test(text) ? 'cancel' : null;
}

function hintFor(wants: 'retry' | 'cancel', { state, removed }: RunReport): string {
  if (wants === 'retry' && removed.length > 0) return 'Start a new one with /callboard new.';
  const can = wants === 'retry' ? state === 'failed' || state === 'cancelled' : isOpen(state);
  if (!can) return `It is ${STATE_WORDS[state]}, so there is nothing to ${wants}.`;
  return wants === 'retry'
    ? 'Nothing was done yet: "Retry" goes on from the step that failed.'
    : 'Nothing was done yet: "Cancel" stops it after the step that runs.';
}

function isOpen(state: RunReport['state']): boolean {
  return state === 'open' || state === 'processing' || state === 'waiting';
}

const STATE_WORDS: Readonly<Record<RunReport['state'], string>> = {
  waiting: 'waiting for approval',
  open: 'about to begin',
  processing: 'running',
  completed: 'done',
  failed: 'stopped',
  cancelled: 'cancelled',
  declined: 'declined',
};

function factOf(run: RunReport) {
  return {
    name: 'template run',
    value: run.state,
    source: 'template runs',
    observedAt: (run.endedAt ?? run.startedAt ?? run.createdAt).toISOString(),
  };
}

const SHOWN = 20;

async function list({ text, room }: Case): Promise<Answer> {
  const { asker } = room.talk;
  const isMine = /\b(?:my|mine)\b/i.test(text) && asker !== null;
  const isFailed = /\bfailed?\b/i.test(text);
  const isRunning = /\b(?:open|running)\b/i.test(text);
  const runs = await room.scaffolding.runs({
    limit: SHOWN,
    ...(isMine && { by: asker }),
    ...(isFailed && { states: ['failed'] as const }),
    ...(isRunning && { states: ['waiting', 'open', 'processing'] as const }),
  });
  const sort = [isMine && 'of yours', isFailed && 'that failed', isRunning && 'that is open']
    .filter(Boolean)
    .join(' ');
  const [first] = runs;
  if (!first)
    return reply({
      kind: 'answer',
      intent,
      text: `There is no template run${sort ? ` ${sort}` : ''}.`,
      facts: [
        {
          name: 'template run',
          value: 'none',
          source: 'template runs',
          observedAt: room.now.toISOString(),
        },
      ],
    });
  const title = runs.length === 1 ? '1 template run' : `${runs.length} template runs, newest first`;
  const items = runs.map((run) => ({
    ref: run.template.ref,
    label: run.subject.name ?? run.template.title,
    detail: lineOf(run, room),
  }));
  return reply({
    kind: 'answer',
    intent,
    refs: [...new Set(runs.map(({ template }) => template.ref))],
    text: `${title}: ${items.map(({ label, detail }) => `${label} (${detail})`).join('; ')}.`,
    facts: [factOf(first)],
    view: { kind: 'list', title, items, total: runs.length },
  });
}

function lineOf(run: RunReport, room: Room): string {
  const who = run.by ? labelOf(room.view, run.by) : 'a program';
  return `${run.template.title}, ${STATE_WORDS[run.state]}, by ${who}, ${momentText(run.createdAt, room)}`;
}
