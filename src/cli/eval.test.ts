import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runCli } from '../cli.ts';

const FJORD = fileURLToPath(new URL('../../fixtures/fjord-energy', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'callboard-eval-'));
afterEach(() => vi.unstubAllGlobals());

function questions(...lines: (object | string)[]): string {
  const file = join(folder, `${Math.random()}.jsonl`);
  writeFileSync(
    file,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return file;
}

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await runCli(['eval', ...argv], {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  });
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

const RIGHT = {
  text: 'who owns search',
  expect: { kind: 'answer', intent: 'own.lookup', subjects: ['component:default/search'] },
};

describe('callboard eval', () => {
  it('asks a folder of descriptors, and passes where all is right', async () => {
    const followUp = {
      text: 'what about invoice-engine',
      thread: ['who owns search'],
      expect: { kind: 'answer', subjects: ['component:default/invoice-engine'] },
    };
    const file = questions(RIGHT, followUp, '', '# a remark');
    const done = await run(file, '--catalog', FJORD);
    expect(done).toMatchObject({ exit: 0, err: '' });
    expect(done.out).toBe('2 of 2 right (100.0 %), confident wrong answers: 0.\nPassed.');
  });

  it('fails on one confident wrong answer, however many are right, and shows what came', async () => {
    const wrong = { ...RIGHT, expect: { ...RIGHT.expect, refs: ['group:default/billing'] } };
    const file = questions(...Array.from({ length: 40 }, () => RIGHT), wrong);
    const done = await run(file, '--catalog', FJORD);
    expect(done.exit).toBe(1);
    expect(done.out).toContain(`${file}:41: who owns search`);
    expect(done.out).toContain('CONFIDENT AND WRONG: refs lack group:default/billing');
    expect(done.out).toContain('own.lookup: 40 of 41 right');
    expect(done.out).toContain('40 of 41 right (97.6 %), confident wrong answers: 1.');
  });

  it('fails below the share that was asked for', async () => {
    const file = questions(RIGHT, { text: 'zzzqqq', expect: { kind: 'answer' } });
    expect((await run(file, '--catalog', FJORD)).exit).toBe(1);
    expect((await run(file, '--catalog', FJORD, '--at-least', '50')).exit).toBe(0);
    expect((await run(file, '--catalog', FJORD, '--at-least', 'most')).exit).toBe(2);
  });

  it('skips and counts what takes sources that do not exist', async () => {
    const file = questions(RIGHT, { ...RIGHT, needs: ['oncall'] }, { ...RIGHT, needs: ['docs'] });
    const few = await run(file, '--catalog', FJORD, '--needs', 'docs');
    expect(few.out).toContain('2 of 2 right');
    expect(few.out).toContain('1 skipped, because their sources do not exist here: oncall 1.');
    expect((await run(file, '--catalog', FJORD, '--needs', 'all')).out).toContain('3 of 3 right');
    const none = await run(questions({ ...RIGHT, needs: ['docs'] }), '--catalog', FJORD);
    expect(none).toMatchObject({ exit: 1 });
  });

  it('names file, line and fault of what is no question, and asks nothing', async () => {
    const file = questions(RIGHT, '{nope', { text: 7, expect: { kind: 'answer' } });
    const done = await run(file, '--catalog', FJORD);
    expect(done.exit).toBe(2);
    expect(done.err).toContain(`${file}:2: is not JSON`);
    expect(done.err).toContain(`${file}:3: text: `);
  });

  it('says which expectation nobody looks at', async () => {
    const file = questions({ ...RIGHT, expect: { ...RIGHT.expect, subject: ['x'] } });
    expect((await run(file, '--catalog', FJORD)).err).toBe(`${file}:1: expect.subject unknown`);
  });

  it('prints one JSON document', async () => {
    const file = questions(RIGHT, { id: 7, text: 'zzzqqq', expect: { kind: 'answer' } });
    const done = await run(file, '--catalog', FJORD, '--json');
    expect(JSON.parse(done.out)).toMatchObject({
      passed: false,
      asked: 2,
      right: 1,
      rate: 50,
      confidentWrong: 0,
      failures: [{ line: 2, id: 7, text: 'zzzqqq', given: { kind: 'unknown' } }],
    });
  });

  it('asks a server with its token', async () => {
    const asked: [string, RequestInit][] = [];
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      asked.push([url, init]);
      const answer = {
        kind: 'answer',
        intent: 'own.lookup',
        subjects: ['component:default/search'],
      };
      return Response.json({ ...answer, refs: [], candidates: [], text: '', blocks: [] });
    });
    const done = await run(questions(RIGHT), '--url', 'http://board.example/', '--token', 't0');
    expect(done).toMatchObject({ exit: 0 });
    expect(asked[0]?.[0]).toBe('http://board.example/api/ask');
    expect(asked[0]?.[1]).toMatchObject({ headers: { authorization: 'Bearer t0' } });
  });

  it('says how to mend a server that refuses or is none', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 401 }));
    const file = questions(RIGHT);
    expect((await run(file, '--url', 'http://board.example')).err).toContain('--token');
    vi.stubGlobal('fetch', async () => Response.json({}));
    expect(await run(file, '--url', 'http://board.example')).toMatchObject({ exit: 2 });
    expect(await run(file, '--url', 'http://b.example', '--demo')).toMatchObject({ exit: 2 });
  });
});
