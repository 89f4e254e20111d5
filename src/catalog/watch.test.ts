import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'vitest';
import { watchFolder } from './watch.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-watch-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, text = 'kind: System\n'): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

describe('watching a folder', () => {
  it('tells once of many changes, also deep below, and of what vanishes', async () => {
    await write('services/a/catalog-info.yaml');
    const told = createBell();
    const stop = watchFolder(folder, told.ring, { quietMs: 50 });
    try {
      await write('services/a/catalog-info.yaml', `kind: Domain\n`);
      await write('services/b/catalog-info.yaml');
      await told.rung(1);
      await rm(join(folder, 'services'), { recursive: true });
      await told.rung(2);
      await write('services/c/catalog-info.yaml');
      await told.rung(3);
    } finally {
      stop();
    }
  });

  it('sees a file change that an editor or git has put in place of another', async () => {
    await write('services/a/catalog-info.yaml');
    const told = createBell();
    const stop = watchFolder(folder, told.ring, { quietMs: 50 });
    try {
      await write('services/a/new');
      await rename(join(folder, 'services/a/new'), join(folder, 'services/a/catalog-info.yaml'));
      await told.rung(1);
      await write('services/a/catalog-info.yaml', 'kind: Domain\n');
      await told.rung(2);
    } finally {
      stop();
    }
  });

  it('sees the folder go and come back', async () => {
    await write('services/a/catalog-info.yaml');
    const told = createBell();
    const stop = watchFolder(folder, told.ring, { quietMs: 50, lookMs: 20 });
    try {
      await rename(folder, `${folder}-away`);
      await told.rung(1);
      await rename(`${folder}-away`, folder);
      await told.rung(2);
      await write('services/a/catalog-info.yaml', 'kind: Domain\n');
      await told.rung(3);
    } finally {
      stop();
    }
  });

  it('goes on after a failure, which it hands over', async () => {
    const failed = createBell();
    const stop = watchFolder(
      folder,
      () => {
        throw new Error('the database is locked');
      },
      { quietMs: 50, onError: failed.ring },
    );
    try {
      await write('a.yaml');
      await failed.rung(1);
      await write('b.yaml');
      await failed.rung(2);
    } finally {
      stop();
    }
  });
});

/** Counts, and lets a test wait until it was rung so many times. */
function createBell() {
  let rings = 0;
  let waiting: { times: number; done: () => void } | null = null;
  return {
    ring() {
      rings++;
      if (waiting && rings >= waiting.times) waiting.done();
    },
    rung: (times: number) =>
      new Promise<void>((done) => {
        waiting = { times, done };
        if (rings >= times) done();
      }),
  };
}
