type Fields = Record<string, unknown>;
type Write = (line: string) => void;

/** Messages stay the same and details are fields, so that lines can be counted and searched. */
export type Log = {
  info: (message: string, fields?: Fields) => void;
  error: (message: string, fields?: Fields) => void;
};

/** Writes one JSON object a line, with `base` in each. */
export function createLog(base: Fields, write: Write = (line) => process.stdout.write(line)): Log {
  const at = (level: string) => (message: string, fields: Fields = {}) =>
    write(`${JSON.stringify({ time: new Date().toISOString(), level, ...base, message, ...fields }, plain)}\n`);
  return { info: at('info'), error: at('error') };
}

/** An Error has no JSON of its own. */
function plain(_key: string, value: unknown): unknown {
  return value instanceof Error ? { message: value.message, stack: value.stack } : value;
}
