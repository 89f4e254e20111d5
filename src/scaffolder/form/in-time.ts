import { createContext, Script } from 'node:vm';
import { UserError } from '../../errors.ts';

/** A form of hundreds of fields takes a few milliseconds. */
const MOST_MS = 1000;

const context = createContext(Object.create(null));
const run = new Script('work()');

/**
 * Does what a schema of somebody else says, and gives up where that takes too long: definitions that name each other unfold without end,
 * and names may be patterns that try for hours. Work that ends changes nothing but what it returns.
 * @throws UserError where it takes too long.
 */
export function inTime<Result>(work: () => Result): Result {
  const before = context['work'];
  context['work'] = work;
  try {
    return run.runInContext(context, { timeout: MOST_MS }) as Result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new UserError(
      'This schema takes longer than a second to read.',
      'Look for definitions that name themselves more than once, or a pattern that tries too many ways.',
    );
  } finally {
    context['work'] = before;
  }
}
