import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Job, JobResult } from './job.ts';
import { MOST_OUTPUT, TOO_MUCH_TEXT } from './limits.ts';
import type { Rendered, RenderedTexts, TextOptions } from './render.ts';

/**
 * Where templates are rendered: a process of its own with a deadline and little memory. Whatever a template does, it ends with a
 * sentence, and the program lives. A thread would not do: one that runs out of memory takes the whole program with it.
 */
export type Sandbox = {
  renderValue: (
    input: Json,
    asked: { context: JsonObject; hasFailed?: boolean; signal?: AbortSignal },
  ) => Promise<Rendered>;
  renderTexts: (
    texts: readonly string[],
    asked: { context: JsonObject; options: TextOptions; signal?: AbortSignal },
  ) => Promise<RenderedTexts>;
  /** Replaces what a regular expression of a template finds, which may take for ever. */
  replace: (
    text: string,
    asked: { pattern: string; to: string; signal?: AbortSignal },
  ) => Promise<string>;
  /** Starts the process before the first job, which then waits for nothing. */
  warm: () => void;
  close: () => void;
};

export type SandboxLimits = {
  /** How long one step's input, or one skeleton, may take. */
  deadlineMs: number;
  memoryMb: number;
};

const LIMITS: SandboxLimits = { deadlineMs: 10_000, memoryMb: 256 };
/** The process watches its own clock; where even that does not answer, it is killed. */
const GRACE_MS = 2000;
/** It costs some 50 MB to keep it, and a tenth of a second to start it. */
const IDLE_MS = 5 * 60_000;

export function createSandbox(limits: SandboxLimits = LIMITS): Sandbox {
  let child: ChildProcess | null = null;
  let line: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  function running(): ChildProcess {
    if (child?.connected) return child;
    const started = startProcess(limits);
    started.once('exit', () => {
      if (child === started) child = null;
    });
    child = started;
    return started;
  }

  function close(): void {
    clearTimeout(idle);
    child?.kill('SIGKILL');
    child = null;
  }

  /** One job at a time; the deadline counts from when its turn comes. */
  function queued(job: Job, signal?: AbortSignal): Promise<JobResult> {
    const turn = line.then(async () => {
      signal?.throwIfAborted();
      clearTimeout(idle);
      try {
        return await finished({ child: running(), job, limits, signal });
      } catch (error) {
        close();
        throw error;
      } finally {
        idle = setTimeout(close, IDLE_MS).unref();
      }
    });
    line = turn.catch(() => {});
    return turn;
  }

  return {
    renderValue: async (input, { context, hasFailed = false, signal }) => {
      const result = await queued({ kind: 'value', input, context, hasFailed }, signal);
      return result.kind === 'value' ? result : fail(result, limits);
    },
    renderTexts: async (texts, { context, options, signal }) => {
      const rendered: string[] = [];
      for (const batch of batchesOf(texts)) {
        const result = await queued({ kind: 'texts', texts: batch, context, options }, signal);
        if (result.kind !== 'texts') return fail(result, limits);
        const before = rendered.length;
        if (result.result.kind === 'broken')
          return { ...result.result, index: before + result.result.index };
        for (const text of result.result.texts) rendered.push(text);
        if (lengthOf(rendered) > MOST_OUTPUT)
          return { kind: 'broken', index: before, reason: TOO_MUCH_TEXT };
      }
      return { kind: 'rendered', texts: rendered };
    },
    replace: async (text, { pattern, to, signal }) => {
      const result = await queued({ kind: 'replace', text, pattern, to }, signal);
      return result.kind === 'replaced' ? result.text : fail(result, limits);
    },
    warm: () => void running(),
    close,
  };
}

/** A large skeleton is several jobs, each with the whole deadline. */
const BATCH = 5_000_000;

function* batchesOf(texts: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let length = 0;
  for (const text of texts) {
    if (length + text.length > BATCH && batch.length > 0) {
      yield batch;
      batch = [];
      length = 0;
    }
    batch.push(text);
    length += text.length;
  }
  if (batch.length > 0) yield batch;
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

let shared: Sandbox | null = null;

/** The one of this program. */
export function sandbox(): Sandbox {
  shared ??= createSandbox();
  return shared;
}

function startProcess({ memoryMb }: SandboxLimits): ChildProcess {
  // Where Node can, it is also kept from writing files and starting programs.
  const permissions = process.allowedNodeEnvironmentFlags.has('--permission')
    ? ['--permission', '--allow-fs-read=*']
    : [];
  const child = fork(programFile(), [], {
    // Nothing of the settings, and so no secret, is within its reach.
    env: {},
    execArgv: [`--max-old-space-size=${memoryMb}`, ...permissions],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // One that dies between jobs is replaced at the next; one that dies at work is heard there.
  child.on('error', () => {});
  child.unref();
  child.channel?.unref();
  return child;
}

/** Beside this file in a checkout; of the bundle at its top, where this file is a chunk in it or below it. */
function programFile(): string {
  const here = import.meta.dirname;
  const files = [
    join(here, 'process.ts'),
    join(here, 'expressions.mjs'),
    join(dirname(here), 'expressions.mjs'),
  ];
  const file = files.find((one) => existsSync(one));
  if (!file) throw new Error(`The program that renders templates is not in ${here}.`);
  return file;
}

type Work = {
  child: ChildProcess;
  job: Job;
  limits: SandboxLimits;
  signal: AbortSignal | undefined;
};

async function finished({ child, job, limits, signal }: Work): Promise<JobResult> {
  const { promise, resolve, reject } = Promise.withResolvers<JobResult>();
  const onMessage = (result: unknown) => resolve(JSON.parse(String(result)) as JobResult);
  const onExit = (code: number | null) => reject(endedBy(code, limits));
  const onAbort = () => reject(signal?.reason);
  const timer = setTimeout(() => reject(tooLong(limits)), limits.deadlineMs + GRACE_MS);
  child.channel?.ref();
  child.once('message', onMessage).once('exit', onExit).once('error', reject);
  signal?.addEventListener('abort', onAbort);
  try {
    child.send({ job: JSON.stringify(job), deadlineMs: limits.deadlineMs }, (error) => {
      if (error) reject(error);
    });
    return await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    child.off('message', onMessage).off('exit', onExit).off('error', reject);
    child.channel?.unref();
  }
}

/** Running out of memory aborts; so may the machine, whose memory is used up. */
function endedBy(code: number | null, limits: SandboxLimits): Error {
  if (code === null || code === 134) return tooMuch(limits);
  return new Error(`The process that renders templates ended with code ${code}.`);
}

function fail(result: JobResult, limits: SandboxLimits): never {
  if (result.kind === 'late') throw tooLong(limits);
  if (result.kind === 'refused') throw new UserError(result.message, result.nextStep);
  throw new Error(result.kind === 'broken' ? result.message : 'The answer is of another job.');
}

function tooLong({ deadlineMs }: SandboxLimits): UserError {
  return new UserError(
    `The template's expressions took longer than ${deadlineMs / 1000} seconds.`,
    'Look for a loop over very many things, or a regular expression that tries too many ways.',
  );
}

function tooMuch({ memoryMb }: SandboxLimits): UserError {
  return new UserError(
    `The template's expressions needed more than ${memoryMb} MB of memory.`,
    'Look for what grows without end in its expressions or its skeleton.',
  );
}
