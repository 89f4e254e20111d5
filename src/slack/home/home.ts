import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { HomeOf } from '../../questions/home/gather.ts';
import type { Agent } from '../agent.ts';
import type { Directory } from '../directory.ts';
import type { Modals } from '../modals.ts';
import { drawHome } from './draw.ts';

export type Home = {
  /** Draws a person's Home tab anew. */
  publish: (person: string) => Promise<void>;
  listen: (app: App) => void;
};

const Opened = z.object({
  user: z.string(),
  tab: z.string(),
  channel: z.string().optional(),
});

/** The Home tab is drawn when somebody looks at it: publishing for everybody would only use up Slack's limits. */
export function createHome(parts: {
  directory: Pick<Directory, 'identify'>;
  homeOf: HomeOf;
  modals: Pick<Modals, 'publish'>;
  agent: Pick<Agent, 'suggest'>;
  drawing: () => { now: Date; pageOf: (ref: string) => string | null };
  /** Whether there are templates to make something from. */
  canCreate?: boolean;
  /** Whether anybody is reminded of anything. */
  canMute?: boolean;
}): Home {
  const { directory, homeOf, modals, agent, drawing, canCreate = false, canMute = false } = parts;

  async function publish(person: string): Promise<void> {
    const identity = await directory.identify(person);
    const state = await homeOf(identity?.ref ?? null);
    const isCertain = identity !== null && identity.via !== 'self';
    await modals.publish(person, drawHome(state, { ...drawing(), isCertain, canCreate, canMute }));
  }

  return {
    publish,
    listen(app) {
      app.event('app_home_opened', async ({ event }) => {
        const { user, tab, channel } = Opened.parse(event);
        if (tab === 'home') await publish(user);
        else if (channel) await agent.suggest(user, channel);
      });
    },
  };
}
