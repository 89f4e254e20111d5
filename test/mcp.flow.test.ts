import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import { freshWorld } from './world.ts';

const READER = 'reader-0123456789abcdef';
const ASKER = 'asker-0123456789abcdef';
const WRITER = 'writer-0123456789abcdef';
const MAKER = 'maker-0123456789abcdef';

let world: World;
let url: string;
beforeAll(async () => {
  world = await freshWorld({
    config: {
      host: '127.0.0.1',
      port: 0,
      'api.tokens': [
        `reader:read:${READER}`,
        `asker:read+ask:${ASKER}`,
        `writer:write:${WRITER}`,
        `maker:read+write:${MAKER}`,
      ],
    },
  });
  ({ url } = await world.app.start());
  await world.app.firstSync();
});
afterAll(() => world[Symbol.asyncDispose]());

async function connect(token: string): Promise<Client & AsyncDisposable> {
  const client = new Client({ name: 'an-agent', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', url), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
  });
  await client.connect(transport);
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
}

async function call(name: string, input: Record<string, unknown>, token = ASKER) {
  await using client = await connect(token);
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: input });
  const [first] = content as { type: string; text: string }[];
  return {
    text: first?.text ?? '',
    data: structuredContent as Record<string, unknown>,
    isError: isError ?? false,
  };
}

