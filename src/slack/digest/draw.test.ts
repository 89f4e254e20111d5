import { describe, expect, it } from 'vitest';
import { type Digest, emptyDigest } from '../../scorecards/digest/digest.ts';
import { tellDigest } from '../../scorecards/digest/told.ts';
import { checkMessage } from '../checker.ts';
import { chartBlock } from './chart.ts';
import { contentOfDigest } from './draw.ts';

const WEEKS = Array.from({ length: 12 }, (_, at) => ({
  day: new Date(Date.UTC(2026, 2, 30 + at * 7)).toISOString().slice(0, 10),
  share: at === 3 ? null : 0.71 - at / 400,
}));

const MOVEMENT = {
  ...{
    scorecard: 'ready',
    title: 'Production Readiness of everything',
    entities: 42,
    weeks: WEEKS,
  },
  ...{ before: 0.71, after: 0.68, movement: -3, levels: [] },
  parts: [
    { cause: 'rule' as const, points: -2.4, refs: [], what: 'rule “<Runbook>” changed' },
    { cause: 'added' as const, points: -0.6, refs: [], what: '2 services added' },
  ],
};

const DIGEST: Digest = {
  ...emptyDigest('*', new Date('2026-06-08T07:00:00Z'), new Date('2026-06-15T07:00:00Z')),
  movements: [MOVEMENT, { ...MOVEMENT, scorecard: 'other' }],
  orphans: ['component:default/legacy'],
  nudges: {
    ...{ sent: 1, findings: 2, fixedWithin14Days: 0.5, held: 3 },
    failed: [{ recipient: 'group:default/risk', reason: 'The channel is archived.' }],
  },
};

const words = { label: (ref: string) => ref.split('/')[1] ?? ref, zone: 'Europe/Berlin' };
const drawn = (digest: Digest) =>
  contentOfDigest(digest, {
    told: tellDigest(digest, words),
    page: 'https://callboard.test/scorecards/digest',
  });

describe('a digest in Slack', () => {
  it('says first what moved and what each part of it was, as text that links and pings nobody', () => {
    const { text, blocks } = drawn(DIGEST);
    const shown = JSON.stringify(blocks);
    expect(text).toBe(
      'Weekly digest, 8 Jun to 15 Jun 2026. Production Readiness of everything fell by 3.0 to 68.0 %; Production Readiness of everything fell by 3.0 to 68.0 %.',
    );
    for (const words of [
      '71.0 % → 68.0 % (−3.0), 42 services',
      '−2.4: rule “&lt;Runbook&gt;” changed',
      '1 message about 2 findings; 50 % of what was told before was fixed within 14 days; 3 findings held back',
      'risk could not be told: The channel is archived',
      'legacy is being handed over',
    ])
      expect(shown).toContain(words);
  });

  it('is within what Slack takes, however long it is, with a chart of its own or a picture', () => {
    const long = 'x&'.repeat(300);
    const many = Array.from({ length: 40 }, () => ({ ...MOVEMENT, title: long }));
    const stuck = Array.from({ length: 40 }, () => ({
      ...{ ref: `component:default/${long}`, scorecard: long, check: long, title: long },
      since: DIGEST.since,
    }));
    const { text, blocks } = drawn({ ...DIGEST, movements: many, stuck, silent: stuck });
    expect(checkMessage({ text, blocks })).toEqual([]);
    expect(JSON.stringify(blocks).length).toBeLessThan(12_000);
    expect(checkMessage({ text, blocks: [chartBlock({ ...DIGEST, movements: many })] })).toEqual(
      [],
    );
  });

  it('has no chart of a single week', () => {
    const weeks = WEEKS.slice(-1);
    expect(chartBlock({ ...DIGEST, movements: [{ ...MOVEMENT, weeks }] })).toBeNull();
  });
});
