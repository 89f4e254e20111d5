import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A pair of Ed25519 keys as ssh-keygen writes them: https://cvsweb.openbsd.org/src/usr.bin/ssh/PROTOCOL.key */
export function newSshKey(comment: string): { publicKey: string; privateKey: string } {
  const pair = generateKeyPairSync('ed25519');
  const shown = rawOf(pair.publicKey, 'x');
  const seed = rawOf(pair.privateKey, 'd');
  const said = comment.replace(/\s+/g, '-');
  const open = Buffer.concat([block('ssh-ed25519'), block(shown)]);
  // The check is there to tell a wrong passphrase; without one any number will do.
  const check = Buffer.alloc(8, 7);
  const hidden = Buffer.concat([check, open, block(Buffer.concat([seed, shown])), block(said)]);
  const padding = Buffer.from(Array.from({ length: -hidden.length & 7 }, (_, at) => at + 1));
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    block('none'),
    block('none'),
    block(''),
    Buffer.from([0, 0, 0, 1]),
    block(open),
    block(Buffer.concat([hidden, padding])),
  ]);
  const lines = file.toString('base64').match(/.{1,70}/g) ?? [];
  return {
    publicKey: `ssh-ed25519 ${open.toString('base64')} ${said}`,
    privateKey: `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`,
  };
}

function rawOf(key: KeyObject, part: 'x' | 'd'): Buffer {
  return Buffer.from(String(key.export({ format: 'jwk' })[part]), 'base64url');
}

function block(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
