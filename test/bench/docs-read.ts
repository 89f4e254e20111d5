import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFolder } from '../../src/catalog/folder.ts';
import { applySnapshots } from '../../src/catalog/sync.ts';
import { openDatabase } from '../../src/db/open.ts';
import { createFolderDocs } from '../../src/docs/folder.ts';
import { createDice, someWord } from './docs-made.ts';
import { print, stopwatch } from './measure.ts';

const PAGES = 3_000;
const SECTIONS = 5;
const WORDS = 60;
const DESCRIPTOR =
  'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ledger\nspec:\n  type: service\n  lifecycle: production\n  owner: team\n';

/** A site of many pages, read for the first time and after one page changed; how long nothing else could run meanwhile. */
export async function docsRead(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'callboard-bench-'));
  stack.defer(() => rm(folder, { recursive: true }));
  const db = await openDatabase(':memory:');
  stack.defer(() => db.close());
  await mkdir(join(folder, 'docs'));
  await writeFile(join(folder, 'catalog-info.yaml'), DESCRIPTOR);
  const dice = createDice(42);
  for (let page = 0; page < PAGES; page += 1)
    await writeFile(join(folder, 'docs', `page-${page}.md`), pageOf(page, dice));
  const now = () => new Date('2026-06-15T12:00:00Z');
  await applySnapshots(db, { snapshots: [await readFolder(folder)], removed: [], now });
  const docs = createFolderDocs({ db, now });
  await measured('docs.read.first', () => docs.read(folder));
  await writeFile(join(folder, 'docs', 'page-7.md'), pageOf(7, dice));
  await measured('docs.read', () => docs.read(folder));
}

async function measured(bench: string, work: () => Promise<void>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await sleep(20);
  delay.reset();
  const ms = await stopwatch(work);
  await sleep(20);
  delay.disable();
  print({ bench, n: PAGES, ms, longest_block_ms: Math.round(delay.max / 1e6) });
}

function pageOf(number: number, dice: () => number): string {
  const words = (count: number) => Array.from({ length: count }, () => someWord(dice)).join(' ');
  const sections = Array.from(
    { length: SECTIONS },
    (_, at) =>
      `## ${words(3)}\n\n${words(WORDS)} [next](page-${(number + at) % PAGES}.md).\n\n- ${words(8)}\n- \`${words(2)}\`\n`,
  );
  return `# Page ${number}\n\n${sections.join('\n')}`;
}
