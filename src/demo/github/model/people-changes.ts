import { addTeam, addUser } from './load.ts';
import type { State } from './model.ts';
import { isoSeconds } from './time.ts';
import type { Permission, Repository, Team, User } from './types.ts';

type NewTeam = Pick<Team, 'slug' | 'name'> &
  Partial<Pick<Team, 'description' | 'parent' | 'privacy' | 'members'>>;
type NewMember = Pick<User, 'login'> & Partial<Pick<User, 'name' | 'email' | 'role'>>;

/** Everything that can happen to people and teams. The model has changed when a call returns; its promise waits for the webhooks. */
export type PeopleChanges = {
  addMember: (member: NewMember) => Promise<User>;
  removeMember: (login: string) => Promise<void>;
  createTeam: (team: NewTeam) => Promise<Team>;
  /** A new name also gives a new slug. */
  renameTeam: (slug: string, change: { slug: string; name: string }) => Promise<void>;
  deleteTeam: (slug: string) => Promise<void>;
  joinTeam: (slug: string, login: string, role?: 'MAINTAINER' | 'MEMBER') => Promise<void>;
  leaveTeam: (slug: string, login: string) => Promise<void>;
  grant: (slug: string, repository: string, permission: Permission | null) => Promise<void>;
};

export function peopleChanges(
  state: State,
  repository: (name: string) => Repository,
): PeopleChanges {
  function team(slug: string): Team {
    const found = state.teams.get(slug);
    if (!found) throw new Error(`The demo's GitHub has no team ${slug}`);
    return found;
  }

  function user(login: string): User {
    const found = state.users.get(login);
    if (!found) throw new Error(`The demo's GitHub has no person ${login}`);
    return found;
  }

  function touch(thing: Team | User): void {
    thing.updatedAt = isoSeconds(state.now());
    state.version++;
  }

  return {
    async addMember(seed) {
      const known = state.users.get(seed.login);
      const made =
        known ?? addUser(state, { name: null, email: null, ...seed, role: seed.role ?? 'MEMBER' });
      made.role = seed.role ?? 'MEMBER';
      touch(made);
      await state.emit({ name: 'organization', action: 'member_added', user: made });
      return made;
    },

    removeMember(login) {
      const gone = user(login);
      gone.role = null;
      for (const other of state.teams.values()) {
        other.members = other.members.filter((member) => member.login !== login);
      }
      touch(gone);
      return state.emit({ name: 'organization', action: 'member_removed', user: gone });
    },

    async createTeam(seed) {
      const made = addTeam(state, {
        description: null,
        parent: null,
        privacy: 'VISIBLE',
        members: [],
        ...seed,
      });
      touch(made);
      await state.emit({ name: 'team', action: 'created', team: made });
      return made;
    },

    renameTeam(slug, change) {
      const of = team(slug);
      const from = of.name;
      state.teams.delete(slug);
      Object.assign(of, change);
      state.teams.set(of.slug, of);
      for (const other of state.teams.values()) if (other.parent === slug) other.parent = of.slug;
      touch(of);
      const extra = { changes: { name: { from } } };
      return state.emit({ name: 'team', action: 'edited', team: of, extra });
    },

    deleteTeam(slug) {
      const of = team(slug);
      state.teams.delete(slug);
      // GitHub deletes the child teams together with their parent.
      for (const other of [...state.teams.values()]) {
        if (other.parent === slug) state.teams.delete(other.slug);
      }
      touch(of);
      return state.emit({ name: 'team', action: 'deleted', team: of });
    },

    joinTeam(slug, login, role = 'MEMBER') {
      const of = team(slug);
      const person = user(login);
      of.members = [...of.members.filter((member) => member.login !== login), { login, role }];
      touch(of);
      return state.emit({ name: 'membership', action: 'added', team: of, user: person });
    },

    leaveTeam(slug, login) {
      const of = team(slug);
      of.members = of.members.filter((member) => member.login !== login);
      touch(of);
      return state.emit({ name: 'membership', action: 'removed', team: of, user: user(login) });
    },

    grant(slug, name, permission) {
      const of = team(slug);
      const target = repository(name);
      if (permission === null) of.repositories.delete(target.id);
      else of.repositories.set(target.id, permission);
      touch(of);
      return state.emit({
        name: 'team',
        action: permission === null ? 'removed_from_repository' : 'added_to_repository',
        team: of,
        repository: target,
      });
    },
  };
}
