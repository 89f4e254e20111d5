import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createFakeGitHub } from './fake-github.ts';
import { generateOrganisation } from './generate.ts';
import { readOrganisation, textOrBytes } from './organisation.ts';
import { services, startGitHub } from './test-github.ts';

const marlinPay = fileURLToPath(new URL('../../../fixtures/marlin-pay', import.meta.url));

it('loads the whole of Marlin Pay with its files and history', () => {
  const organisation = readOrganisation(marlinPay);
  const { model } = createFakeGitHub({ now: () => new Date('2026-06-15T12:30:00Z'), organisation });
  const payments = model.repository('payments-api');
  const head = model.head(payments);
  const [newest] =
    organisation.repositories.find(({ name }) => name === 'payments-api')?.commits ?? [];
  expect(model.visible()).toHaveLength(organisation.repositories.length);
  expect(head?.message).toBe(newest?.message);
  expect([...model.git.files(head?.tree ?? '').keys()]).toContain('catalog-info.yaml');
});

it('makes the same large organisation from the same seed, and another from another', () => {
  const size = { repositories: 20, teams: 4, people: 9 };
  const one = generateOrganisation({ ...size, seed: 7 });
  expect(generateOrganisation({ ...size, seed: 7 })).toEqual(one);
  expect(generateOrganisation({ ...size, seed: 8 })).not.toEqual(one);
  expect([one.repositories.length, one.teams.length, one.members.length]).toEqual([20, 4, 9]);
});

it.each([
  ['UTF-8', Buffer.from('Zürich\n'), 'string'],
  ['NUL bytes', Buffer.from([1, 0, 2]), 'object'],
  ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x41]), 'object'],
])('takes %s for what git would', (_name, bytes, type) => {
  expect(typeof textOrBytes(bytes)).toBe(type);
});

it('says which repository a team names that is not there', () => {
  const teams = [{ slug: 'a', name: 'A', repositories: { 'service-9': 'READ' as const } }];
  expect(() => startGitHub({ teams, repositories: services(1) })).toThrow('service-9');
});
