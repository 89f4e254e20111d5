import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import type { Db } from '#dialect';
import { goneAs, openFolder } from '../catalog/folder-tree.ts';
import { describeError } from '../errors.ts';
import { LARGEST_ASSET } from './assets.ts';
import { readClaimed, showSites } from './claimed.ts';
import {
  type DocsSource,
  missingOf,
  planReading,
  type Reading,
  sitesOf,
  versionOf,
} from './reading.ts';
import { noteUnread, saveSites } from './save-sites.ts';
import type { DocFile } from './site.ts';
import { docSourcesByName } from './store.ts';
import { saveTexts } from './texts.ts';

/** As at GitHub: what is longer is nobody's page. */
const LARGEST_TEXT = 8 * 1024 * 1024;
/** What pages are made of: it is known by its content, wherever it is checked out. */
const SOURCE_OF_PAGES = /\.(?:md|markdown|ya?ml)$/i;
const MOST_ROUNDS = 20;

/** A folder of this machine as a source of docs: its sites are made anew whenever the folder is read, and only what changed is written. */
export function createFolderDocs({ db, now }: { db: Db; now: () => Date }) {
  /** Where files with an object id were seen last, for those that are fetched when somebody looks. */
  const paths = new Map<string, string>();

  return {
    async read(folder: string): Promise<void> {
      const root = resolve(folder);
      const source = `folder:${root}`;
      const claimed = await readClaimed(db);
      const claims = claimed.claims.filter((claim) => claim.source === source);
      const stored = (await docSourcesByName(db)).get(source);
      // A folder of descriptors alone is not searched for docs.
      if (claims.length > 0 || stored) {
        const files = await filesOf(root);
        for (const { oid, path } of files) paths.set(`${source} ${oid}`, join(root, path));
        const about: DocsSource = {
          source,
          name: basename(root),
          repository: null,
          commit: null,
          readers: null,
          files,
          web: null,
          adrFolders: claimed.adrFolders.get(source) ?? [],
          runbooks: claimed.runbooks.get(source) ?? [],
        };
        const version = versionOf(about, { state: files, claims });
        if (stored?.version !== version) {
          const reading = planReading(about, claims);
          const texts = await readTexts(root, reading);
          await saveTexts(
            db,
            [...texts].map(([oid, text]) => ({ oid, text })),
          );
          const found = await sitesOf(reading, (oid) => texts.get(oid));
          await saveSites(db, source, { found, version, now: now() });
          for (const [site, error] of reading.broken) {
            const reason = `The docs of ${site || 'the folder'} broke Callboard: ${describeError(error)}`;
            await noteUnread(db, source, { error: reason, now: now() });
          }
        }
      }
      await showSites(db, claimed);
    },

    /** A file of a folder that was read in this process; null for one that has changed since. */
    async asset({ source, oid }: { source: string; oid: string }): Promise<Buffer | null> {
      const path = paths.get(`${source} ${oid}`);
      if (path === undefined || (await oidOf(path))?.oid !== oid) return null;
      const found = await stat(path).catch(goneAs(null));
      return found && found.size <= LARGEST_ASSET ? readFile(path).catch(goneAs(null)) : null;
    },
  };
}

export type FolderDocs = ReturnType<typeof createFolderDocs>;

/** Every file that lies in the folder, wherever links lead. */
async function filesOf(root: string): Promise<DocFile[]> {
  const tree = await openFolder(root);
  const real = `${await realpath(root)}${sep}`;
  const files: DocFile[] = [];
  for (const path of await tree.list()) {
    const file = join(root, path);
    const target = await realpath(file).catch(goneAs(null));
    const id = target?.startsWith(real) ? await oidOf(file) : null;
    if (id) files.push({ path, ...id });
  }
  return files;
}

/** An id that changes when the file does: of its content, or of what the file system tells. */
async function oidOf(file: string): Promise<{ oid: string; bytes: number } | null> {
  const found = await stat(file, { bigint: true }).catch(goneAs(null));
  if (!found?.isFile()) return null;
  const bytes = Number(found.size);
  if (SOURCE_OF_PAGES.test(file) && bytes <= LARGEST_TEXT) {
    const content = await readFile(file).catch(goneAs(null));
    return content && { oid: gitOid(content), bytes: content.byteLength };
  }
  const { size, mtimeNs, ctimeNs, ino } = found;
  return { oid: gitOid(Buffer.from([file, size, mtimeNs, ctimeNs, ino].join('\0'))), bytes };
}

/** The id git gives to a content. */
function gitOid(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.byteLength}\0`).update(content).digest('hex');
}

async function readTexts(root: string, reading: Reading): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const missing = await missingOf(reading, (oid) => texts.get(oid));
    if (missing.length === 0) break;
    for (const { oid, path, bytes } of missing) {
      const isText = bytes !== null && bytes <= LARGEST_TEXT;
      const content = isText ? await readFile(join(root, path)).catch(goneAs(null)) : null;
      // One that was written meanwhile has another id, and is read again at once.
      const isSame = content && (!SOURCE_OF_PAGES.test(path) || gitOid(content) === oid);
      texts.set(oid, isSame ? content.toString('utf8') : '');
    }
  }
  return texts;
}
