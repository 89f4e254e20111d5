import type { Exchange } from '../src/demo/slack/model.ts';
import type { World } from '../src/demo/world.ts';

/** What somebody who means harm would write into a name, a description or a question. */
export const PINGS = [
  '<!channel>',
  '<!here>',
  '<!everyone>',
  '<@U02ANA>',
  '<!subteam^S1|@payments>',
  '<#C02GENERAL>',
  '<https://evil.example|payments-api>',
] as const;

/** Everything the app sent to Slack: messages, answers to presses, modals and Home tabs. */
export function sentBy({ slack }: World): readonly Exchange[] {
  return slack.journal().filter(({ direction }) => direction === 'app-to-slack');
}

/** Pings, mentions and links that Slack would act on, in everything the app sent. */
export function liveMarkup(world: World): string[] {
  return sentBy(world).flatMap(({ request }) => mrkdwnIn(request).flatMap(tokensIn));
}

/** What the Block Kit checker found in anything that was sent either way. */
export function refusals({ slack }: World): string[] {
  return slack.journal().flatMap(({ name, problems }) => problems.map((one) => `${name}: ${one}`));
}

/** Texts that Slack reads as mrkdwn: the top-level text, and every text object that says so. */
function mrkdwnIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value === 'string' && /^[[{]/.test(value)) return mrkdwnIn(parsed(value));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'text' && typeof one === 'string'
      ? 'type' in value && value.type === 'plain_text'
        ? []
        : [one]
      : mrkdwnIn(one),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function tokensIn(text: string): string[] {
  return text.match(/<[^>]*>?/g) ?? [];
}
