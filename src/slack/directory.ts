import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Db } from '#dialect';
import { describeError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Named } from '../questions/answer.ts';
import {
  forgetIdentity,
  type Identity,
  identityOf,
  isKnownAsAnother,
  saveIdentity,
} from './directory-store.ts';

/** What the catalog offers about people; `app.ts` hands it over. Refs are canonical. */
export type People = {
  /** The User entity with this e-mail address. */
  userByEmail: (email: string) => Promise<string | null>;
  /** The User entity whose annotation under `slack.com` with the name `user-id` says this Slack id. */
  userBySlackId: (slackId: string) => Promise<string | null>;
  /** User entities whose name, title or e-mail fits what somebody types. */
  searchUsers: (text: string, limit: number) => Promise<readonly Named[]>;
  /** How somebody is reached: the Slack id their entity states, and their e-mail address; null when the entity is gone. */
  contactOf: (ref: string) => Promise<{ slackId: string | null; email: string | null } | null>;
  /** Name, teams and what the teams own; null when the entity is gone. */
  profileOf: (ref: string) => Promise<Profile | null>;
};

export type Profile = {
  ref: string;
  name: string;
  teams: readonly (Named & { owns: readonly Named[]; total: number })[];
};

export type Linked =
  | { kind: 'linked'; identity: Identity }
  /** The company's data already say who the person is. */
  | { kind: 'known'; identity: Identity }
  /** They say that somebody else is this entity. */
  | { kind: 'taken' };

export type Directory = {
  /** Which User entity a Slack person is: by e-mail, then by annotation, then as they said themselves. Never throws. */
  identify: (slackId: string) => Promise<Identity | null>;
  refOf: (slackId: string) => Promise<string | null>;
  /** The time zone in somebody's profile, like `Europe/Berlin`; null where that cannot be read. Never throws. */
  zoneOf: (slackId: string) => Promise<string | null>;
  /** Takes somebody's word for who they are, unless data say otherwise. */
  link: (slackId: string, ref: string) => Promise<Linked>;
};

const MINUTE = 60_000;
/** What was found is looked up again after a day; what was not, after ten minutes, because somebody may have added it. */
const FOUND_LIFE_MS = 24 * 60 * MINUTE;
const MISSING_LIFE_MS = 10 * MINUTE;
const MISSING_KEPT = 5_000;
/** Enough for everybody who asks in a day; what is forgotten is read again. */
const ZONES_KEPT = 5_000;

const Info = z.object({
  user: z.object({
    is_bot: z.boolean().default(false),
    tz: z.string().optional(),
    profile: z.object({ email: z.string().optional() }).default({}),
  }),
});

export function createDirectory({
  db,
  web,
  people,
  now,
  log,
}: {
  db: Db;
  web: WebClient;
  people: People;
  now: () => Date;
  log: Log;
}): Directory {
  const missing = new Map<string, number>();
  const zones = new Map<string, string | null>();

  async function identify(slackId: string): Promise<Identity | null> {
    const known = await identityOf(db, slackId);
    if (known && now().getTime() - known.at.getTime() < FOUND_LIFE_MS) return known;
    if (!known && (missing.get(slackId) ?? 0) > now().getTime()) return null;
    try {
      const found = await lookUp(slackId);
      return await settle(slackId, known, found);
    } catch (error) {
      // A failed read changes nothing: who was known stays known.
      log.warn({ slackId, reason: describeError(error) }, 'slack person could not be looked up');
      return known;
    }
  }

  async function zoneOf(slackId: string): Promise<string | null> {
    const known = zones.get(slackId);
    if (known !== undefined) return known;
    try {
      const { user } = Info.parse(await web.users.info({ user: slackId }));
      keepZone(slackId, user.tz);
      return user.tz ?? null;
    } catch (error) {
      log.warn({ slackId, reason: describeError(error) }, 'slack time zone could not be read');
      return null;
    }
  }

  function keepZone(slackId: string, zone: string | undefined): void {
    if (zones.size >= ZONES_KEPT) zones.clear();
    zones.set(slackId, zone ?? null);
  }

  async function lookUp(slackId: string): Promise<Omit<Identity, 'at'> | null> {
    const { user } = Info.parse(await web.users.info({ user: slackId }));
    keepZone(slackId, user.tz);
    if (user.is_bot) return null;
    const { email } = user.profile;
    const byEmail = email ? await people.userByEmail(email) : null;
    if (byEmail) return { ref: byEmail, via: 'email' };
    const byAnnotation = await people.userBySlackId(slackId);
    return byAnnotation ? { ref: byAnnotation, via: 'annotation' } : null;
  }

  async function settle(
    slackId: string,
    known: Identity | null,
    found: Omit<Identity, 'at'> | null,
  ): Promise<Identity | null> {
    const kept = found ?? (known?.via === 'self' ? known : null);
    if (kept) {
      const identity = { ref: kept.ref, via: kept.via, at: now() };
      await saveIdentity(db, slackId, identity);
      return identity;
    }
    if (known) await forgetIdentity(db, slackId);
    if (missing.size >= MISSING_KEPT) missing.clear();
    missing.set(slackId, now().getTime() + MISSING_LIFE_MS);
    return null;
  }

  return {
    identify,
    refOf: async (slackId) => (await identify(slackId))?.ref ?? null,
    zoneOf,
    async link(slackId, ref) {
      const known = await identityOf(db, slackId);
      if (known && known.via !== 'self') return { kind: 'known', identity: known };
      if (await isKnownAsAnother(db, ref, slackId)) return { kind: 'taken' };
      const identity: Identity = { ref, via: 'self', at: now() };
      await saveIdentity(db, slackId, identity);
      missing.delete(slackId);
      log.info({ slackId, ref }, 'slack person said who they are');
      return { kind: 'linked', identity };
    },
  };
}
