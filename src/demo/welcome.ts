import type { Answer } from '../questions/answer.ts';
import type { World } from './world.ts';

const HELLO = 'Hello! I know who owns what here, what it depends on, and whom to ask.';

type Example = { question: string; about: string };

/** Three things to try at Marlin Pay: an owner, who would feel it, and a name nobody spelled right. */
export const MARLIN_PAY_EXAMPLES: readonly Example[] = [
  { question: 'who owns payments-api', about: 'the owner, with its sources' },
  { question: 'what depends on ledger', about: 'who feels it when it is down' },
  { question: 'tokn vualt', about: 'typing at three in the morning' },
];

/** The bot's first words to a visitor, with questions to press; without `examples` those of its own help. Posted like any message of the app. */
export async function welcome(
  { app, slack }: World,
  visitor: string,
  examples?: readonly Example[],
): Promise<void> {
  const help = await app.core.ask({ text: 'help', asker: null, thread: null });
  const own = help.view.kind === 'help' ? help.view.examples : [];
  const view: Answer['view'] = { kind: 'help', examples: examples ?? own };
  const blocks = app.slack?.render({ ...help, text: HELLO, view }) ?? [];
  await slack.fetch('https://slack.com/api/chat.postMessage', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${slack.bot.botToken}`,
      'content-type': 'application/json; charset=utf-8',
    },
    body: JSON.stringify({ channel: slack.imOf(visitor).id, text: HELLO, blocks }),
  });
}