describe('the MCP server', () => {
  it('says what it is and lists tools that only read', async () => {
    await using client = await connect(ASKER);
    expect(client.getServerVersion()?.name).toBe('callboard');
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ask', 'who_owns', 'blast_radius', 'query_catalog', 'get_entity']),
    );
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
  });

  it('shows a token the tools of its scopes', async () => {
    await using client = await connect(READER);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'find_entities',
      'query_catalog',
      'get_entity',
      'get_scores',
      'list_scores',
      'list_templates',
      'describe_template',
      'show_run',
    ]);
  });

  it('turns away who has no token, or one without a scope to read', async () => {
    await expect(connect('nobody-0123456789abcdef')).rejects.toThrow();
    await expect(connect(WRITER)).rejects.toThrow();
    const response = await fetch(new URL('/mcp', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${ASKER}`, origin: 'https://elsewhere.example' },
    });
    expect(response.status).toBe(403);
  });

  it('answers a question with its sources', async () => {
    const { text, data } = await call('ask', { question: 'who owns payments-api' });
    expect(text).toContain('Payments Platform');
    expect(text).toContain('catalog-info.yaml (as of 2026-');
    expect(data).toMatchObject({ kind: 'answer', refs: ['group:default/payments-platform'] });
  });

  it('follows up within a thread, and knows who "my" is', async () => {
    await call('ask', { question: 'who owns ledger', thread: 'a1' });
    const { data } = await call('ask', { question: 'what depends on it', thread: 'a1' });
    expect(data).toMatchObject({ intent: 'deps.down', subjects: ['component:default/ledger'] });
    const mine = await call('ask', {
      question: 'what does my team own',
      user: 'ana.duarte@marlinpay.example',
    });
    expect(mine.data['refs']).toContain('component:default/payments-api');
    const nobody = await call('ask', { question: 'what do I own', user: 'no@body.example' });
    expect(nobody).toMatchObject({ isError: true });
  });

  it('says what it does not know, with the names to ask for', async () => {
    const { text, data } = await call('who_owns', { thing: 'paymets-apu' });
    expect(data['kind']).not.toBe('answer');
    expect(text).toContain('Ask again with one of: ');
  });

  it('does nothing by being told to', async () => {
    const { data } = await call('ask', { question: 'page risk' });
    expect(['confirm', 'declined']).toContain(data['kind']);
  });

  it.each([
    ['who_owns', { thing: 'https://github.com/marlinpay/ledger/blob/main/src/recon/a.ts' }],
    ['dependencies', { of: 'ledger', direction: 'needed_by' }],
    ['dependencies', { of: 'payments-api', direction: 'needs' }],
    ['dependency_path', { from: 'merchant-portal', to: 'fx-rates' }],
    ['blast_radius', { of: 'token-vault' }],
    ['runbook', { of: 'ledger' }],
    ['team', { name: 'data platform' }],
  ])('answers %s %j', async (name, input) => {
    const { data, text } = await call(name, input);
    expect(data['kind'], text).toBe('answer');
    expect(text.length).toBeLessThanOrEqual(4_000);
  });

  it('finds names, lists by filter with pages, and reads an entity', async () => {
    const found = await call('find_entities', { name: 'the refnds service' });
    expect(found.data['refs']).toContain('component:default/refunds-service');
    const first = await call('query_catalog', { filters: ['kind=component'], limit: 5 });
    expect(first.data['refs']).toHaveLength(5);
    const second = await call('query_catalog', { cursor: first.data['nextCursor'], limit: 5 });
    expect(second.data['refs']).not.toEqual(first.data['refs']);
    const counted = await call('query_catalog', {
      filters: ['kind=component,relations.ownedBy=group:default/risk'],
      limit: 0,
    });
    expect(counted.text).toMatch(/^\d+ in all\.$/);
    const { text } = await call('get_entity', { ref: 'ledger' });
    expect(JSON.parse(text)).toMatchObject({
      kind: 'Component',
      spec: { owner: 'group:default/ledger-settlement' },
      page: `${url}/catalog/default/component/ledger`,
    });
  });

  it('tells how things stand on scorecards, and what mends them', async () => {
    const { text, data } = await call('get_scores', { ref: 'ledger' });
    expect(data['ref']).toBe('component:default/ledger');
    expect(text).toMatch(/^Production Readiness: .+ %$/m);
    const list = await call('list_scores', {});
    expect(list.text).toContain('production-readiness "Production Readiness": ');
    expect(await call('list_scores', { scorecard: 'constructor' })).toMatchObject({
      isError: true,
    });
    expect(await call('get_scores', { ref: 'nope' })).toMatchObject({ isError: true });
  });

  it('explains what it cannot read', async () => {
    const unknown = await call('get_entity', { ref: 'component:default/nope' });
    expect(unknown).toMatchObject({ isError: true });
    expect(unknown.text).toContain('find_entities');
    const wrong = await call('query_catalog', { filters: ['=x'] });
    expect(wrong).toMatchObject({ isError: true });
    const none = await call('ask', {});
    expect(none).toMatchObject({ isError: true });
  });

  it('makes a repository from a template, once, for a token that may', async () => {
    const make = (name: string, input: Record<string, unknown>) => call(name, input, MAKER);
    const template = 'Template:default/Go-Service';
    const listed = await make('list_templates', {});
    expect(listed.text).toContain('template:default/go-service');
    const { data: form } = await make('describe_template', { template });
    expect(JSON.stringify(form['steps'])).toContain('"pattern"');
    for (const [tool, input] of [
      ['describe_template', { template: 'template:default/none' }],
      ['describe_template', { template: 'a:b:c/d' }],
      ['run_template', { template, values: { name: 'Not A Name' } }],
      ['run_template', { template }],
      ['dry_run_template', { template, values: { name: 'agent-made' } }],
      ['show_run', { id: 'none' }],
      ['show_run', { id: '\0' }],
    ] as const) {
      const { isError, text } = await make(tool, input);
      expect([isError, text.includes('on our side')], `${tool} ${text}`).toEqual([true, false]);
    }
    const values = { name: 'agent-made', owner: 'group:default/payments-platform' };
    const tried = await make('dry_run_template', { template, values });
    expect(tried.text).toContain('catalog-info.yaml');
    const made = () => [...world.github.model.repositories.values()].map(({ name }) => name);
    expect(made()).not.toContain('agent-made');
    await expect(call('run_template', { template, values })).rejects.toThrow('not found');

    const first = await make('run_template', { template, values, key: 'k' });
    await world.app.scaffolder.work();
    expect(made()).toContain('agent-made');
    const again = await make('run_template', { template, values, key: 'k' });
    expect([first.isError, again.data['id']]).toEqual([false, first.data['id']]);
    const shown = await call('show_run', { id: first.data['id'] }, READER);
    expect(shown.text).toContain('completed: Go service for agent-made');
    expect(shown.data).toMatchObject({ status: 'completed', createdBy: 'maker' });
  });

  it('serves many at once', async () => {
    const questions = ['who owns ledger', 'who owns fraud-scorer', 'what is token-vault'];
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, at) => call('ask', { question: questions[at % 3] ?? '' })),
    );
    expect(all.every(({ data }) => data['kind'] === 'answer')).toBe(true);
  });
});
