import { labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { reply } from '../reply.ts';

/** What can be asked, with examples from the asker's own things. */
export const help: Intention = {
  intent: 'help',
  examples: ['help', 'what can you do', 'how does this work'],
  patterns: [
    '(help|help me|h|?|usage|commands|examples|menu|start|man|manual|instructions|faq|options)',
    '(what|how) can (you|i|we|callboard) (do|ask|ask you|help|help with|help me with|answer|do for me|do here|use you|use this)',
    'what (do|does|are) (you|this|callboard|this bot|this thing) [do|for]',
    '(who|what) are you',
    'what do you know [about]',
    '(who|which team) (made|built|wrote|created|develops|maintains) (you|this bot|callboard|the bot)',
    '(show|list) [me] [your|the|all|all the] (commands|examples|options|features)',
    'what (else|all) can (you|i) (do|ask|answer) [here]',
    'how (does|do) (this|it|you|callboard|this bot) work',
    'how (do|can) (i|we) (use|ask|talk to) (you|this|callboard|this bot|it|this thing)',
    'what (questions|commands|things|kind of questions|can) (can|do|could) (i|you|we) (ask|answer|understand|know|ask you)',
    '(can|could|would) you (not|please not|stop) (reply|write|answer|talk|being|reply with) [so|such|that] (long|so long|verbose|much|that much|too long|long texts)',
    '(be|reply|answer|write|keep it|make it|can you be|could you be) [a bit|a little|more] (shorter|brief|briefer|short|more concise|concise|less verbose)',
    '(too long|tldr|tl;dr|too verbose|shorter)',
  ],
  bare: 'nothing',
  answer: ({ text, room }) =>
    answerHelp(
      room,
      /\b(long|short|shorter|brief|briefer|verbose|concise|tldr|tl;dr|much)\b/i.test(text),
    ),
};

export const HELP =
  'Ask me who owns something, what a service is, what a team owns or who is in it, what depends on what, and how something is done.';

/** The same help wherever a question was not understood. */
export function answerHelp(room: Case['room'], isShort = false): Answer {
  const examples = examplesFor(room);
  const lead = isShort
    ? 'Understood. My answers keep to one line and a card; ask for one thing ("runbook for …") and you get that alone.'
    : HELP;
  return reply({
    kind: 'answer',
    intent: 'help',
    text: `${lead} Try: ${examples.map(({ question }) => `"${question}"`).join(', ')}.`,
    view: { kind: 'help', examples, note: lead },
  });
}

/** Examples about things that exist, the asker's own first. */
export function examplesFor({ view, talk }: Case['room']): { question: string; about: string }[] {
  const teams = talk.asker ? view.out(talk.asker, 'memberOf') : [];
  const own = teams.flatMap((team) => view.ownedBy(team)).find(({ kind }) => kind === 'component');
  const example = own ?? view.first('component');
  const thing = example ? labelOf(view, example.ref) : 'payments-api';
  const owner = view.out(example?.ref ?? '', 'ownedBy')[0];
  const team = owner && view.get(owner) ? labelOf(view, owner) : 'my team';
  return [
    { question: `who owns ${thing}`, about: 'the owner, with its source' },
    { question: thing, about: 'the card of a service' },
    { question: `what does ${team} own`, about: 'everything a team owns' },
    { question: `what depends on ${thing}`, about: 'what breaks with it' },
    { question: `runbook for ${thing}`, about: 'one link or property' },
    { question: `docs for ${thing}`, about: 'its pages; ask "how do I …" for what they say' },
    { question: `who is in ${team}`, about: 'a team and its channel' },
  ];
}
