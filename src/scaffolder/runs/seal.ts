import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps texts so that the database alone gives nothing away. `about` binds a text to its place: elsewhere it does not open. */
export type Seal = {
  close: (text: string, about: string) => string;
  /** Null where it was closed with another key, for another place, or changed since. */
  open: (closed: string, about: string) => string | null;
};

/** Stands where the sealed secrets of a run were: it had some. */
export const FORGOTTEN = '';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM. Without a key of the settings it is one of this process, and what it closed opens in no other. */
export function createSeal(secret: string | undefined): Seal {
  const key = secret
    ? Buffer.from(hkdfSync('sha256', secret, '', 'callboard scaffolder runs', 32))
    : randomBytes(32);
  return {
    close(text, about) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    open(closed, about) {
      const bytes = Buffer.from(closed, 'base64');
      if (bytes.length < IV_BYTES + TAG_BYTES) return null;
      const iv = bytes.subarray(0, IV_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(about));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        const body = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
