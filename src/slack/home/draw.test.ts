import { describe, expect, it } from 'vitest';
import {
  type HomeService,
  type HomeState,
  type HomeTeam,
  NO_STATE,
} from '../../questions/home/state.ts';
import { checkView } from '../checker.ts';
import { drawHome } from './draw.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const LATER = new Date('2026-06-22T07:00:00Z');

const service = (label: string, over: Partial<HomeService> = {}): HomeService => ({
  ref: `component:default/${label}`,
  label,
  tier: null,
  incident: null,
  lock: null,
  onCall: null,
  problems: 0,
  ...over,
});

const team = (label: string, over: Partial<HomeTeam> = {}): HomeTeam => ({
  ref: `group:default/${label}`,
  label,
  channel: null,
  onCall: null,
  lock: null,
  services: [],
  total: over.services?.length ?? 0,
  problems: 0,
  ...over,
});

const ANA: HomeState = {
  ...NO_STATE,
  person: { ref: 'user:default/ana', label: 'Ana Duarte' },
  entries: 12,
};

function draw(state: HomeState, isCertain = true) {
  const pageOf = (ref: string) => `https://callboard.example.com/catalog/${ref}`;
  const view = drawHome(state, { now: NOW, pageOf, isCertain });
  expect(checkView(view)).toEqual([]);
  return { view, words: JSON.stringify(view.blocks) };
}

describe('the Home tab', () => {
  it('says first of a service what needs somebody, and lists the rest in a line', () => {
    const { words } = draw({
      ...ANA,
      teams: [
        team('Payments', {
          channel: '#team-payments',
          onCall: { who: 'Mei Tanaka', until: LATER },
          services: [
            service('api', {
              tier: '1',
              incident: { name: 'INC-7', title: 'Slow', url: 'https://pd.example/7' },
              onCall: { who: 'Felix Braun', until: null },
            }),
            service('worker', { lock: { by: 'Ravi Menon', until: null, reason: 'migration' } }),
            service('ledger', { problems: 2 }),
            service('mailer'),
            service('rates', { tier: '3' }),
          ],
          total: 9,
        }),
      ],
    });
    expect(words).toContain('#team-payments  ·  on call: *Mei Tanaka* until <!date^');
    expect(words).toMatch(
      /:red_circle: \*<[^|]+\|api>\* \(tier 1\) — <https:\/\/pd.example\/7\|INC-7 Slow> {2}· {2}on call: \*Felix Braun\*/,
    );
    expect(words).toMatch(/:lock: \*<[^|]+\|worker>\* — locked by Ravi Menon: migration/);
    expect(words).toMatch(/:warning: \*<[^|]+\|ledger>\* — 2 problems in its descriptor/);
    expect(words).toContain('All quiet else: mailer, rates (tier 3), 4 more');
    expect(words).toContain('"All 9"');
  });

  const shift = { rota: 'Payments', role: 'on call', since: NOW, until: LATER, isNow: false };
  it.each([
    ['goes on', { isNow: true }, /:pager: \*You are on call\* until <!date\^\d+/],
    ['comes', {}, /\*Next on call\* {2}· {2}Payments from <!date.+ to <!date/],
    ['never ends', { isNow: true, until: null }, /\*You are on call\* {2}· {2}Payments"/],
  ])('tells of a shift that %s', (_, over, expected) => {
    const shifts = { first: [{ ...shift, ...over }], behind: [], knownUntil: LATER };
    expect(draw({ ...ANA, shifts }).words).toMatch(expected);
  });

  it('calls nobody on call who stands behind somebody', () => {
    const behind = [{ ...shift, role: 'level 3', isNow: true, until: null }];
    const { words } = draw({ ...ANA, shifts: { first: [], behind, knownUntil: LATER } });
    expect(words).toContain('level 3 for Payments always');
    expect(words).not.toContain('on call');
  });

  it('says until when no shift is planned, and nothing where nobody could know', () => {
    const none = draw({ ...ANA, shifts: { first: [], behind: [], knownUntil: LATER } }).words;
    expect(none).toContain('No rota has a shift of yours until <!date^');
    expect(draw(ANA).words).not.toContain('rota');
  });

  it('names what others asked about', () => {
    const about = [
      { ref: 'component:default/api', label: 'api', count: 12 },
      { ref: 'component:default/ledger', label: 'ledger', count: 1 },
    ];
    const { words } = draw({ ...ANA, teams: [team('Payments')], asked: { days: 14, about } });
    expect(words).toMatch(
      /What others asked me about\* in the last 14 days.+api> 12 times {2}· {2}.+ledger> once/,
    );
  });

  it('asks a stranger who they are, and offers to undo what was only said', () => {
    const stranger = draw({ ...NO_STATE, entries: 12 }, false).words;
    expect(stranger).toContain('This is me…');
    expect(stranger).not.toContain('Not me…');
    expect(draw(ANA, false).words).toContain('Not me…');
    expect(draw(ANA).words).not.toContain('Not me…');
  });

  it('says what is missing where there is no catalog yet, and no team', () => {
    expect(draw(NO_STATE, false).words).toContain('I have read no catalog yet');
    expect(draw(NO_STATE, false).words).not.toContain('This is me…');
    expect(draw(ANA).words).toContain('You are in no team of the catalog');
    expect(draw({ ...ANA, teams: [team('Empty')] }).words).toContain(
      'Owns nothing in the catalog.',
    );
  });

  it('warns of a freeze on top', () => {
    const freeze = { by: 'Ravi Menon', until: LATER, reason: 'Black Friday' };
    const { view } = draw({ ...ANA, freeze });
    expect(JSON.stringify(view.blocks[1])).toContain(
      'All deployments are locked* by Ravi Menon until',
    );
  });

  it('fits Slack’s limits however much there is, and lets no name ping, link or format', () => {
    const hostile = `<!channel> <https://evil.example|x> *a* ${'&'.repeat(300)}`;
    const lock = { by: hostile, until: LATER, reason: hostile };
    const duty = { who: hostile, until: LATER };
    const worst = service(hostile, {
      ref: 'component:default/x',
      tier: hostile,
      incident: { name: hostile, title: hostile, url: `https://pd.example/${'a'.repeat(480)}` },
      lock,
      onCall: duty,
      problems: 99,
    });
    const full = team(hostile, {
      ref: 'group:default/x',
      channel: hostile,
      onCall: duty,
      lock,
      services: Array.from({ length: 8 }, () => worst),
      total: 500,
    });
    const { view, words } = draw({
      ...ANA,
      freeze: lock,
      teams: Array.from({ length: 8 }, () => full),
      otherTeams: Array.from({ length: 32 }, () => ({ ref: 'group:default/x', label: hostile })),
      shifts: {
        first: Array.from({ length: 2 }, () => ({ ...shift, rota: hostile })),
        behind: Array.from({ length: 2 }, () => ({ ...shift, rota: hostile })),
        knownUntil: LATER,
      },
      asked: {
        days: 14,
        about: Array.from({ length: 5 }, () => ({ ref: 'x', label: hostile, count: 3 })),
      },
    });
    expect(view.blocks.length).toBeLessThanOrEqual(100);
    expect(words).not.toMatch(/<!channel>|<https:\/\/evil/);
  });
});
