import { createPublicKey, sign, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { newSshKey } from './ssh-key.ts';

it('makes a pair whose halves belong together, as OpenSSH writes them', () => {
  const { publicKey, privateKey } = newSshKey('deploy to prod');
  const [type, shown = '', comment] = publicKey.split(' ');
  expect([type, comment]).toEqual(['ssh-ed25519', 'deploy-to-prod']);
  const body = privateKey.replace(/-----[^-]+-----|\n/g, '');
  const file = Buffer.from(body, 'base64');
  expect(file.subarray(0, 14).toString()).toBe('openssh-key-v1');
  const raw = Buffer.from(shown, 'base64').subarray(-32);
  const hidden = file.subarray(file.lastIndexOf(raw) - 32);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') };
  const d = hidden.subarray(0, 32).toString('base64url');
  const signed = sign(null, Buffer.from('x'), { key: { ...jwk, d }, format: 'jwk' });
  const open = createPublicKey({ key: jwk, format: 'jwk' });
  expect(verify(null, Buffer.from('x'), open, signed)).toBe(true);
});
