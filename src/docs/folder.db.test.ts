import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { readFolder } from '../catalog/folder.ts';
import { applySnapshots } from '../catalog/sync.ts';
import { openTestDb } from '../db/test-db.ts';
import { createAssets } from './assets.ts';
import { createFolderDocs, type FolderDocs } from './folder.ts';
import { allSites, docsRevision, pagesOf, siteOfEntity } from './store.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const now = () => NOW;
const component = (name: string, annotations = '') =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\n${annotations}spec:\n  type: service\n  lifecycle: production\n  owner: team\n`;

let db: Db;
let folder: string;
let docs: FolderDocs;
beforeEach(async () => {
  db = await openTestDb();
  folder = await mkdtemp(join(tmpdir(), 'callboard-docs-'));
  docs = createFolderDocs({ db, now });
});
afterEach(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

async function write(files: Record<string, string | Buffer>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** What starting with the folder does: the catalog, then its docs. */
async function read(): Promise<void> {
  const snapshots = [await readFolder(folder)];
  await applySnapshots(db, { snapshots, removed: [], now });
  await docs.read(folder);
}

async function pathsOf(name: string): Promise<string[] | null> {
  const shown = await siteOfEntity(db, `component:default/${name}`);
  return shown && (await pagesOf(db, [shown.site.id])).map(({ path }) => path);
}

describe('the docs beside the descriptors of a folder', () => {
  it('are read, and follow the files', async () => {
    await write({
      'ledger/catalog-info.yaml': component('ledger'),
      'ledger/mkdocs.yml': 'site_name: Ledger\n',
      'ledger/docs/index.md': '# Ledger\n',
      'ledger/docs/keys.md': '# Keys\n',
      'payments/catalog-info.yaml': component('payments'),
      'payments/README.md': '# Payments\n',
      'without/catalog-info.yaml': component('without'),
    });
    await read();
    expect(await pathsOf('ledger')).toEqual(['', 'keys']);
    expect(await pathsOf('payments')).toEqual(['']);
    expect(await pathsOf('without')).toBeNull();
    const before = await docsRevision(db);
    await read();
    expect(await docsRevision(db)).toBe(before);
    await rm(join(folder, 'ledger/docs/keys.md'));
    await rm(join(folder, 'payments/README.md'));
    await read();
    expect(await pathsOf('ledger')).toEqual(['']);
    expect(await pathsOf('payments')).toBeNull();
    expect(await allSites(db)).toHaveLength(1);
  });

  it('never come from outside it', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'callboard-outside-'));
    await writeFile(join(outside, 'secret.md'), '# Secret\n');
    await write({
      'ledger/catalog-info.yaml': component(
        'ledger',
        '  annotations:\n    backstage.io/techdocs-ref: dir:../../\n',
      ),
      'ledger/docs/index.md': '# Ledger\n\n--8<-- "../../etc/passwd"\n',
    });
    await symlink(join(outside, 'secret.md'), join(folder, 'ledger/docs/secret.md'));
    await symlink(outside, join(folder, 'ledger/docs/more'));
    await read();
    expect(await pathsOf('ledger')).toEqual(['']);
    await rm(outside, { recursive: true });
  });

  it('show pictures as they are now, of no more than the limit', async () => {
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]);
    await write({
      'catalog-info.yaml': component('ledger'),
      'docs/index.md': '# Ledger\n\n![Flow](flow.png)\n',
      'docs/flow.png': picture,
      'docs/large.png': Buffer.alloc(5 * 1024 * 1024 + 1),
    });
    await read();
    const shown = await siteOfEntity(db, 'component:default/ledger');
    if (!shown) throw new Error('no docs');
    const assets = createAssets({ db, readAsset: docs.asset, now });
    expect(await assets.read(shown.site, 'flow.png')).toMatchObject({
      content: picture,
      type: 'image/png',
    });
    expect(await assets.read(shown.site, 'large.png')).toBeNull();
    expect(await assets.read(shown.site, 'none.png')).toBeNull();
  });
});
