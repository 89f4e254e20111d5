import { expect, it } from 'vitest';
import { readRequest } from './request.ts';

it.each([
  [
    'create a kafka consumer called refund-listener for payments',
    'kafka consumer',
    'refund-listener',
    'payments',
  ],
  [
    'new go service called refund-listener for payments',
    'go service',
    'refund-listener',
    'payments',
  ],
  ['i need a new service', 'service', null, null],
  ['we need a new node service owned by team Risk', 'node service', null, 'Risk'],
  ['can you please scaffold a react app named shop-front', 'react app', 'shop-front', null],
  ['new go service refund-listener', 'go service', 'refund-listener', null],
  [
    'scaffold refund-listener from the go-service template for the payments platform',
    'go-service',
    'refund-listener',
    'payments platform',
  ],
  ['create refund-listener using kafka consumer', 'kafka consumer', 'refund-listener', null],
  ['how do I create a new python service?', 'python service', null, null],
  [
    'set up a terraform module called "vpc" for Platform Engineering, please',
    'terraform module',
    'vpc',
    'Platform Engineering',
  ],
  ["let's bootstrap a docs site for identity called handbook", 'docs site', 'handbook', 'identity'],
  ['use the node-service template', 'node-service', null, null],
  ['new repo', 'repo', null, null],
  [
    'make me a cron job named nightly-report owned by data platform',
    'cron job',
    'nightly-report',
    'data platform',
  ],
  ['start a new project', 'project', null, null],
])('reads "%s"', (text, sort, name, owner) => {
  expect(readRequest(text)).toMatchObject({ sort, name, owner });
});

it('keeps what else was said, for what the template asks for', () => {
  expect(
    readRequest(
      'create a kafka consumer called refund-listener for payments on topic payments.refunds.v1',
    ).more,
  ).toBe('on topic payments.refunds.v1');
});
