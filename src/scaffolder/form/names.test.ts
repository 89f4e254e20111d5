import { describe, expect, it } from 'vitest';
import type { CatalogEntry } from '../../catalog/summary.ts';
import type { JsonObject } from '../json.ts';
import { isTooClose, type Known, type Makes, nameErrors, whatItMakes } from './names.ts';
import { subjectOf } from './subject.ts';

describe('whether a name is too close to another', () => {
  it.each([
    ['refund-service', 'refunds-service', true],
    ['refunds', 'refunds-service', true],
    ['refunds-service', 'refund', true],
    ['RefundsService', 'refunds-service', true],
    ['refnuds-service', 'refunds-service', true],
    ['refund-listener', 'refunds-service', false],
    ['payments-ui', 'payments-api', false],
    ['ledger-v1', 'ledger-v2', false],
    ['ledger', 'ledger-exporter', false],
  ])('%s and %s: %s', (wanted, existing, expected) => {
    expect(isTooClose(wanted, existing)).toBe(expected);
  });
});

describe('what is said of a name', () => {
  const makes: Makes = { entity: 'component', repository: 'yes' };
  const known = (name: string, kind = 'component'): Known => ({
    entry: { ref: `${kind}:default/${name}`, kind, namespace: 'default', name } as CatalogEntry,
    owner: 'Payments',
  });
  const said = (
    name: string,
    others: Known[],
    asked: Partial<Makes> = {},
    takenRepository: string | null = null,
  ) => {
    const paths = { name: ['name'], repository: ['repoUrl'] };
    return nameErrors(
      { name, paths },
      { makes: { ...makes, ...asked }, known: others, takenRepository },
    );
  };

  it.each<[string, Known[], Partial<Makes>, object[]]>([
    [
      'ledger',
      [known('ledger')],
      {},
      [{ path: ['name'], message: 'ledger exists, owned by Payments.' }],
    ],
    [
      'ledger',
      [known('ledger')],
      { repository: 'no' },
      [{ path: ['name'], message: 'ledger exists, owned by Payments.', isWarning: true }],
    ],
    ['ledger', [known('ledger')], { repository: 'no', entity: null }, []],
    [
      'ledger',
      [known('ledger', 'system')],
      {},
      [
        {
          path: ['name'],
          message: 'ledger exists as a system, owned by Payments. Is that the one you mean?',
          isWarning: true,
        },
      ],
    ],
    [
      'refund-service',
      [known('refunds-service')],
      {},
      [
        {
          path: ['name'],
          message: 'refunds-service exists, owned by Payments. Is that the one you mean?',
          isWarning: true,
        },
      ],
    ],
    ['refund-listener', [known('refunds-service')], {}, []],
  ])('%s beside %j, where %j is made', (name, others, asked, expected) => {
    expect(said(name, others, asked)).toEqual(expected);
  });

  it('says that a repository exists', () => {
    expect(said('x', [], {}, 'acme/x')).toEqual([
      { path: ['repoUrl'], message: 'The repository acme/x exists already.' },
    ]);
    expect(said('x', [], { repository: 'no' }, 'acme/x')).toEqual([]);
  });
});

it('knows from its steps what a template makes', () => {
  const step = (action: string, condition: string | boolean | null = null) => ({
    id: action,
    name: action,
    action,
    input: {},
    if: condition,
    each: null,
  });
  expect(
    whatItMakes({ type: 'service', steps: [step('publish:github'), step('catalog:register')] }),
  ).toEqual({ entity: 'component', repository: 'yes' });
  expect(
    whatItMakes({ type: 'terraform', steps: [step('publish:github', '${{ parameters.x }}')] }),
  ).toEqual({ entity: 'resource', repository: 'maybe' });
  expect(whatItMakes({ type: 'service', steps: [step('publish:github:pull-request')] })).toEqual({
    entity: null,
    repository: 'no',
  });
});

describe('what is being made', () => {
  const repository = { type: 'string', 'ui:field': 'RepoUrlPicker' };
  const owner = { type: 'string', 'ui:field': 'OwnerPicker' };
  const subject = (properties: JsonObject, values: JsonObject) =>
    subjectOf({ pages: [{ properties }] }, values);

  it.each<[JsonObject, JsonObject, object]>([
    [
      { x: { type: 'string', 'ui:field': 'EntityNamePicker' }, name: { type: 'string' } },
      { x: 'a', name: 'b' },
      { name: 'a' },
    ],
    [
      { component_id: { type: 'string' }, repoUrl: repository },
      { component_id: 'a', repoUrl: 'github.com?owner=o&repo=r' },
      { name: 'a', repository: { owner: 'o', repo: 'r' } },
    ],
    [
      { repoUrl: repository },
      { repoUrl: 'github.com?owner=o&repo=r' },
      { name: 'r', paths: { name: ['repoUrl'] } },
    ],
    [{ owner }, { owner: 'payments' }, { name: null, owner: 'group:default/payments' }],
    [{ owner: { type: 'string' } }, { owner: 'user:ana' }, { owner: 'user:default/ana' }],
  ])('%j with %j', (properties, values, expected) => {
    expect(subject(properties, values)).toMatchObject(expected);
  });
});
