import { z } from 'zod';
import type { Answer, Fact } from '../../questions/answer.ts';
import { defineTool, refused, type Tool, told } from './tool.ts';

const MOST_FACTS = 12;
const MOST_REFS = 50;

const named = z
  .string()
  .min(1)
  .max(200)
  .describe('A name, nickname, ref such as component:default/ledger, or repository.');
const when = z
  .string()
  .min(1)
  .max(80)
  .optional()
  .describe('A time in plain words: "since 14:00", "last friday 3am", "in the last 2 hours". UTC.');

const ask = defineTool({
  name: 'ask',
  title: 'Ask the catalog',
  description:
    'Any question in plain words about services, owners, teams, people on call, dependencies, incidents, deployments, changes and runbooks. Answers from facts with their sources, and says so when it does not know. Nothing is ever carried out.',
  scope: 'ask',
  input: z.object({
    question: z.string().min(1).max(1_000),
    user: z.string().min(1).max(200).optional().describe('Who asks, for "my": a ref or an e-mail.'),
    thread: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('Any id that stays the same within a conversation, for follow-ups.'),
  }),
  async call({ question, user, thread }, room) {
    const asker = user ? await room.userOf(user) : null;
    if (user && !asker)
      return refused(`No person in the catalog is ${user}. Leave out "user", or give a ref.`);
    const answer = await room.ask({
      text: question,
      asker,
      thread: thread ? `mcp:${thread}` : null,
    });
    return tellAnswer(answer);
  },
});

/** A tool that is a question with gaps: what people ask in chat, so the answer is the same. */
function questionTool<Input extends z.ZodObject>(tool: {
  name: string;
  title: string;
  description: string;
  input: Input;
  question: (input: z.output<Input>) => string;
}): Tool {
  return defineTool({
    ...tool,
    scope: 'ask',
    call: async (input, room) =>
      tellAnswer(await room.ask({ text: tool.question(input), asker: null, thread: null })),
  });
}

/** Everything that `ask` answers, with the common questions as tools of their own. */
export const ASKING: readonly Tool[] = [
  ask,
  questionTool({
    name: 'who_owns',
    title: 'Who owns it',
    description:
      'The owning team of anything: a service, file path, repository link, stack frame, web address, topic, database or alert; with what CODEOWNERS says beside it, and the channel to ask in.',
    input: z.object({ thing: z.string().min(1).max(2_000) }),
    question: ({ thing }) => `who owns ${thing}`,
  }),
  questionTool({
    name: 'who_is_on_call',
    title: 'Who is on call',
    description: 'Who is on call for a service or a team, now or at a time, and until when.',
    input: z.object({ for: named, at: when }),
    question: ({ for: of, at }) => ['who is on call for', of, at].filter(Boolean).join(' '),
  }),
  questionTool({
    name: 'dependencies',
    title: 'Dependencies',
    description: 'What a service, resource or API needs, or what needs it.',
    input: z.object({ of: named, direction: z.enum(['needs', 'needed_by']) }),
    question: ({ of, direction }) =>
      direction === 'needs' ? `what does ${of} depend on` : `what depends on ${of}`,
  }),
  questionTool({
    name: 'dependency_path',
    title: 'Why one needs the other',
    description: 'The chain of relations by which one entity depends on another, if there is any.',
    input: z.object({ from: named, to: named }),
    question: ({ from, to }) => `why does ${from} depend on ${to}`,
  }),
  questionTool({
    name: 'blast_radius',
    title: 'What breaks',
    description:
      'What is affected when something fails, directly and further away, by tier, with owners.',
    input: z.object({ of: named }),
    question: ({ of }) => `what breaks if ${of} is down`,
  }),
  questionTool({
    name: 'recent_changes',
    title: 'What changed near it',
    description:
      'Merges, releases and deployments of a service and its direct upstreams in a window of time, newest first.',
    input: z.object({ around: named, window: when }),
    question: ({ around, window }) =>
      ['what changed around', around, window].filter(Boolean).join(' '),
  }),
  questionTool({
    name: 'running_version',
    title: 'Which version runs where',
    description: 'The version of a service that runs in an environment, since when and by whom.',
    input: z.object({ of: named, environment: z.string().min(1).max(60).default('prod') }),
    question: ({ of, environment }) => `what version of ${of} is in ${environment}`,
  }),
  questionTool({
    name: 'incidents',
    title: 'Incidents',
    description: 'Open and recent incidents, of one service or of all.',
    input: z.object({ of: named.optional(), window: when }),
    question: ({ of, window }) =>
      ['any incidents', of && `on ${of}`, window].filter(Boolean).join(' '),
  }),
  questionTool({
    name: 'runbook',
    title: 'Runbook',
    description: 'The runbook of a service.',
    input: z.object({ of: named }),
    question: ({ of }) => `runbook for ${of}`,
  }),
  questionTool({
    name: 'team',
    title: 'Team',
    description: 'A team: its members, channels and what it owns.',
    input: z.object({ name: named }),
    question: ({ name }) => `tell me about the ${name} team`,
  }),
];

/** The text of an answer with its sources, then what programs want of it. */
export function tellAnswer(answer: Answer) {
  const { kind, intent, text, subjects, refs, candidates, facts } = answer;
  if (kind === 'silent') return told('There was no question in that.');
  const sources = facts.filter(isFirstOfSource).map(sourceOf).slice(0, 5);
  const lines = [
    text,
    candidates.length > 0 && kind !== 'answer'
      ? `Ask again with one of: ${candidates.slice(0, 10).join(', ')}`
      : '',
    kind === 'confirm' ? 'Nothing was done: a person has to press the button in Slack.' : '',
    sources.length > 0 ? `Sources: ${sources.join('; ')}` : '',
  ];
  return told(lines.filter(Boolean).join('\n'), {
    kind,
    intent,
    subjects: subjects.slice(0, MOST_REFS),
    refs: refs.slice(0, MOST_REFS),
    candidates: candidates.slice(0, MOST_REFS),
    facts: facts.slice(0, MOST_FACTS),
  });
}

function isFirstOfSource({ source }: Fact, at: number, facts: readonly Fact[]): boolean {
  return facts.findIndex((fact) => fact.source === source) === at;
}

function sourceOf({ source, observedAt }: Fact): string {
  return observedAt ? `${source} (as of ${observedAt})` : source;
}
