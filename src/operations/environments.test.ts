import { describe, expect, it } from 'vitest';
import { byImportance, environmentsMeant, isEnvironmentWord, isTransient } from './environments.ts';

const KNOWN = ['prod-eu', 'prod-us', 'staging', 'sandbox', 'Preprod', 'euc1'];

it.each([
  ['prod', ['prod-eu', 'prod-us']],
  ['production', ['prod-eu', 'prod-us']],
  ['live', ['prod-eu', 'prod-us']],
  ['prod eu', ['prod-eu']],
  ['eu production', ['prod-eu']],
  ['PROD-US', ['prod-us']],
  ['the staging environment', ['staging']],
  ['stg', ['staging']],
  ['pre-prod', ['Preprod']],
  ['euc1', ['euc1']],
  ['prod apac', []],
  ['qa', []],
  ['ledger', []],
  ['', []],
])('"%s" means %j', (said, expected) => {
  expect(environmentsMeant(said, KNOWN)).toEqual(expected);
});

it.each([
  ['prod', true],
  ['prod-eu', true],
  ['eu production', true],
  ['prod-euc1', true],
  ['stage2', true],
  // Things are called so as well.
  ['sandbox-playground', false],
  ['test-runner', false],
  ['demo app', false],
  ['ledger', false],
  ['blue', false],
])('"%s" names an environment: %s', (said, expected) => {
  expect(isEnvironmentWord(said)).toBe(expected);
});

it('takes a name there is for an environment, whatever it is', () => {
  expect(isEnvironmentWord('Euc1', KNOWN)).toBe(true);
});

describe('environments of a branch', () => {
  it.each([
    ['pr-12', true],
    ['preview', true],
    ['review/cart-rounding', true],
    ['dependabot/npm/zod', true],
    ['prod-eu', false],
    ['preprod', false],
    ['approval', false],
  ])('%s comes and goes: %s', (name, expected) => {
    expect(isTransient(name)).toBe(expected);
  });
});

it('puts production first, and what nobody can place last', () => {
  expect(
    ['euc1', 'dev', 'staging', 'prod-us', 'prod-eu', 'Preprod'].toSorted(byImportance),
  ).toEqual(['prod-eu', 'prod-us', 'Preprod', 'staging', 'dev', 'euc1']);
});
