import { expect, it } from 'vitest';
import { planAdminTeams } from './admin-teams.ts';

it('leaves out a team that administers most of an organisation: it says nothing of one repository', () => {
  const stored = Array.from({ length: 40 }, (_, at) => ({ id: `R_${at}`, adminTeams: null }));
  const ids = stored.map(({ id }) => id);
  const plan = planAdminTeams(
    new Map([
      ['everything', ids],
      ['payments', ['R_1', 'R_2']],
    ]),
    stored,
  );
  expect(plan).toHaveLength(40);
  expect(plan[1]).toEqual({ id: 'R_1', adminTeams: ['payments'] });
  expect(plan[0]).toEqual({ id: 'R_0', adminTeams: [] });
});
