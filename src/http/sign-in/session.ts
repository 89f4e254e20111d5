import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { z } from 'zod';
import type { Attempt, Person, ProviderName } from './provider.ts';

const HOUR_SECONDS = 3600;
/** A working day: who left the organisation in the morning is out in the evening. */
const SESSION_SECONDS = 12 * HOUR_SECONDS;
const ATTEMPT_SECONDS = HOUR_SECONDS / 6;

const Provider = z.enum(['slack', 'github']);
const Session = z.object({
  provider: Provider,
  id: z.string(),
  person: z.string(),
  login: z.string().optional(),
  /** Seconds since 1970. */
  until: z.number(),
});
const Begun = z.object({
  provider: Provider,
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  until: z.number(),
});

export type Begun = Attempt & { provider: ProviderName; returnTo: string };

/** What browsers carry for us: signed, so that nobody writes their own, and with an end that we check ourselves. */
export type Sessions = {
  personOf: (c: Context) => Promise<Person | null>;
  open: (c: Context, person: Person) => Promise<void>;
  close: (c: Context) => void;
  /** Remembers who was sent away until they come back. */
  remember: (c: Context, begun: Begun) => Promise<void>;
  /** What was remembered, once. */
  recall: (c: Context, provider: ProviderName) => Promise<Begun | null>;
};

export function createSessions({
  secret,
  isSecure,
  now,
}: {
  secret: string;
  /** The pages are reached by https: cookies never travel without it, and belong to this host alone. */
  isSecure: boolean;
  now: () => Date;
}): Sessions {
  const common = { httpOnly: true, sameSite: 'Lax', secure: isSecure, path: '/' } as const;
  const session = isSecure ? '__Host-callboard' : 'callboard';
  const attempt = `${session}-signing-in`;
  const seconds = () => Math.floor(now().getTime() / 1000);

  // The name is signed with the value: one cookie is never taken for the other.
  async function write(c: Context, name: string, value: object, life: number): Promise<void> {
    const until = seconds() + life;
    const text = JSON.stringify({ ...value, until, name });
    const packed = Buffer.from(text).toString('base64url');
    await setSignedCookie(c, name, packed, secret, { ...common, maxAge: life });
  }

  async function read<Schema extends z.ZodType<{ until: number }>>(
    c: Context,
    name: string,
    schema: Schema,
  ): Promise<z.output<Schema> | null> {
    const packed = await getSignedCookie(c, secret, name);
    if (!packed) return null;
    const value: unknown = JSON.parse(Buffer.from(packed, 'base64url').toString());
    if ((value as { name?: unknown }).name !== name) return null;
    const found = schema.safeParse(value);
    return found.success && found.data.until > seconds() ? found.data : null;
  }

  return {
    async personOf(c) {
      const found = await read(c, session, Session);
      if (!found) return null;
      const { provider, id, person, login } = found;
      return { provider, id, name: person, login };
    },
    open: (c, { provider, id, name, login }) =>
      write(c, session, { provider, id, person: name, login }, SESSION_SECONDS),
    close: (c) => void deleteCookie(c, session, common),
    remember: (c, begun) => write(c, attempt, begun, ATTEMPT_SECONDS),
    async recall(c, provider) {
      const found = await read(c, attempt, Begun);
      deleteCookie(c, attempt, common);
      return found?.provider === provider ? found : null;
    },
  };
}
