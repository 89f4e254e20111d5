import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { OnCallReading, OnCallSource, Window } from '../on-call-source.ts';
import { SourceDown } from '../source-down.ts';
import { FUTURE_MS, PAST_MS } from '../windows.ts';
import { type FileRota, parseRotaFile } from './rota-file.ts';
import { escalationOf, shiftsOfRota } from './rotation.ts';

/** Texts of rota files, from wherever they lie. `url`: where people read or change them. */
export type ReadRotaFiles = () => Promise<{ path: string; text: string; url: string | null }[]>;

/** A file of rotas, or a folder of them. */
export function createRotaFiles({
  path,
  read = () => readPath(path),
}: {
  path: string;
  read?: ReadRotaFiles;
}): OnCallSource {
  let last: { signature: string; window: Window } | null = null;
  // A rota with a mistake goes on as it last was right, while this process remembers that.
  const right = new Map<string, FileRota>();

  return {
    id: 'file',
    title: 'the rota file',
    page: null,
    async read({ window: asked }) {
      const files = await read();
      const signature = files.map(({ path: name, text }) => `${name}\n${text}`).join('\n');
      const isKnown = last && last.window.since <= asked.since && last.window.until >= asked.until;
      if (last?.signature === signature && isKnown) return null;
      const window = widened(asked);
      const reading: OnCallReading & { rotas: OnCallReading['rotas'][number][] } = {
        window,
        rotas: [],
        services: [],
        shifts: [],
        incidents: [],
        problems: [],
      };
      const shifts: OnCallReading['shifts'][number][] = [];
      const problems: string[] = [];
      for (const { path: name, text, url } of files) {
        const parsed = parseRotaFile(basename(name), text);
        problems.push(...parsed.problems.map((problem) => problem.text));
        for (const rota of parsed.rotas) right.set(keyOf(name, rota.name), rota);
        const broken = parsed.problems.flatMap(
          (problem) => right.get(keyOf(name, problem.name ?? '')) ?? [],
        );
        for (const rota of new Set([...parsed.rotas, ...broken])) {
          const id = keyOf(basename(name), rota.name);
          reading.rotas.push({
            id,
            name: rota.name,
            url,
            covers: rota.for,
            levels: escalationOf(rota),
          });
          shifts.push(...shiftsOfRota(rota, id, window));
        }
      }
      if (reading.rotas.length === 0 && problems.length > 0)
        throw new SourceDown(problems.slice(0, 3).join(' '), { isOurs: true });
      last = { signature, window };
      return { ...reading, shifts, problems };
    },
  };
}

function keyOf(file: string, name: string): string {
  return `${file}#${name}`;
}

/** As much as is ever asked for, whatever was asked for now: a file costs nothing to read. */
function widened({ since, until }: Window): Window {
  return {
    since: new Date(since.getTime() - PAST_MS),
    until: new Date(until.getTime() + FUTURE_MS),
  };
}

async function readPath(path: string): ReturnType<ReadRotaFiles> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    const names = isFolder
      ? (await readdir(path))
          .filter((name) => /\.ya?ml$/.test(name))
          .sort()
          .map((name) => join(path, name))
      : [path];
    return await Promise.all(
      names.map(async (name) => ({ path: name, text: await readFile(name, 'utf8'), url: null })),
    );
  } catch (cause) {
    throw new SourceDown(`The rotas at ${path} cannot be read.`, {
      nextStep: 'Set CALLBOARD_ROTAS to a YAML file of rotas, or a folder of them.',
      isOurs: true,
      cause,
    });
  }
}
