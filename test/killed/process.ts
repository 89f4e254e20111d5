import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';

// One life of the process that makes a repository from a template, for `test/killed.test.ts`, which ends it in the middle.

const { DATABASE: database = '', OUTSIDE: outside = '', BOT: bot = '', NOW: at = '' } = process.env;
const [template = '', values = '{}'] = process.argv.slice(2);
const born = Date.now();
const now = () => new Date(Date.parse(at) + Date.now() - born);

/** The same call, to the double that outlives this process. */
function through(service: string): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const body = request.body ? await request.arrayBuffer() : null;
    const { method, headers } = request;
    return fetch(`${outside}/${service}${pathname}${search}`, { method, headers, body });
  };
}

const app = await createApp(
  {
    ...readConfig({}),
    database,
    'github.organization': 'marlinpay',
    'github.token': 'ghp_demo',
    'slack.botToken': bot,
    'slack.signingSecret': 'secret',
  },
  { log: createLog('silent'), now, githubFetch: through('github'), slackFetch: through('slack') },
);
// What an earlier life has read is there.
if (process.env['IS_FIRST']) await app.github?.sync();
await app.slack?.start();
await app.scaffolder.start({
  template,
  values: JSON.parse(values),
  secrets: {},
  by: 'user:default/lena-hoffmann',
  key: 'one form',
});
await app.scaffolder.work();
await app.slack?.drainOutbox();
const runs = await app.scaffolder.runs({ template, limit: 10 });
const [report] = runs;
const { text } = await app.core.ask({ text: 'who owns refund-radar', asker: null, thread: null });
process.stdout.write(
  JSON.stringify({ runs: runs.length, state: report?.state, error: report?.error, text }),
);
await app[Symbol.asyncDispose]();
process.exit(0);
