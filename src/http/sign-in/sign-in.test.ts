import { Hono } from 'hono';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requirePageAccess } from '../page-access.ts';
import { readAssets } from '../pages/assets.ts';
import { createSignIn, type SignInSettings } from './create.ts';
import { safeReturn } from './return-to.ts';
import { signInRoutes } from './routes.ts';
import { CLIENT, startProviders } from './test-providers.ts';

const URL_OF_PAGES = 'https://callboard.example';
const HOUR = 3_600_000;

let providers: Awaited<ReturnType<typeof startProviders>>;
let app: Hono;
let cookies: Map<string, string>;
let setCookies: string[];
let now: Date;

function start(over: Partial<SignInSettings> = {}): void {
  const signIn = createSignIn({
    url: URL_OF_PAGES,
    secret: null,
    slack: { ...CLIENT, issuer: providers.url, teamId: 'T1' },
    github: { ...CLIENT, apiUrl: providers.url, organization: 'acme' },
    slackFetch: fetch,
    githubFetch: fetch,
    now: () => now,
    ...over,
  });
  app = new Hono();
  app.use('/catalog', requirePageAccess(signIn));
  app.get('/catalog', (c) => c.text(`for ${c.get('caller') ?? 'this machine'}`));
  if (signIn)
    app.route('/', signInRoutes(signIn, readAssets('/assets'), pino({ level: 'silent' })));
  cookies = new Map();
  setCookies = [];
}

beforeEach(async () => {
  now = new Date();
  providers = await startProviders();
  start();
});
afterEach(() => providers.close());

/** A browser: keeps cookies and follows nothing by itself. */
async function visit(path: string, init: RequestInit = {}): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await app.request(`${URL_OF_PAGES}${path}`, {
    ...init,
    headers: { ...init.headers, ...(cookie && { cookie }) },
  });
  for (const line of response.headers.getSetCookie()) {
    setCookies.push(line);
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }
  return response;
}
const locationOf = (response: Response) => response.headers.get('location') ?? '';

/** To the provider and back, up to the address that Callboard is called with. */
async function comeBack(provider: string, returnTo = '/catalog?q=1'): Promise<string> {
  const away = await visit(`/sign-in/${provider}?${new URLSearchParams({ return_to: returnTo })}`);
  const back = new URL(locationOf(await fetch(locationOf(away), { redirect: 'manual' })));
  expect(back.origin).toBe(URL_OF_PAGES);
  return back.pathname + back.search;
}

describe.each(['slack', 'github'])('signing in with %s', (provider) => {
  it('leads from a page to the provider and back to that page', async () => {
    const refused = await visit('/catalog?q=1');
    expect(locationOf(refused)).toBe('/sign-in?return_to=%2Fcatalog%3Fq%3D1');
    const doors = await (await visit(locationOf(refused))).text();
    expect(doors).toContain(`href="/sign-in/${provider}?return_to=%2Fcatalog%3Fq%3D1"`);

    const arrived = await visit(await comeBack(provider));
    expect(locationOf(arrived)).toBe('/catalog?q=1');
    expect(await (await visit('/catalog')).text()).toBe(
      `for ${provider}:${provider === 'slack' ? 'U1' : '7'}`,
    );
    for (const line of setCookies)
      expect(line).toMatch(
        /HttpOnly; Secure; SameSite=Lax|Secure.*HttpOnly.*SameSite=Lax|HttpOnly.*Secure.*SameSite=Lax/,
      );
  });

  it('ends after a working day', async () => {
    await visit(await comeBack(provider));
    now = new Date(now.getTime() + 13 * HOUR);
    expect((await visit('/catalog')).status).toBe(302);
  });

  it('takes no answer to a question it did not ask', async () => {
    const back = await comeBack(provider);
    const state = new URLSearchParams(back.split('?')[1]).get('state') ?? '';
    expect((await visit(back.replace(state, 'x'.repeat(state.length)))).status).toBe(403);
    expect((await visit('/catalog')).status).toBe(302);
  });

  it('takes an answer once, in the browser that asked', async () => {
    const back = await comeBack(provider);
    const mine = new Map(cookies);
    cookies.clear();
    expect((await visit(back)).status).toBe(400);
    cookies = mine;
    expect((await visit(back)).status).toBe(302);
    expect((await visit(back)).status).toBe(400);
  });

  it('lets nobody in who changed their mind', async () => {
    const back = await comeBack(provider);
    const state = new URLSearchParams(back.split('?')[1]).get('state') ?? '';
    const denied = await visit(`/sign-in/${provider}/callback?error=access_denied&state=${state}`);
    expect(denied.status).toBe(403);
    expect(await denied.text()).toContain('You are not signed in');
  });
});

it('refuses people of another workspace', async () => {
  providers.visitor.team = 'T2';
  const refused = await visit(await comeBack('slack'));
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('another Slack workspace');
});

it('refuses a token that was made for another sign-in', async () => {
  providers.visitor.nonce = 'of somebody else';
  expect((await visit(await comeBack('slack'))).status).toBe(403);
});

it.each([null, 'pending'] as const)('refuses somebody whose membership is %s', async (org) => {
  providers.visitor.org = org;
  const refused = await visit(await comeBack('github'));
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('ana is not a member of acme.');
  expect((await visit('/catalog')).status).toBe(302);
});

it('signs out', async () => {
  await visit(await comeBack('github'));
  const other = await visit('/sign-out', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(other.status).toBe(403);
  expect(locationOf(await visit('/sign-out', { method: 'POST' }))).toBe('/sign-in');
  expect((await visit('/catalog')).status).toBe(302);
});

it('takes no cookie that it did not sign, nor one for another', async () => {
  await visit(await comeBack('github'));
  const [[name, value]] = [...cookies] as [[string, string]];
  cookies.set(name, `${value.slice(0, 20)}A${value.slice(21)}`);
  expect((await visit('/catalog')).status).toBe(302);
  cookies.clear();
  await comeBack('github');
  const begun = cookies.get(`${name}-signing-in`) ?? '';
  cookies.set(name, begun);
  expect((await visit('/catalog')).status).toBe(302);
});

it('tells a script to open the page again', async () => {
  expect((await visit('/catalog', { headers: { 'x-part': 'results' } })).status).toBe(401);
});

it('answers only this machine where nobody can sign in', async () => {
  start({ slack: null, github: null });
  expect((await app.request('http://localhost/catalog')).status).toBe(200);
  expect((await app.request('https://callboard.example/catalog')).status).toBe(403);
});

it.each([
  ['/catalog/default/component/a?x=1', '/catalog/default/component/a?x=1'],
  ['//evil.example', '/catalog'],
  ['/\\evil.example', '/catalog'],
  ['/\t/evil.example', '/catalog'],
  ['https://evil.example/', '/catalog'],
  ['javascript:alert(1)', '/catalog'],
  ['/sign-in/slack', '/catalog'],
  ['/sign-out', '/catalog'],
  [undefined, '/catalog'],
])('returns from %j to %j', (given, to) => {
  expect(safeReturn(given, URL_OF_PAGES, '/catalog')).toBe(to);
});
