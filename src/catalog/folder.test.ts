import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFolder } from './folder.ts';

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
});
