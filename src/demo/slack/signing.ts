import { createHmac } from 'node:crypto';

/**
 * The headers that prove a request comes from Slack: HMAC-SHA256 over `v0:{timestamp}:{body}`.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function signatureHeaders(options: {
  signingSecret: string;
  now: Date;
  body: string;
}): Record<string, string> {
  const timestamp = String(Math.floor(options.now.getTime() / 1000));
  const signature = createHmac('sha256', options.signingSecret)
    .update(`v0:${timestamp}:${options.body}`)
    .digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
}
