import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCli } from '../src/cli.ts';
import { createCore } from '../src/core.ts';

const SHOP = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: basket
  description: Holds what a customer is about to buy.
spec: { type: service, lifecycle: production, owner: shop, dependsOn: [component:prices] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: prices }
spec: { type: service, lifecycle: production, owner: shop }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: shop, title: The Shop }
spec: { type: team, children: [], profile: { email: shop@example.com } }
`;
const BROKEN = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: till }
spec:
  type: service
  lifecycle: production
  ower: shop
`;

/** Runs a command line and keeps what it wrote. */
async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await runCli(argv, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

describe('callboard', () => {
  let folder: string;
  afterEach(() => vi.unstubAllEnvs());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'callboard-cli-'));
    mkdirSync(join(folder, 'shop'));
    mkdirSync(join(folder, 'till'));
    writeFileSync(join(folder, 'shop', 'catalog-info.yaml'), SHOP);
    writeFileSync(join(folder, 'till', 'catalog-info.yaml'), BROKEN);
  });

  it('says what is around an entity, and draws it', async () => {
    const file = join(folder, 'graph.png');
    const drawn = await run('graph', 'basket', '--catalog', folder, '--out', file);
    expect(drawn).toMatchObject({
      exit: 0,
      out: 'basket (service · The Shop). basket depends on prices.',
    });
    expect(readFileSync(file).toString('latin1', 1, 4)).toBe('PNG');
    expect((await run('graph', 'nobody', '--catalog', folder)).exit).toBe(1);
    const wrong = await run('graph', 'basket', '--catalog', folder, '--out', 'graph.doc');
    expect(wrong).toMatchObject({ exit: 2, err: expect.stringContaining('.svg or .png') });
  });

  it('lists problems file by file, as a compiler does', async () => {
    const listed = await run('problems', '--catalog', folder);
    expect(listed.exit).toBe(1);
    expect(listed.out).toContain(
      `${join(folder, 'till', 'catalog-info.yaml')}:7:3: error: \`spec.owner\` is missing: \`ower\` – did you mean \`owner\`? [invalid]`,
    );
    expect(listed.out).toMatch(/1 error and 0 warnings in 1 file\.$/);
    const none = await run('problems', '--catalog', folder, '--owner', 'shop');
    expect(none).toEqual({ exit: 0, out: 'No problems in 3 entities.', err: '' });
    const json = await run('problems', '--catalog', folder, '--kind', 'invalid', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ problems: [{ kind: 'invalid', line: 7 }] });
    expect(await run('problems', '--catalog', folder, '--kind', 'odd')).toMatchObject({ exit: 2 });
    expect(await run('problems', '--catalog', folder, '--owner', 'shoop')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('Is group:default/shop meant?'),
    });
  });

  it('answers from a folder of descriptors', async () => {
    const asked = await run('ask', 'who owns basket', '--catalog', folder);
    expect(asked).toMatchObject({ exit: 0, out: expect.stringContaining('The Shop') });
    const json = JSON.parse(
      (await run('ask', 'what depends on prices', '--catalog', folder, '--json')).out,
    );
    expect(json).toMatchObject({
      kind: 'answer',
      refs: ['component:default/basket'],
      blocks: expect.any(Array),
    });
  });

  it('shows what two files define with the problem of each', async () => {
    const twice = mkdtempSync(join(tmpdir(), 'callboard-cli-'));
    for (const place of ['one', 'two']) {
      mkdirSync(join(twice, place));
      writeFileSync(join(twice, place, 'catalog-info.yaml'), SHOP);
    }
    const shown = await run('show', 'basket', '--catalog', twice, '--json');
    const { problems } = JSON.parse(shown.out) as { problems: { message: string }[] };
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^component:default\/basket is also defined in .*; this one is used\.$/,
      ),
      expect.stringMatching(
        /^component:default\/basket is already defined in .*; this one is not used\.$/,
      ),
    ]);
  });

  it('ends with 1 when nobody knows', async () => {
    expect(await run('ask', 'who owns quetzal-flugelhorn', '--catalog', folder)).toMatchObject({
      exit: 1,
    });
    expect(await run('show', 'component:default/nope', '--catalog', folder)).toMatchObject({
      exit: 1,
    });
  });

  it('shows an entity with where it comes from', async () => {
    const { out, exit } = await run('show', 'basket', '--catalog', folder, '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ref: 'component:default/basket',
      entity: { metadata: { name: 'basket' } },
      relations: expect.arrayContaining([{ type: 'ownedBy', targetRef: 'group:default/shop' }]),
      source: { location: expect.stringMatching(/^file:.*shop\/catalog-info\.yaml$/) },
    });
  });

  it('says when and why an entity went', async () => {
    const database = `file:${join(folder, 'kept.db')}`;
    const core = await createCore(database, () => new Date('2026-06-15T12:00:00Z'));
    await core.readCatalog(join(folder, 'shop'));
    writeFileSync(join(folder, 'shop', 'catalog-info.yaml'), SHOP.split('---')[2] ?? '');
    await core.readCatalog(join(folder, 'shop'));
    await core.db.close();
    writeFileSync(join(folder, 'callboard.yaml'), `database: ${database}\n`);
    vi.stubEnv('CALLBOARD_CONFIG', join(folder, 'callboard.yaml'));
    expect(await run('show', 'component:default/basket')).toMatchObject({
      exit: 1,
      err: 'There is no component:default/basket in the catalog. It was removed on 2026-06-15, because its file does not define it any more.',
    });
  });

  it('checks files and folders, with line, column and the right word', async () => {
    const { exit, out } = await run('validate', folder);
    expect(exit).toBe(1);
    expect(out).toMatch(/till\/catalog-info\.yaml:\d+:\d+: .*owner/);
    const good = await run('validate', join(folder, 'shop', 'catalog-info.yaml'), '--json');
    expect(good.exit).toBe(0);
    expect(JSON.parse(good.out).documents).toHaveLength(3);
    expect(JSON.parse(good.out).documents[0]).toMatchObject({
      index: 0,
      valid: true,
      ref: 'component:default/basket',
      kind: 'Component',
      problems: [],
      relations: expect.arrayContaining([
        { type: 'dependsOn', targetRef: 'component:default/prices' },
      ]),
    });
  });

  it('says where there is nothing to check or to ask about', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'callboard-cli-'));
    expect(await run('validate', empty)).toMatchObject({
      exit: 0,
      out: 'There are no descriptors here.',
    });
    expect(await run('ask', 'who owns basket', '--catalog', empty)).toMatchObject({
      exit: 2,
      err: expect.stringContaining(`There is no valid descriptor below ${empty}.`),
    });
  });

  it.each([[['fly']], [['ask']], [['validate', '/nowhere/at/all']], [['ask', 'x', '--colour']]])(
    'ends with 2 on wrong usage: %j',
    async (argv) => {
      const { exit, err } = await run(...argv);
      expect(exit).toBe(2);
      expect(err).not.toBe('');
    },
  );

  it.each(['start', 'demo', 'sync', 'ask', 'show', 'validate'])(
    'helps with %s',
    async (command) => {
      expect(await run(command, '--help')).toMatchObject({
        exit: 0,
        out: expect.stringContaining('--json'),
      });
    },
  );

  it('stops without a word when nobody reads on', () => {
    const many = Array.from({ length: 500 }, (_, index) => BROKEN.replace('till', `till-${index}`));
    writeFileSync(join(folder, 'till', 'catalog-info.yaml'), many.join('---\n'));
    const errors = join(folder, 'errors.txt');
    const command = `"${process.execPath}" src/bin.js problems --catalog "${folder}" 2>"${errors}" | head -n 1`;
    expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' })).toContain(
      'catalog-info.yaml',
    );
    expect(readFileSync(errors, 'utf8')).toBe('');
  });
});
