import type { Db } from '#dialect';
import type { CatalogIndex } from '../../catalog/search.ts';
import { gatherFacts } from '../facts.ts';
import { gatherCard, hashOf, type RoomCard } from './card.ts';
import { matchesPattern, namedByChannel } from './channel-name.ts';
import { namedByMessage } from './named.ts';
import type { Nearby } from './nearby.ts';
import {
  isTooOld,
  isWorthACard,
  NEW_SUBJECT,
  type Room,
  type Subject,
  withChoice,
  withMessage,
  withStated,
} from './room.ts';
import {
  endRoom,
  openRoom,
  openRooms,
  renameRoom,
  reopenRoom,
  roomOf,
  saveSubject,
} from './store.ts';

/** Knows which channels are about an incident, what each is about, and what its card says. Says nothing itself. */
export type Keeper = {
  /** Whether a channel of this name is about an incident. */
  isIncident: (name: string) => boolean;
  /** Takes a channel in with what was said in it before. False where it is known, or where there is no catalog yet. */
  enter: (channel: { id: string; name: string }, messages: readonly string[]) => Promise<boolean>;
  /** Whether a message made a difference to what the channel is about; null where the channel is not known. */
  hear: (channel: string, text: string) => Promise<boolean | null>;
  /** Somebody says what it is about; false where that is nothing of the catalog, or the channel is none of ours. */
  choose: (channel: string, ref: string) => Promise<boolean>;
  /** What the card says now; null where there is nothing to say. */
  cardOf: (room: Room) => Promise<{ card: RoomCard; hash: string } | null>;
  /** Rooms whose incident goes on. Those that are too old end here. */
  rooms: () => Promise<Room[]>;
  room: (channel: string) => Promise<Room | null>;
  /** What it is about may stand in its new name. */
  rename: (channel: string, name: string) => Promise<void>;
  end: (channel: string, because: string) => Promise<void>;
  /** Things somebody may mean, for a menu. */
  suggest: (text: string) => Promise<{ label: string; value: string }[]>;
};

export type KeeperOptions = {
  db: Db;
  index: CatalogIndex;
  nearby: Nearby;
  patterns: readonly string[];
  now: () => Date;
};

const ATTEMPTS = 5;
const SUGGESTIONS = 30;
const EXCEPT = ['location', 'group', 'user', 'domain', 'template'];

export function createKeeper({ db, index, nearby, patterns, now }: KeeperOptions): Keeper {
  /** What the channel is about by its incident and its name. */
  async function stated(subject: Subject, room: { name: string; openedAt: Date }) {
    const view = await index.current();
    const incident = await nearby.incidentOf(room);
    const sure = incident?.services.filter((ref) => view.get(ref)) ?? [];
    return withStated(withStated(subject, { sure, options: [] }), namedByChannel(view, room.name));
  }

  /** Changes what a room is about, whoever else does so at the same time. */
  async function change(
    channel: string,
    make: (subject: Subject, room: Room) => Subject | Promise<Subject>,
  ): Promise<boolean | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const room = await roomOf(db, channel);
      if (!room || room.endedAt) return null;
      const subject = await make(room, room);
      if (isSame(subject, room)) return false;
      const isNews = !isSame({ ...subject, heard: room.heard }, room);
      if (await saveSubject(db, { channel, before: room, subject })) return isNews;
    }
    return false;
  }

  return {
    isIncident: (name) => patterns.some((pattern) => matchesPattern(name, pattern)),
    async enter({ id, name }, messages) {
      const view = await index.current();
      if (view.size === 0) return false;
      const known = await roomOf(db, id);
      if (known && !known.endedAt) return false;
      const start = await stated(NEW_SUBJECT, { name, openedAt: now() });
      const subject = messages.reduce(
        (before: Subject, text) => withMessage(before, namedByMessage(view, text)),
        start,
      );
      if (!known) return openRoom(db, { channel: id, name, subject, now: now() });
      await reopenRoom(db, id, now());
      return true;
    },
    async hear(channel, text) {
      const view = await index.current();
      return change(channel, (subject) => withMessage(subject, namedByMessage(view, text)));
    },
    async choose(channel, ref) {
      const view = await index.current();
      const entry = view.get(ref);
      if (!entry || EXCEPT.includes(entry.kind)) return false;
      return (await change(channel, (subject) => withChoice(subject, ref))) !== null;
    },
    async cardOf(room) {
      // What the incident says may have come after the channel.
      const subject = await stated(room, room);
      if (!isWorthACard(subject)) return null;
      if (!isSame(subject, room)) {
        await change(room.channel, (_, newest) => stated(newest, newest).then(counted));
      }
      const view = await index.current();
      const facts = (ref: string) => gatherFacts(db, view, ref);
      const card = await gatherCard({ ...room, ...subject }, { view, facts, nearby, now: now() });
      if (card.services.length === 0 && card.options.length === 0) return null;
      return { card, hash: hashOf(card) };
    },
    async rooms() {
      const open = await openRooms(db);
      const old = open.filter((room) => isTooOld(room, now()));
      for (const { channel } of old)
        await endRoom(db, { channel, because: 'some days have passed', now: now() });
      return open.filter((room) => !old.includes(room));
    },
    room: (channel) => roomOf(db, channel),
    rename: (channel, name) => renameRoom(db, channel, name),
    end: (channel, because) => endRoom(db, { channel, because, now: now() }),
    async suggest(text) {
      const view = await index.current();
      const found = text.trim() ? view.find(text, { except: EXCEPT, limit: SUGGESTIONS }) : [];
      return found.map(({ entry }) => ({
        label: `${entry.name} (${entry.kind})`,
        value: entry.ref,
      }));
    },
  };
}

function counted(subject: Subject): Subject {
  return { ...subject, heard: subject.heard + 1 };
}

function isSame(a: Subject, b: Subject): boolean {
  const said = ({ services, named, options, heard }: Subject) =>
    JSON.stringify([services, named, options, heard]);
  return said(a) === said(b);
}
