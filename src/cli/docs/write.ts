import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { hashOf } from './folder-files.ts';
import type { Output } from './outputs.ts';

/** What was written last, so that the next time only what changed is. */
const MANIFEST = '.callboard-docs.json';
const Manifest = z.object({ files: z.record(z.string(), z.string()) });

export type Written = { written: number; kept: number; removed: number };

/**
 * Makes a folder hold the outputs: writes what is new or changed, so that what is the same keeps its time for whoever uploads it, and removes
 * what an earlier run wrote and nobody wants any more. Files of others are left alone.
 */
export async function writeOutputs(
  out: string,
  outputs: ReadonlyMap<string, Output>,
  { source, onStep }: { source: string; onStep: (done: number) => void },
): Promise<Written> {
  await mkdir(out, { recursive: true });
  const before = await readManifest(out);
  const gone = Object.keys(before).filter((path) => !outputs.has(path));
  for (const path of gone) await rm(join(out, path), { force: true });
  let written = 0;
  let done = 0;
  const files: Record<string, string> = {};
  for (const [path, output] of outputs) {
    onStep(++done);
    const file = join(out, path);
    const text = 'text' in output ? output.text() : null;
    const hash = 'copyOf' in output ? output.copyOf.oid : hashOf(text ?? '');
    files[path] = hash;
    if (before[path] === hash && (await isFile(file))) continue;
    await mkdir(dirname(file), { recursive: true });
    if ('copyOf' in output) await copyFile(join(source, output.copyOf.path), file);
    else await writeFile(file, text ?? '');
    written++;
  }
  await writeFile(join(out, MANIFEST), `${JSON.stringify({ files })}\n`);
  return { written, kept: outputs.size - written, removed: gone.length };
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** @throws UserError where the folder holds something that was not made here. */
async function readManifest(out: string): Promise<Record<string, string>> {
  const text = await readFile(join(out, MANIFEST), 'utf8').catch(() => null);
  if (text === null) {
    if (!(await isFile(join(out, 'index.html')))) return {};
    throw new UserError(
      `${out} holds a site that was not made by this command.`,
      'Name an empty folder, or empty this one.',
    );
  }
  const read = Manifest.safeParse(parsed(text));
  return Object.fromEntries(
    Object.entries(read.data?.files ?? {}).filter(([path]) => !path.split('/').includes('..')),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
