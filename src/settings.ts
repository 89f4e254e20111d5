import { z } from 'zod';
import { splitTurn } from './questions/repeats/turn.ts';

const list = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value),
  z.array(z.string().min(1)),
);
const url = z.url({ protocol: /^https?$/, error: 'is not an http(s) address' });
const port = z.coerce
  .number('is not a port: a whole number from 0 to 65535')
  .refine(
    (value) => Number.isInteger(value) && value >= 0 && value <= 65_535,
    'is not a port: a whole number from 0 to 65535',
  );

const ApiToken = z
  .string()
  .regex(
    /^[\w.-]+:(read|ask|write|admin)(\+(read|ask|write|admin))*:\S{16,}$/,
    'is not name:scope+scope:token with a token of 16 characters or more (scopes: read, ask, write, admin)',
  );

const FOREIGN_KIND = /^(?:[a-z0-9][a-z0-9.-]*\/)?[A-Za-z0-9]+\/[A-Za-z][A-Za-z0-9]*$/;
const ForeignKindList = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value),
  z.array(
    z
      .union([
        z.string(),
        z
          .strictObject({ apiVersion: z.string(), kind: z.string() })
          .transform(({ apiVersion, kind }) => `${apiVersion}/${kind}`),
      ])
      .refine(
        (kind) => FOREIGN_KIND.test(kind),
        'is not apiVersion/Kind, e.g. acme.com/v1/Cluster',
      ),
    'is not a list of kinds, each written apiVersion/Kind, e.g. acme.com/v1/Cluster',
  ),
);

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/**
 * Every setting, once: its place in `callboard.yaml`, its environment variable (which wins), its rule and its words.
 * The README table is generated from this.
 */
