import { destination, type Logger, pino } from 'pino';
import { describeError } from './errors.ts';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>;

/** Names of fields that may carry a secret anywhere in what is logged. */
const SECRET_FIELDS = [
  'token',
  'authorization',
  'password',
  'secret',
  'privateKey',
  'signingSecret',
  'cookie',
];
/** Slack tokens, GitHub tokens (old and JWT-shaped), bearer headers, PEM blocks and passwords in URLs, wherever they stand in a text. */
const SECRET_SHAPES =
  /xox[a-z]-[\w-]+|xapp-[\w-]+|gh[a-z]_[\w.]{20,}|github_pat_\w+|[Bb]earer [\w.~+/-]{8,}=*|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----|(?<=:\/\/[^/\s:@]+:)[^@\s/]+(?=@)/g;

/** The same text with everything that looks like a secret taken out. */
export function withoutSecrets(text: string): string {
  return text.replace(SECRET_SHAPES, '[secret]');
}

/** An error as fields: what it says and where it was, without the values that errors carry along. */
function errorFields(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, message: describeError(error), stack: stack.join('\n') };
}

/** Structured logs on stderr, so that stdout stays the command's own. Messages are constant; details are fields. */
export function createLog(
  level: string,
  stream: { write: (line: string) => void } = destination(2),
): Logger {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]),
        censor: '[secret]',
      },
      serializers: { err: errorFields },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => stream.write(withoutSecrets(line)) },
  );
}
