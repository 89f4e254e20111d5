import { z } from 'zod';
import type { Person } from '../model.ts';
import type { State } from '../state.ts';
import { answer, flag, method, page, paging, refuse, text } from './method.ts';

export const users = {
  'users.list': method({
    scopes: ['users:read'],
    args: z.object({ ...paging, include_locale: flag.optional() }),
    run(args, { state }) {
      const paged = page([...state.people.values()], args);
      if (!paged) return refuse('invalid_cursor');
      return answer({
        members: paged.items.map((person) => userJson(state, person)),
        cache_ts: Math.floor(state.now().getTime() / 1000),
        response_metadata: paged.metadata,
      });
    },
  }),

  'users.info': method({
    scopes: ['users:read'],
    args: z.object({ user: text }),
    run(args, { state }) {
      const person = state.people.get(args.user);
      return person ? answer({ user: userJson(state, person) }) : refuse('user_not_found');
    },
  }),

  'users.lookupByEmail': method({
    scopes: ['users:read', 'users:read.email'],
    args: z.object({ email: text }),
    run(args, { state }) {
      const email = args.email.toLowerCase();
      const person = [...state.people.values()].find(
        (known) => known.email?.toLowerCase() === email,
      );
      return person ? answer({ user: userJson(state, person) }) : refuse('users_not_found');
    },
  }),

  'usergroups.list': method({
    scopes: ['usergroups:read'],
    args: z.object({ include_users: flag.optional(), include_disabled: flag.optional() }),
    run: () => answer({ usergroups: [] }),
  }),

  'auth.test': method({
    args: z.object({}),
    run: (_args, { state }) =>
      answer({
        url: `https://${state.team.domain}.slack.com/`,
        team: state.team.name,
        user: state.bot.name.toLowerCase(),
        team_id: state.team.id,
        user_id: state.bot.userId,
        bot_id: state.bot.botId,
        is_enterprise_install: false,
      }),
  }),

  'team.info': method({
    scopes: ['team:read'],
    args: z.object({}),
    run: (_args, { state }) => answer({ team: { ...state.team, email_domain: '', icon: {} } }),
  }),
};

function userJson(state: State, person: Person): Record<string, unknown> {
  const mayReadEmail = !state.scopes || state.scopes.includes('users:read.email');
  return {
    id: person.id,
    team_id: state.team.id,
    name: person.name,
    deleted: false,
    real_name: person.realName,
    tz: person.tz,
    tz_label: person.tz,
    profile: {
      title: person.title,
      real_name: person.realName,
      real_name_normalized: person.realName.normalize('NFKD').replace(/\p{M}/gu, ''),
      display_name: person.name,
      display_name_normalized: person.name,
      ...(mayReadEmail && person.email && { email: person.email }),
      ...(person.id === state.bot.userId && {
        api_app_id: state.bot.appId,
        bot_id: state.bot.botId,
      }),
      team: state.team.id,
    },
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: person.isBot && person.id !== 'USLACKBOT',
    is_app_user: false,
    updated: 1_600_000_000,
  };
}