export const SETTINGS = {
  port: {
    env: 'PORT',
    schema: port.default(3000),
    doc: 'Port of the service; 0 picks a free one.',
  },
  host: { env: 'HOST', schema: z.string().default('0.0.0.0'), doc: 'Address to listen on.' },
  database: {
    env: 'DATABASE_URL',
    schema: z
      .string()
      .regex(
        /^(file:|postgres(ql)?:\/\/|:memory:$|(?!\w+:\/\/))/,
        'is neither a file nor postgres://…',
      )
      .default('file:data/callboard.db'),
    secret: true,
    doc: 'A file, or postgres://… when several replicas share it (environment only for PostgreSQL).',
  },
  logLevel: {
    env: 'LOG_LEVEL',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    doc: 'What is logged.',
  },
  'catalog.folder': {
    env: 'CALLBOARD_CATALOG',
    schema: z.string().optional(),
    doc: 'A folder of descriptors, read beside GitHub and followed while it changes.',
  },
  'catalog.kinds': {
    env: 'CALLBOARD_KINDS',
    schema: ForeignKindList.default([]),
    doc: "Kinds that are not Backstage's and are kept all the same, e.g. `acme.com/v1/Cluster`, comma-separated or a list.",
  },
  'templates.shipped': {
    env: 'TEMPLATES_SHIPPED',
    schema: z.stringbool().or(z.boolean()).default(true),
    doc: 'Whether the templates that ship are offered beside those of the catalog.',
  },
  'scorecards.folder': {
    env: 'CALLBOARD_SCORECARDS',
    schema: z.string().optional(),
    doc: 'Scorecards and initiatives of your own, read again when they change: a folder, or one on GitHub (`github:owner/repository/scorecards`). One with the name of a shipped scorecard takes its place.',
  },
  'scorecards.shipped': {
    env: 'CALLBOARD_SHIPPED_SCORECARDS',
    schema: z.stringbool().or(z.boolean()).default(true),
    doc: 'Whether the scorecards that ship are used beside your own.',
  },
  'api.tokens': {
    env: 'CALLBOARD_API_TOKENS',
    schema: list.pipe(z.array(ApiToken)).default([]),
    secret: true,
    doc: 'Who may call the API: `name:scope+scope:token`, comma-separated. None: loopback only.',
  },
  url: {
    env: 'CALLBOARD_URL',
    schema: url.optional(),
    doc: 'Where people reach the pages, e.g. `https://callboard.example.com`; cards in Slack link there, signing in comes back there.',
  },
  timezone: {
    env: 'CALLBOARD_TIMEZONE',
    schema: z.string().refine(isZone, 'is not a time zone like Europe/Berlin').default('UTC'),
    doc: 'Where days begin for who states no time zone of their own, in Slack or in the catalog: `Europe/Berlin`.',
  },
  'digest.schedule': {
    env: 'CALLBOARD_DIGEST',
    schema: z
      .string()
      .refine((said) => said === 'never' || splitTurn(said) !== null, {
        message: 'is not a time like "every monday at 9:00", or "never"',
      })
      .default('every monday at 9:00'),
    doc: 'When the digest goes to the platform lead, and to each team that wants its own: `every monday at 9:00` in the time zone above, or `never`.',
  },
  admins: {
    env: 'CALLBOARD_ADMINS',
    schema: list
      .pipe(
        z.array(
          z
            .string()
            .regex(/^(user|group):[^\s/]+\/\S+$/i, 'is not a ref like group:default/platform')
            .toLowerCase(),
        ),
      )
      .default([]),
    doc: 'Teams and people who may lock and name anything, ignore unknown names and register services, comma-separated refs: `group:default/platform`. Others may lock and name what their team owns.',
  },
  'signIn.secret': {
    env: 'SESSION_SECRET',
    schema: z.string().min(32, 'is shorter than 32 characters').optional(),
    secret: true,
    doc: 'Signs the cookies of who signed in; made from the client secrets where it is not set.',
  },
  'scaffolder.secretsKey': {
    env: 'CALLBOARD_SECRETS_KEY',
    schema: z.string().min(32, 'is shorter than 32 characters').optional(),
    secret: true,
    doc: 'Seals the secrets that people give to templates; the same on every replica. Without it a run with secrets does not outlive a restart.',
  },
  'slack.clientId': {
    env: 'SLACK_CLIENT_ID',
    schema: z.string().min(1).optional(),
    doc: 'Client id of the Slack app: people sign in to the pages with Slack.',
  },
  'slack.clientSecret': {
    env: 'SLACK_CLIENT_SECRET',
    schema: z.string().min(8).optional(),
    secret: true,
    doc: 'Client secret of the Slack app.',
  },
  'slack.teamId': {
    env: 'SLACK_TEAM_ID',
    schema: z.string().startsWith('T', 'is not the id of a workspace (T…)').optional(),
    doc: 'Id of the workspace whose people may sign in.',
  },
  'slack.botToken': {
    env: 'SLACK_BOT_TOKEN',
    schema: z.string().startsWith('xoxb-', 'is not a bot token (xoxb-…)').optional(),
    secret: true,
    doc: 'Bot token of the Slack app.',
  },
  'slack.appToken': {
    env: 'SLACK_APP_TOKEN',
    schema: z.string().startsWith('xapp-', 'is not an app-level token (xapp-…)').optional(),
    secret: true,
    doc: 'App-level token: use Socket Mode.',
  },
  'slack.signingSecret': {
    env: 'SLACK_SIGNING_SECRET',
    schema: z.string().min(8).optional(),
    secret: true,
    doc: 'Signing secret: take deliveries at /slack/events.',
  },
  'slack.apiUrl': {
    env: 'SLACK_API_URL',
    schema: url.default('https://slack.com/api/'),
    doc: 'Another Slack: a proxy or a test double.',
  },
  'slack.leadChannel': {
    env: 'SLACK_LEAD_CHANNEL',
    schema: z.string().optional(),
    doc: 'Channel id where the platform lead is told what needs a person, and once a week which names nobody knew.',
  },
  'slack.allowSharedChannels': {
    env: 'SLACK_ALLOW_SHARED_CHANNELS',
    schema: z.stringbool().or(z.boolean()).default(false),
    doc: 'Answer in channels shared with other companies.',
  },
  'slack.incidentChannels': {
    env: 'SLACK_INCIDENT_CHANNELS',
    schema: list.default(['inc-*', 'incident-*']),
    doc: 'Names of incident channels, with `*` for any text: invited there, the bot keeps one card up to date.',
  },
  'github.organization': {
    env: 'GITHUB_ORG',
    schema: z.string().optional(),
    doc: 'Organisation to read.',
  },
  'github.token': {
    env: 'GITHUB_TOKEN',
    schema: z.string().min(4).optional(),
    secret: true,
    doc: 'A token, instead of a GitHub App.',
  },
  'github.appId': {
    env: 'GITHUB_APP_ID',
    schema: z.coerce.number().int().positive().optional(),
    doc: 'GitHub App id.',
  },
  'github.privateKey': {
    env: 'GITHUB_APP_PRIVATE_KEY',
    schema: z.string().includes('PRIVATE KEY', { message: 'is not a PEM private key' }).optional(),
    secret: true,
    doc: 'Private key of the App (PEM; "\\n" is read as a line end).',
  },
  'github.writeToken': {
    env: 'GITHUB_WRITE_TOKEN',
    schema: z.string().min(4).optional(),
    secret: true,
    doc: 'A token that opens the pull requests of corrections and makes what templates describe; without one of its own, the credentials for reading are tried.',
  },
  'github.writeAppId': {
    env: 'GITHUB_WRITE_APP_ID',
    schema: z.coerce.number().int().positive().optional(),
    doc: 'The same as a second GitHub App (`manifests/github-app-writer.json`): its id.',
  },
  'github.writePrivateKey': {
    env: 'GITHUB_WRITE_APP_PRIVATE_KEY',
    schema: z.string().includes('PRIVATE KEY', { message: 'is not a PEM private key' }).optional(),
    secret: true,
    doc: 'Private key of that App.',
  },
  'github.clientId': {
    env: 'GITHUB_CLIENT_ID',
    schema: z.string().min(1).optional(),
    doc: 'Client id of a GitHub OAuth app: members of GITHUB_ORG sign in to the pages with GitHub.',
  },
  'github.clientSecret': {
    env: 'GITHUB_CLIENT_SECRET',
    schema: z.string().min(8).optional(),
    secret: true,
    doc: 'Client secret of the GitHub OAuth app.',
  },
  'github.webhookSecret': {
    env: 'GITHUB_WEBHOOK_SECRET',
    schema: z.string().min(8).optional(),
    secret: true,
    doc: 'Secret of the webhook at /github/webhooks.',
  },
  'github.apiUrl': {
    env: 'GITHUB_API_URL',
    schema: url.default('https://api.github.com'),
    doc: 'GitHub Enterprise Server: https://host/api/v3.',
  },
  'github.deltaMinutes': {
    env: 'GITHUB_DELTA_MINUTES',
    schema: z.coerce.number().int().min(1).max(59).default(3),
    doc: 'How often pushes are looked for.',
  },
  'docs.privateTo': {
    env: 'DOCS_PRIVATE_TO',
    schema: z.enum(['auto', 'organization', 'teams']).default('auto'),
    doc: 'Who reads docs of private repositories: `organization` (everybody), `teams` (those with access, and owners), or `auto`: as the base permission of the organisation says, and `teams` where GitHub does not show it (an App needs the organisation permission "Administration", read).',
  },
  'onCall.pagerDutyToken': {
    env: 'PAGERDUTY_TOKEN',
    schema: z.string().min(8).optional(),
    secret: true,
    doc: 'REST API key of PagerDuty: who is on call, and incidents. Read-only is enough; paging needs one that may write.',
  },
  'onCall.pagerDutyUrl': {
    env: 'PAGERDUTY_API_URL',
    schema: url.default('https://api.pagerduty.com'),
    doc: 'https://api.eu.pagerduty.com for accounts in the EU.',
  },
  'onCall.file': {
    env: 'CALLBOARD_ROTAS',
    schema: z.string().optional(),
    doc: 'A YAML file of on-call rotas, or a folder of them, for teams with no vendor.',
  },
} as const;
