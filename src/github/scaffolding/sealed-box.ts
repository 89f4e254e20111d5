import { createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { blake2b } from '@noble/hashes/blake2.js';

/**
 * libsodium's sealed box (https://doc.libsodium.org/public-key_cryptography/sealed_boxes), which GitHub takes secrets in. Node has its X25519,
 * but neither XSalsa20 nor a BLAKE2b of 24 bytes.
 */
export function seal(text: string, publicKey: string): string {
  const theirs = Buffer.from(publicKey, 'base64');
  const once = generateKeyPairSync('x25519');
  const ours = rawKey(once.publicKey);
  const key = sharedKey(once.privateKey, theirs);
  const nonce = blake2b(Buffer.concat([ours, theirs]), { dkLen: 24 });
  const sealed = xsalsa20poly1305(key, nonce).encrypt(Buffer.from(text));
  return Buffer.concat([ours, sealed]).toString('base64');
}

/** What was sealed for the holder of a private key. */
export function unseal(sealed: string, privateKey: KeyObject): string {
  const bytes = Buffer.from(sealed, 'base64');
  const theirs = bytes.subarray(0, 32);
  const ours = rawKey(createPublicKey(privateKey));
  const nonce = blake2b(Buffer.concat([theirs, ours]), { dkLen: 24 });
  const key = sharedKey(privateKey, theirs);
  return Buffer.from(xsalsa20poly1305(key, nonce).decrypt(bytes.subarray(32))).toString();
}

export function rawKey(key: KeyObject): Buffer {
  return Buffer.from(String(key.export({ format: 'jwk' }).x), 'base64url');
}

function sharedKey(privateKey: KeyObject, theirs: Buffer): Uint8Array {
  const jwk = { kty: 'OKP', crv: 'X25519', x: theirs.toString('base64url') };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const shared = words(diffieHellman({ privateKey, publicKey }));
  const key = new Uint32Array(8);
  hsalsa(words(Buffer.from('expand 32-byte k')), shared, new Uint32Array(4), key);
  return new Uint8Array(key.buffer);
}

/** A copy, because a Buffer need not begin where words may. */
function words(bytes: Buffer): Uint32Array {
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}
