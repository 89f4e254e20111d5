import type { Delivery, Outcome } from './delivery.ts';
import type { Events } from './events.ts';
import type { Channel, Problem } from './model.ts';
import type { State } from './state.ts';

/** What the human side works with: the state, the events and a way to tell the app something. */
export type Wiring = {
  state: State;
  events: Events;
  send: (delivery: Delivery) => Promise<Outcome>;
};

/** What Slack's client shows when the app does not answer an interaction. */
export const TROUBLE = 'We had some trouble connecting. Try again?';

/** What every interaction says of where it comes from. */
export function interactionBase(state: State, user: string): Record<string, unknown> {
  const person = state.people.get(user);
  return {
    user: {
      id: user,
      username: person?.name ?? '',
      name: person?.name ?? '',
      team_id: state.team.id,
    },
    team: { id: state.team.id, domain: state.team.domain },
    api_app_id: state.bot.appId,
    token: 'verification-token',
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** A channel by id, `#name`, name, or a person's id for the direct messages with the bot. */
export function channelFor(state: State, wanted: string, actor?: string): Channel {
  const name = wanted.replace(/^#/, '');
  const botIm =
    wanted === state.bot.userId || name === `@${state.bot.name.toLowerCase()}` ? actor : undefined;
  const channel =
    state.channels.get(wanted) ??
    [...state.channels.values()].find((known) => known.name === (botIm ?? name));
  if (!channel) throw new Error(`There is no channel ${wanted} in this workspace.`);
  return channel;
}

/** Keeps in the journal what is wrong with an answer of the app. */
export function keepProblems(outcome: Outcome, problems: Problem[]): void {
  outcome.exchange.problems.push(
    ...problems.map(({ pointer, message }) => `${message} [json-pointer:${pointer}]`),
  );
}
