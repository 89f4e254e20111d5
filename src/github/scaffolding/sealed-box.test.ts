import { createPrivateKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { rawKey, seal, unseal } from './sealed-box.ts';

// Made with libsodium-wrappers 0.8.4.
const KEY = {
  x: 'HW2iY37_bkuaIpjOEutBUDzJiPVpxGHhq4uKG5HqClw',
  d: 'ymq2ZD8KwsO9eCZtlyeD-P0k0yqhcdvGD1tvt-SetT4',
};
const SEALED =
  'P5runM8ykjCt2hvH4c0CmwtrlM0xlZ9ufS4Xj4mvbQLZYHx/WnRBhL/+ao8uF/bW2jzj5hTMpxN8v0M5egV+0VoDxcH9';

const privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'X25519', ...KEY }, format: 'jwk' });

it('opens what libsodium sealed', () => {
  expect(unseal(SEALED, privateKey)).toBe('a secret of libsodium');
});

it('seals for a key alone, differently each time', () => {
  const shown = rawKey(privateKey).toString('base64');
  expect(unseal(seal('geheim é', shown), privateKey)).toBe('geheim é');
  expect(seal('a', shown)).not.toBe(seal('a', shown));
});
