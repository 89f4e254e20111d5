import type { Db } from '#dialect';
import type { Entity } from '../catalog/entity.ts';
import type { CatalogIndex, CatalogView } from '../catalog/search.ts';
import { entityByRef } from '../catalog/store.ts';
import { type CatalogEntry, emailOf } from '../catalog/summary.ts';
import type { Named } from './answer.ts';

export type Profile = {
  ref: string;
  name: string;
  teams: readonly (Named & { owns: readonly Named[]; total: number })[];
};

/** What the catalog says of people, for whoever has to know who somebody is. */
export type People = ReturnType<typeof createPeople>;

const OWNED_SHOWN = 10;
const SLACK_ID = /^slack\.com\/user-?id$/;

export function createPeople({ db, index }: { db: Db; index: CatalogIndex }) {
  /** The one User the index finds by an id and whose entity says so itself; two would be a guess. */
  async function userWith(id: string, says: (entity: Entity) => boolean): Promise<string | null> {
    const view = await index.current();
    const found: string[] = [];
    for (const { entry } of view.find(id, { kinds: ['user'], limit: 5 })) {
      const stored = await entityByRef(db, entry.ref);
      if (stored && says(stored.entity)) found.push(entry.ref);
    }
    return found.length === 1 ? (found[0] ?? null) : null;
  }

  const userByEmail = (email: string) =>
    userWith(email, (entity) => emailOf(entity) === email.toLowerCase());

  return {
    userByEmail,

    /** Who is meant by a ref, taken as it is, or by an e-mail address, which a person in the catalog must have. */
    userOf: async (said: string) => (said.includes('@') ? userByEmail(said) : said.toLowerCase()),

    userBySlackId: (slackId: string) =>
      userWith(slackId, ({ metadata }) =>
        Object.entries(metadata.annotations ?? {}).some(
          ([key, value]) => SLACK_ID.test(key) && value === slackId,
        ),
      ),

    async searchUsers(text: string, limit: number): Promise<Named[]> {
      const view = await index.current();
      const found = text.trim()
        ? view.find(text, { kinds: ['user'], limit }).map((hit) => hit.entry)
        : view.all('user').slice(0, limit);
      return found.map(named);
    },

    /** How somebody is reached: the Slack id their entity states, and their e-mail address. */
    async contactOf(ref: string): Promise<{ slackId: string | null; email: string | null } | null> {
      const stored = await entityByRef(db, ref);
      if (!stored) return null;
      const annotations = Object.entries(stored.entity.metadata.annotations ?? {});
      const slackId = annotations.find(([key]) => SLACK_ID.test(key))?.[1] ?? null;
      return { slackId, email: emailOf(stored.entity) ?? null };
    },

    async profileOf(ref: string): Promise<Profile | null> {
      const view = await index.current();
      const user = view.get(ref);
      if (!user) return null;
      const teams = view.out(ref, 'memberOf').flatMap((team) => view.get(team) ?? []);
      return {
        ref,
        name: user.title ?? user.name,
        teams: teams.map((team) => holding(view, team)),
      };
    },
  };
}

function holding(view: CatalogView, team: CatalogEntry): Profile['teams'][number] {
  const isMade = ({ kind }: CatalogEntry) => Number(kind === 'component');
  // What a team builds says more of it than the APIs and systems around that.
  const owned = view.ownedBy(team.ref).toSorted((a, b) => isMade(b) - isMade(a));
  return { ...named(team), owns: owned.slice(0, OWNED_SHOWN).map(named), total: owned.length };
}

function named(entry: CatalogEntry): Named {
  return { ref: entry.ref, label: entry.title ?? entry.name };
}
