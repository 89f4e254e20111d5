import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { describeError } from '../errors.ts';

/** What a failed call means for what is to be sent. */
export type Failure =
  /** Slack is busy or out of reach: again after `waitMs`, or when the sender thinks fit. `isUnanswered`: it may have been done all the same. */
  | { kind: 'temporary'; reason: string; waitMs: number | null; isUnanswered: boolean }
  /** The token is refused: nothing is wrong with the message, and nothing can be sent until somebody mends the setting. */
  | { kind: 'refused'; reason: string }
  /** Slack will not draw the blocks. */
  | { kind: 'blocks'; reason: string }
  /** Trying again changes nothing. */
  | { kind: 'permanent'; reason: string };

// Codes: https://docs.slack.dev/reference/methods/chat.postMessage#errors
const TEMPORARY = new Set(['ratelimited', 'rate_limited', 'team_added_to_org']);
/** Of these Slack says itself that some of the operation may have succeeded. */
const UNCERTAIN = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
]);
const REFUSED = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'access_denied',
]);
const BLOCKS = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'block_mismatch',
]);

/** Reads an error of the Web API client or of `respondTo`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError) {
    const waitMs = error.retryAfter * 1000;
    return { kind: 'temporary', reason: 'ratelimited', waitMs, isUnanswered: false };
  }
  const code = codeOf(error);
  if (code === null) {
    // No answer, or none of Slack's: a broken line, a proxy, an outage. A 4xx from a proxy heals as well.
    return { kind: 'temporary', reason: reasonOf(error), waitMs: null, isUnanswered: true };
  }
  const isUnanswered = UNCERTAIN.has(code);
  if (isUnanswered || TEMPORARY.has(code))
    return { kind: 'temporary', reason: code, waitMs: null, isUnanswered };
  if (REFUSED.has(code)) return { kind: 'refused', reason: code };
  if (BLOCKS.has(code)) return { kind: 'blocks', reason: code };
  return { kind: 'permanent', reason: code };
}

/** Slack's error code, e.g. `channel_not_found`; null where Slack did not answer in its own way. */
export function codeOf(error: unknown): string | null {
  if (error instanceof WebAPIPlatformError) return error.data.error;
  return error instanceof ResponseUrlError ? error.code : null;
}

/** A `response_url` that did not take a message. */
export class ResponseUrlError extends Error {
  override name = 'ResponseUrlError';
  readonly code: string;
  constructor(code: string) {
    super(`The response address answered ${code}.`);
    this.code = code;
  }
}

/** What to do about it, for the platform lead; the code itself where there is no better advice. */
export function remedy(reason: string): string {
  switch (reason) {
    case 'channel_not_found':
      return 'there is no such channel, or it is private and I am not in it (channel_not_found): invite me or correct the setting';
    case 'not_in_channel':
      return 'I am not in that channel (not_in_channel): invite me with /invite';
    case 'is_archived':
      return 'the channel is archived (is_archived): un-archive it or name another';
    case 'restricted_action':
      return 'a workspace setting forbids me to post there (restricted_action)';
    case 'missing_scope':
      return 'the app lacks a scope (missing_scope): reinstall it from its manifest';
    default:
      return `Slack says ${reason}`;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof WebAPIHTTPError) return `HTTP ${error.statusCode}`;
  return describeError(error);
}
