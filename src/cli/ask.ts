import type { ExitCode, Output } from '../cli.ts';
import { blocksOf } from '../drawing.ts';
import { UserError } from '../errors.ts';
import { createPeople, type People } from '../questions/people.ts';
import { withCore } from './core.ts';

/** Asks one question. 0 when it was answered, or when the answer is a question back; 1 when nobody knows. */
export function ask(
  question: string,
  options: { catalog?: string; user?: string; json?: true },
  output: Output,
): Promise<ExitCode> {
  return withCore(options.catalog, async (core) => {
    const view = await core.index.current();
    if (view.size === 0) {
      throw options.catalog
        ? new UserError(
            `There is no valid descriptor below ${options.catalog}.`,
            '"callboard validate" says more.',
          )
        : new UserError(
            'The catalog is empty.',
            'Run "callboard sync", or name a folder with --catalog.',
          );
    }
    const asker = options.user ? await askerOf(options.user, createPeople(core)) : null;
    const answer = await core.ask({
      text: question,
      asker,
      thread: null,
      from: { person: asker, place: 'terminal' },
    });
    const { view: _, ...plain } = answer;
    if (options.json) {
      const blocks = blocksOf(answer, { now: new Date() });
      output.out(JSON.stringify({ ...plain, blocks }, null, 2));
    } else if (answer.kind !== 'silent') output.out(answer.text);
    return answer.kind === 'unknown' ? 1 : 0;
  });
}

async function askerOf(user: string, people: People): Promise<string> {
  const ref = await people.userOf(user);
  if (ref) return ref;
  throw new UserError(
    `No person in the catalog has the e-mail address ${user}.`,
    'Try a ref like user:default/ana.',
  );
}
