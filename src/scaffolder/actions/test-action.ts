import type { Json, JsonObject } from '../json.ts';
import type { Outside } from '../outside.ts';
import { checkedInput } from '../runs/input.ts';
import { memoryWorkspace } from '../workspace/memory.ts';
import type { Workspace, WorkspaceFile } from '../workspace/workspace.ts';
import { actionById } from './table.ts';

export function file(content: string, more: Partial<WorkspaceFile> = {}): WorkspaceFile {
  return { bytes: Buffer.from(content), isExecutable: false, ...more };
}

export function texts(workspace: Workspace): Record<string, string> {
  const found = workspace.paths().map((path) => [path, workspace.read(path)?.bytes.toString()]);
  return Object.fromEntries(found);
}

export type Tried = { output: JsonObject; files: Record<string, string>; log: string[] };

/** Runs one action of the table over a workspace, with the files of the world given by address. */
export async function tryAction(
  id: string,
  input: Json,
  {
    there = {},
    world = {},
    kept = new Map(),
    signal = new AbortController().signal,
    outside: more = {},
    location = 'url:https://github.com/acme/templates/blob/main/go/template.yaml',
  }: {
    there?: Record<string, string | WorkspaceFile>;
    world?: Record<string, Record<string, string | WorkspaceFile>>;
    /** What `once` kept of an earlier try. */
    kept?: Map<string, Json>;
    signal?: AbortSignal;
    outside?: Partial<Outside>;
    location?: string;
  } = {},
): Promise<Tried> {
  const action = actionById(id);
  if (!action) throw new Error(`There is no action ${id}.`);
  const workspace = memoryWorkspace(entries(there));
  const log: string[] = [];
  const outside = {
    readFiles: async (address: string) => {
      const found = world[address];
      if (!found) throw new Error(`There is nothing at ${address}.`);
      return new Map(entries(found));
    },
    ...more,
  } as unknown as Outside;
  const output = await action.run({
    input: checkedInput(action, input as JsonObject, null) as never,
    workspace,
    run: { id: 'run-1', startedAt: new Date('2026-06-15T12:00:00Z'), by: 'user:default/ana' },
    template: { ref: 'template:default/go', location },
    step: { id: 'step-1', name: 'Step' },
    isDryRun: false,
    log: (line) => void log.push(line),
    signal,
    outside,
    once: async (key, work) => {
      if (!kept.has(key)) kept.set(key, await work());
      return kept.get(key) as never;
    },
    willCreate: async () => {},
  });
  return { output, files: texts(workspace), log };
}

function entries(files: Record<string, string | WorkspaceFile>): [string, WorkspaceFile][] {
  return Object.entries(files).map(([path, one]) => [
    path,
    typeof one === 'string' ? file(one) : one,
  ]);
}
