import { eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { channelsOf } from '../../catalog/channels.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import { entities } from '../../db/schema.ts';
import type { StandardsDesk } from '../../scorecards/desk/desk.ts';
import type { ChannelKind } from '../channels.ts';
import type { createReach } from '../reach.ts';

/** Members that are asked one by one, where a team has no channel. */
const MEMBERS = 10;

/** Where something can be said. */
export type PlaceFound =
  | { kind: 'at'; channel: string }
  /** It cannot be said there, and waiting changes nothing: the rest of a sentence. */
  | { kind: 'barred'; reason: string };

export type Places = {
  /** A channel by name or id, or a person by ref. Rejects where Slack does not answer. */
  find: (place: string) => Promise<PlaceFound>;
  /** Where a team or person is asked: the channel of the team, else its members one by one. */
  of: (ref: string) => Promise<string[]>;
};

export type PlaceParts = {
  db: Db;
  index: CatalogIndex;
  desk: Pick<StandardsDesk, 'preferencesOf'>;
  reach: Pick<ReturnType<typeof createReach>, 'channelIdOf' | 'slackIdOf'>;
  kindOf: (channel: string) => Promise<ChannelKind>;
  allowSharedChannels: boolean;
};

export function createPlaces(parts: PlaceParts): Places {
  const { db, index, desk, reach, kindOf, allowSharedChannels } = parts;

  async function find(place: string): Promise<PlaceFound> {
    if (place.startsWith('user:')) {
      const id = await reach.slackIdOf(place);
      return id ? { kind: 'at', channel: id } : barred('I do not know them in Slack');
    }
    const channel = await reach.channelIdOf(place);
    if (!channel)
      return barred('I see no such channel: it is archived, has another name, or I am not invited');
    const isShared = (await kindOf(channel)) === 'shared';
    return isShared && !allowSharedChannels
      ? barred('people of other companies read there')
      : { kind: 'at', channel };
  }

  async function channelOf(ref: string): Promise<string | null> {
    const { place } = await desk.preferencesOf(ref);
    const [row] = await db.select().from(entities).where(eq(entities.ref, ref));
    const named = row && !row.removedAt ? channelsOf(row.entity) : null;
    for (const one of [place, named?.channel, named?.askChannel]) {
      const found = one ? await find(one) : null;
      if (found?.kind === 'at') return found.channel;
    }
    return null;
  }

  return {
    find,
    async of(ref) {
      const channel = ref.startsWith('user:') ? null : await channelOf(ref);
      if (channel) return [channel];
      const view = await index.current();
      const people = ref.startsWith('user:') ? [ref] : view.out(ref, 'hasMember').slice(0, MEMBERS);
      const found = await Promise.all(people.map(find));
      return found.flatMap((one) => (one.kind === 'at' ? [one.channel] : []));
    },
  };
}

function barred(reason: string): PlaceFound {
  return { kind: 'barred', reason };
}
