import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../log.ts';

/** Slack's libraries write to our log; what they only chat about is left out, because it holds whole payloads. */
export function libraryLog(log: Log): Logger {
  const detail = (parts: unknown[]) => ({
    detail: parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '),
  });
  return {
    debug() {},
    info: (...parts) => log.debug(detail(parts), 'slack library'),
    warn: (...parts) => log.warn(detail(parts), 'slack library'),
    error: (...parts) => log.error(detail(parts), 'slack library'),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}
