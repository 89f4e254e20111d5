import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Db } from '#dialect';
import { addDraft } from '../../../scaffolder/draft-store.ts';
import {
  addFormLink,
  type FormLink,
  formLinkOf,
  openFormLink,
} from '../../../scaffolder/form-link-store.ts';
import { formPathOf } from '../paths.ts';

const MINUTE_MS = 60_000;
const LINK_MS = 15 * MINUTE_MS;
/** Long enough to fill in a form and see what comes of it. */
const SESSION_MS = 4 * 60 * MINUTE_MS;
export const LINK = 'link';

/** An address that leads one person to one form, once, without signing in. Null where the pages have no address. */
export type MakeFormLink = (asked: {
  template: string;
  /** Ref of whom it is for; null for somebody the catalog does not know. */
  by: string | null;
  /** Slack's id of the same. */
  slackPerson: string;
  /** Row of `drafts` to go on with; null begins an empty form. */
  draft: string | null;
}) => Promise<string | null>;

export type FormLinks = {
  make: MakeFormLink;
  /** Takes the address for this browser; null for one that is unknown, older than a quarter of an hour, or opened before. */
  open: (c: Context, token: string) => Promise<FormLink | null>;
  /** What this browser opened. */
  of: (c: Context) => Promise<FormLink | null>;
};

/** Only hashes are kept: whoever reads the database, or a backup of it, can open nothing. */
export function createFormLinks({
  db,
  now,
  hereOf,
}: {
  db: Db;
  now: () => Date;
  /** The address of a path as people reach it. */
  hereOf: (path: string) => string | null;
}): FormLinks {
  const after = (ms: number) => new Date(now().getTime() + ms);
  const isSecure = () => hereOf('/')?.startsWith('https:') ?? false;
  const cookie = () => (isSecure() ? '__Host-callboard-form' : 'callboard-form');
  return {
    async make({ template, by, slackPerson, draft }) {
      const here = hereOf(formPathOf(template));
      if (!here) return null;
      const token = random();
      const id = draft ?? randomUUID();
      if (draft === null) {
        await addDraft(db, {
          id,
          template,
          by,
          person: slackPerson,
          page: 0,
          values: {},
          createdAt: now(),
        });
      }
      await addFormLink(db, {
        token: hashOf(token),
        template,
        by,
        person: slackPerson,
        draft: id,
        expiresAt: after(LINK_MS),
      });
      return `${here}?${LINK}=${token}`;
    },
    async open(c, token) {
      const session = random();
      const opened = await openFormLink(db, {
        token: hashOf(token),
        session: hashOf(session),
        until: after(SESSION_MS),
        now: now(),
      });
      if (!opened) return null;
      setCookie(c, cookie(), session, {
        httpOnly: true,
        sameSite: 'Lax',
        secure: isSecure(),
        path: '/',
        maxAge: SESSION_MS / 1000,
      });
      return opened;
    },
    async of(c) {
      const session = getCookie(c, cookie());
      return session ? formLinkOf(db, hashOf(session), now()) : null;
    },
  };
}

function random(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
