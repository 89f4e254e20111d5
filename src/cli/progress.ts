import type { Output } from '../cli.ts';

export type Progress = { phase: string; done: number; total: number | null };

/** Shows long work on stderr: one line that moves on a terminal, a line a phase elsewhere. */
export function progressTo(output: Output, stream: NodeJS.WriteStream = process.stderr) {
  let phase = '';
  return {
    update(progress: Progress): void {
      const of = progress.total === null ? '' : ` of ${progress.total}`;
      if (stream.isTTY) stream.write(`\r\u001b[K${progress.phase}: ${progress.done}${of}`);
      else if (progress.phase !== phase) output.err(progress.phase);
      phase = progress.phase;
    },
    end(): void {
      if (stream.isTTY) stream.write('\r\u001b[K');
    },
  };
}
