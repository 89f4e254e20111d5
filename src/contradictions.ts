import type { Config } from './config.ts';

/** Settings that are right alone and wrong together. */
export function contradictions(config: Config): string[] {
  const wrong: string[] = [];
  const listens = config['slack.appToken'] ?? config['slack.signingSecret'];
  if (config['slack.botToken'] && !listens) {
    wrong.push(
      'SLACK_BOT_TOKEN: also set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)',
    );
  }
  if (listens && !config['slack.botToken'])
    wrong.push('SLACK_BOT_TOKEN: is missing beside the other Slack settings');
  if (Boolean(config['github.appId']) !== Boolean(config['github.privateKey'])) {
    wrong.push('GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY: both or none');
  }
  const connects = config['github.token'] ?? config['github.appId'];
  if (config['github.organization'] && !connects)
    wrong.push('GITHUB_ORG: also set GITHUB_TOKEN, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY');
  if (connects && !config['github.organization'])
    wrong.push('GITHUB_ORG: is missing beside the GitHub token');
  wrong.push(...signInContradictions(config));
  return wrong;
}

function signInContradictions(config: Config): string[] {
  const wrong: string[] = [];
  const slack = config['slack.clientId'];
  const github = config['github.clientId'];
  if (Boolean(slack) !== Boolean(config['slack.clientSecret']))
    wrong.push('SLACK_CLIENT_ID, SLACK_CLIENT_SECRET: both or none');
  if (Boolean(github) !== Boolean(config['github.clientSecret']))
    wrong.push('GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET: both or none');
  if (slack && !config['slack.teamId'])
    wrong.push('SLACK_TEAM_ID: name the workspace whose people may sign in');
  if (github && !config['github.organization'])
    wrong.push('GITHUB_ORG: name the organisation whose members may sign in');
  if ((slack || github) && !config.url)
    wrong.push('CALLBOARD_URL: signing in has to know where it comes back to');
  return wrong;
}
