import type { App } from '@slack/bolt';
import type { HomeView, KnownBlock } from '@slack/types';
import { z } from 'zod';
import type { Agent } from './agent.ts';
import { actions, bold, context, divider, name, section } from './blocks.ts';
import { askButton } from './controls.ts';
import type { Directory, People, Profile } from './directory.ts';
import { linkButton } from './link-me.ts';
import type { Modals } from './modals.ts';

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
  directory: Directory;
  people: People;
  modals: Modals;
  agent: Agent;
}): Home {
  const { directory, people, modals, agent } = parts;

  async function publish(person: string): Promise<void> {
    const identity = await directory.identify(person);
    const profile = identity ? await people.profileOf(identity.ref) : null;
    await modals.publish(person, drawHome(profile, identity?.via !== 'self'));
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

const TEAMS = 5;
const OWNED = 8;

/** @param isCertain whether data say who this is, and not only the person. */
export function drawHome(profile: Profile | null, isCertain: boolean): HomeView {
  return {
    type: 'home',
    blocks: [
      ...(profile ? drawProfile(profile, isCertain) : drawStranger()),
      divider,
      section('*Ask me anything about services and their owners*'),
      actions(
        examplesFor(profile).map((question, index) =>
          askButton.element({ text: question, index }, { question }),
        ),
      ),
      context(['Mention me in a channel, write to me here, or use /callboard anywhere.']),
    ],
  };
}

function drawStranger(): KnownBlock[] {
  return [
    section("*Welcome.* I don't know yet who you are in the catalog."),
    actions([linkButton.element({ text: 'This is me…', style: 'primary' }, {})]),
  ];
}

function drawProfile(profile: Profile, isCertain: boolean): KnownBlock[] {
  const isOwner = ({ total }: Profile['teams'][number]) => Number(total > 0);
  const teams = profile.teams.toSorted((a, b) => isOwner(b) - isOwner(a)).slice(0, TEAMS);
  const hidden = profile.teams.length - teams.length;
  return [
    section(`*Hello, ${name(profile.name)}*`),
    ...(teams.length === 0 ? [section('You are in no team of the catalog.')] : teams.map(drawTeam)),
    ...(hidden > 0 ? [context([`… and ${hidden} more teams`])] : []),
    ...(isCertain ? [] : [actions([linkButton.element({ text: 'Not me…' }, {})])]),
  ];
}

function drawTeam({ label, owns, total }: Profile['teams'][number]): KnownBlock {
  const shown = owns.slice(0, OWNED).map((owned) => name(owned.label, 80));
  const hidden = Math.max(total, owns.length) - shown.length;
  const list = shown.length > 0 ? shown.join(', ') : 'owns nothing yet';
  return section(`${bold(label)}\n${list}${hidden > 0 ? ` … and ${hidden} more` : ''}`);
}

/** Three things to try, about the person's own services where there are any. */
function examplesFor(profile: Profile | null): string[] {
  const own = profile?.teams.flatMap(({ owns }) => owns)[0]?.label;
  const known = own && own.length <= 40 ? own : null;
  return [
    ...(known ? [`who owns ${known}`, `what depends on ${known}`] : []),
    ...(profile ? ['what do I own'] : []),
    'help',
  ].slice(0, 3);
}
