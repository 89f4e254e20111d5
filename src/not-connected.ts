import type { Config } from './config.ts';
import { onCallNotConnected } from './on-call.ts';

/** What the settings leave out, with the way to connect it. */
export function notConnected(config: Config): string[] {
  const missing: string[] = [];
  if (!config['slack.botToken']) {
    missing.push(
      'Slack: set SLACK_BOT_TOKEN with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET (README, "Connect Slack and GitHub")',
    );
  }
  if (!config['github.organization']) {
    missing.push(
      'GitHub: set GITHUB_ORG with GITHUB_TOKEN, or with GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY',
    );
  } else if (!config['github.webhookSecret']) {
    missing.push(
      `GitHub webhooks: without GITHUB_WEBHOOK_SECRET pushes are seen within ${config['github.deltaMinutes']} minutes`,
    );
  }
  const onCall = onCallNotConnected(config);
  if (onCall) missing.push(onCall);
  if (!config['slack.clientId'] && !config['github.clientId']) {
    missing.push(
      'Sign-in: the pages answer this machine only (README, "Connect Slack and GitHub")',
    );
  }
  return missing;
}
