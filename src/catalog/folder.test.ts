import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDescriptor } from './descriptor.ts';
import { type FolderOptions, readFolder } from './folder.ts';

const SYSTEM =
  'apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: a\nspec:\n  owner: b\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-folder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, text = SYSTEM): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

describe('reading a folder', () => {
  it('finds every catalog-info file and other YAML that holds entities', async () => {
    await write('catalog-info.yaml');
    await write('broken/catalog-info.yml', '}');
    await write('org/teams.yaml', `# teams\n---\n${SYSTEM}`);
    await write('.backstage/more.YML');
    await write(
      'json/on-one-line.yaml',
      JSON.stringify({ kind: 'System', apiVersion: 'backstage.io/v1alpha1' }),
    );
    await write('.github/workflows/ci.yml', 'on: push\n');
    await write('k8s/web.yaml', 'apiVersion: apps/v1\nkind: Deployment\n');
    await write('node_modules/x/catalog-info.yaml');
    await write('.git/catalog-info.yaml');
    await write('README.md', SYSTEM);
    const snapshot = await readFolder(folder);
    expect(snapshot.source).toBe(`folder:${folder}`);
    expect(snapshot.files.map(({ path }) => path)).toEqual([
      '.backstage/more.YML',
      'broken/catalog-info.yml',
      'catalog-info.yaml',
      'json/on-one-line.yaml',
      'org/teams.yaml',
    ]);
    expect(snapshot.files[2]).toEqual({
      location: `file:${folder}/catalog-info.yaml`,
      path: 'catalog-info.yaml',
      text: SYSTEM,
      commit: null,
    });
  });

  it('reads the files of a Kubernetes volume once', async () => {
    await write('..2026_06_15/catalog-info.yaml');
    await symlink('..2026_06_15', join(folder, '..data'));
    await symlink('..data/catalog-info.yaml', join(folder, 'catalog-info.yaml'));
    await symlink('nowhere', join(folder, 'gone.yaml'));
    await symlink('.', join(folder, 'loop'));
    const snapshot = await readFolder(folder);
    expect(snapshot.files.map(({ path }) => path)).toEqual(['catalog-info.yaml']);
  });

  it('says that there is no such folder', async () => {
    await expect(readFolder(join(folder, 'missing'))).rejects.toThrow('There is no folder');
  });

  const API = (definition: string) =>
    `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: a\nspec:\n  type: openapi\n  lifecycle: production\n  owner: b\n  definition: ${definition}\n`;
  const LOCATION = (...targets: string[]) =>
    `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: all\nspec:\n  targets: ${JSON.stringify(targets)}\n`;
  async function judged(options: FolderOptions = {}) {
    const { files, missing = [] } = await readFolder(folder, options);
    const documents = files.flatMap((file) => parseDescriptor(file.text, file));
    return {
      paths: files.map(({ path }) => path),
      entities: documents.map(({ entity }) => entity),
      messages: documents.flatMap(({ problems }) => problems.map(({ message }) => message)),
      missing: missing.map(({ location }) => location),
    };
  }

  it('puts in what placeholders name, from anywhere in the tree', async () => {
    await write('openapi.yaml', 'openapi: 3.1.0\n');
    await write('team/catalog-info.yaml', API('{ $text: ../openapi.yaml }'));
    expect((await judged()).entities[0]?.spec).toMatchObject({ definition: 'openapi: 3.1.0\n' });
  });

  it.each([
    ['../outside.yaml', 'it leads out of the tree that it is written in'],
    ['./link.yaml', 'it leads out of the folder'],
    ['./nothing.yaml', 'there is no file'],
    ['./large.yaml', 'it has 5 MB; files are read up to 4 MB'],
    ['./team', 'it is not a file'],
    ['https://example.com/a.yaml', 'it is not a file below'],
    ['file:///etc/hostname', 'it is neither a path nor an address'],
  ])('does not read %s, and says why', async (target, why) => {
    const outside = await mkdtemp(join(tmpdir(), 'callboard-outside-'));
    await writeFile(join(outside, 'secret.yaml'), 'secret');
    await symlink(join(outside, 'secret.yaml'), join(folder, 'link.yaml'));
    await write('team/catalog-info.yaml');
    await write('large.yaml', 'x'.repeat(5 * 1024 * 1024));
    await write('catalog-info.yaml', API(`{ $text: "${target}" }`));
    const { messages } = await judged();
    expect(messages[0]).toContain(`\`$text: ${target}\` cannot be read: ${why}`);
    await rm(outside, { recursive: true });
  });

  it('reads what Locations point to, whatever its name, and what that points to', async () => {
    await write('catalog-info.yaml', LOCATION('./more/all.yml', 'things/**/*.txt', '/k8s/a.yaml'));
    await write('more/all.yml', LOCATION('../entity.json'));
    await write('entity.json', JSON.stringify({ apiVersion: 'x', kind: 'Location' }));
    await write('things/deep/a.txt');
    await write('k8s/a.yaml', 'kind: Deployment\n');
    expect((await judged()).paths).toEqual([
      'catalog-info.yaml',
      'entity.json',
      'k8s/a.yaml',
      'more/all.yml',
      'things/deep/a.txt',
    ]);
  });

  it('names targets that lead to nothing', async () => {
    const url = 'https://github.com/acme/shop/blob/main/a.yaml';
    await write('catalog-info.yaml', LOCATION('./gone.yaml', './x/*.yaml', '../out.yaml', url));
    const { messages, missing } = await judged();
    expect(messages.map((message) => message.replaceAll(folder, ''))).toEqual([
      '`./gone.yaml` cannot be read: there is no file /gone.yaml. What it said before stays; `presence: optional` lets it go.',
      '`./x/*.yaml` cannot be read: no file matches it. What it said before stays; `presence: optional` lets it go.',
      '`../out.yaml` cannot be read: it leads out of the tree that it is written in.',
      `\`${url}\` cannot be read: it is an address, and only files below the folder are read; connect GitHub to read its repositories.`,
    ]);
    expect(missing).toEqual([`file:${folder}/gone.yaml`]);
    const elsewhere = await judged({ isReadElsewhere: () => true });
    expect(elsewhere.messages).toHaveLength(3);
  });

  it('does not miss what is optional', async () => {
    await write('catalog-info.yaml', `${LOCATION('./gone.yaml')}  presence: optional\n`);
    expect(await judged()).toMatchObject({ messages: [], missing: [] });
  });

  it('reads the files of kinds that the settings allow', async () => {
    await write(
      'k8s/cluster.yaml',
      'apiVersion: acme.com/v1\nkind: Cluster\nmetadata: {name: a}\n',
    );
    expect((await judged()).paths).toEqual([]);
    expect((await judged({ kinds: new Set(['acme.com/v1/Cluster']) })).paths).toEqual([
      'k8s/cluster.yaml',
    ]);
  });
});
