import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../scorecards/evaluate.ts';
import { THOUSAND } from '../../../../scorecards/results/read.ts';
import { matrixUrl, readMatrixQuery } from './query.ts';
import { chosenRows, layOut, type Row } from './rows.ts';

const AT = new Date('2026-06-15T12:00:00Z');

function row(label: string, owner: string | null, outcomes: Record<string, Outcome>): Row {
  const earned = Object.values(outcomes).filter((one) => one === 'pass').length * THOUSAND;
  const fails = Object.values(outcomes).filter((one) => one === 'fail').length * THOUSAND;
  const ref = `component:default/${label}`;
  return {
    label,
    ownerLabel: owner ?? 'Nobody',
    result: {
      ...{ ref, owner, scorecard: 'ready', version: 'v1', outcomes, reasons: {}, uncounted: [] },
      ...{ level: fails === 0 ? 'gold' : null, possibleLevel: null },
      ...{ earned, possible: earned + fails, unknown: 0, since: AT, evaluatedAt: AT },
    },
  };
}

const ROWS = [
  row('vault', null, { docs: 'fail', tests: 'unknown' }),
  row('ledger', 'books', { docs: 'pass', tests: 'pass' }),
  row('fraud-scorer', 'risk', { docs: 'fail', tests: 'pass' }),
  row('kyc', 'books', { docs: 'unknown', tests: 'not-applicable' }),
];
const ask = (text: string) => readMatrixQuery(new URLSearchParams(text));
const names = (text: string) => chosenRows(ROWS, ask(text)).map(({ label }) => label);

describe('a matrix', () => {
  it.each([
    ['', ['kyc', 'ledger', 'fraud-scorer', 'vault']],
    ['order=name', ['fraud-scorer', 'kyc', 'ledger', 'vault']],
    // What nothing is known of is neither the worst nor the best.
    ['order=worst', ['vault', 'fraud-scorer', 'ledger', 'kyc']],
    ['order=best', ['ledger', 'fraud-scorer', 'vault', 'kyc']],
    ['q=Fraud+Scorer', ['fraud-scorer']],
    ['team=books', ['kyc', 'ledger']],
    ['team=none', ['vault']],
    ['level=none', ['fraud-scorer', 'vault']],
    ['check=docs', ['fraud-scorer', 'vault']],
    ['check=docs&is=unknown', ['kyc']],
    // No check is called so, though every object has it.
    ['check=constructor&is=pass', []],
    ['order=sideways&page=-3&is=constructor', ['kyc', 'ledger', 'fraud-scorer', 'vault']],
  ])('with %j shows %j', (query, expected) => {
    expect(names(query)).toEqual(expected);
  });

  it('counts a check among all that fit, whatever is asked of it, and a team on all its pages', () => {
    const many = Array.from({ length: 150 }, (_, n) => row(`s-${n}`, 'books', { docs: 'pass' }));
    const matrix = layOut([...ROWS, ...many], ask('check=docs&is=pass&page=2'));
    expect(matrix.checks.get('docs')).toEqual({ pass: 151, fail: 2, unknown: 1, exempt: 0 });
    expect(matrix).toMatchObject({ total: 151, page: 2, pages: 2 });
    expect(matrix.groups).toHaveLength(1);
    expect(matrix.groups[0]).toMatchObject({ owner: 'books', entities: 151, average: 1 });
    expect(matrix.groups[0]?.rows).toHaveLength(51);
  });

  it('shows the last page to who asks for one behind it', () => {
    expect(layOut(ROWS, ask('page=900'))).toMatchObject({ page: 1, pages: 1, total: 4 });
  });

  it('has an address for all it shows', () => {
    const text = 'q=pay&team=risk&level=none&check=docs&is=unknown&order=worst&page=3';
    expect(matrixUrl('ready', ask(text))).toBe(`/scorecards/ready?${text}`);
    expect(matrixUrl('ready', ask(''), '/results.csv')).toBe('/scorecards/ready/results.csv');
  });
});
