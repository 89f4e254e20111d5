import { generateKeyPairSync, type KeyObject } from 'node:crypto';

export type SecretsKey = { shown: { key_id: string; key: string }; privateKey: KeyObject };

/** The key that secrets of workflows are sealed for. */
export function newSecretsKey(): SecretsKey {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const raw = Buffer.from(String(publicKey.export({ format: 'jwk' }).x), 'base64url');
  return { shown: { key_id: '568250167242549743', key: raw.toString('base64') }, privateKey };
}
