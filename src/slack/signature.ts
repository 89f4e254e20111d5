import { isValidSlackRequest } from '@slack/bolt';

/** Slack's own tolerance; Bolt enforces it for the past only. */
const TOLERANCE_MS = 5 * 60_000;

/** Whether Slack signed this raw body with one of the secrets, within five minutes of now either way. */
export function isFromSlack({
  headers,
  body,
  secrets,
  now,
}: {
  headers: Headers;
  body: string;
  secrets: readonly string[];
  now: Date;
}): boolean {
  const signature = headers.get('x-slack-signature');
  const seconds = Number(headers.get('x-slack-request-timestamp') ?? Number.NaN);
  if (!signature || !Number.isFinite(seconds)) return false;
  if (seconds * 1000 > now.getTime() + TOLERANCE_MS) return false;
  return secrets.some((signingSecret) =>
    isValidSlackRequest({
      signingSecret,
      body,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': seconds },
      nowMilliseconds: now.getTime(),
    }),
  );
}
