import type { Plan } from '#dialect';
import { withoutSecrets } from '../../log.ts';
import type { Json } from '../json.ts';
import type { Redact } from './redact.ts';
import type { RunReport } from './run.ts';
import { addEvent, type NewEvent, type RunRow } from './store.ts';
import type { Turn } from './turn.ts';

/** The log of a run as it is written: kept together for a moment, without secrets. */
export type Chronicle = {
  /** A line of a step's log. */
  line: (step: string | null, line: string) => void;
  /** What became of a step. */
  step: (step: string, said: { status: string; message: string }) => void;
  end: (
    state: 'completed' | 'failed' | 'cancelled',
    said: { output: Json; error: RunReport['error'] },
  ) => void;
  /** Writes an event by itself. */
  tell: (type: NewEvent['type'], message: string, body: Json) => Promise<void>;
  /** Writes what was said so far together with a change of the run. */
  flush: (change: Partial<RunRow>, plan: (tx: Plan) => readonly unknown[]) => Promise<void>;
};

/** A step that says more than this is cut short: the rest is of no use to anybody. */
const MOST_LINES = 2_000;
const LONGEST_LINE = 10_000;
/** So long a line waits for others before it can be read. */
const PATIENCE_MS = 300;

export function createChronicle({
  run,
  turn,
  redact,
  now,
  changed,
}: {
  run: string;
  turn: Turn;
  redact: Redact;
  now: () => Date;
  changed: (run: string) => void;
}): Chronicle {
  let waiting: NewEvent[] = [];
  let timer: NodeJS.Timeout | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const lines = new Map<string | null, number>();

  function add(type: NewEvent['type'], step: string | null, message: string, more: object): void {
    const said = clean(message);
    const body = redact.value({ ...more, message: said } as Json);
    waiting.push({ at: now(), type, step, message: said, body });
  }

  /** Secrets of this run, and whatever looks like one. */
  function clean(text: string): string {
    const said = withoutSecrets(redact.text(text));
    return said.length > LONGEST_LINE ? `${said.slice(0, LONGEST_LINE)}…` : said;
  }

  async function flush(
    change: Partial<RunRow>,
    plan: (tx: Plan) => readonly unknown[],
  ): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const events = waiting;
    waiting = [];
    // One after the other, so that lines stand in the order they were said.
    const writing = last.then(() =>
      turn.write(change, (tx) => [...plan(tx), ...events.map((event) => addEvent(tx, run, event))]),
    );
    last = writing.catch(() => {});
    await writing;
  }

  return {
    flush,
    line(step, line) {
      const count = (lines.get(step) ?? 0) + 1;
      lines.set(step, count);
      if (count > MOST_LINES) return;
      const text = count === MOST_LINES ? 'The rest of what this step says is left out.' : line;
      add('log', step, text, { ...(step !== null && { stepId: step }) });
      timer ??= setTimeout(() => {
        // What cannot be written now is written with the next change, or the run is not ours any more.
        flush({}, () => []).then(
          () => changed(run),
          () => {},
        );
      }, PATIENCE_MS).unref();
    },
    step: (step, { status, message }) => add('log', step, message, { stepId: step, status }),
    end(state, { output, error }) {
      const type = state === 'cancelled' ? 'cancelled' : 'completion';
      const message = `Run ${state}${error && state === 'failed' ? `: ${error.message}` : ''}`;
      const failure = error && state === 'failed' && { name: 'Error', message: error.message };
      add(type, null, message, { status: state, output, ...(failure && { error: failure }) });
    },
    async tell(type, message, body) {
      add(type, null, message, body as object);
      await flush({}, () => []);
    },
  };
}
