import { createContext, Script } from 'node:vm';

/** Far more than any honest pattern takes on a value of a form. */
const MOST_MS = 100;

const context = createContext(Object.create(null), {
  codeGeneration: { strings: false, wasm: false },
});
// Only a script of its own can be stopped: a pattern like (a+)+$ would otherwise hold everything up for hours.
const run = new Script('pattern.test(text)');

/** What a pattern of JSON Schema says of a text; null where it takes too long to say. */
export function testPattern(pattern: RegExp, text: string): boolean | null {
  context['pattern'] = pattern;
  context['text'] = text;
  try {
    return run.runInContext(context, { timeout: MOST_MS }) === true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null;
    throw error;
  } finally {
    context['pattern'] = undefined;
    context['text'] = undefined;
  }
}

/** A pattern as Backstage's validator reads it: with `u`, and without where it is not a pattern then. Null where it is none at all. */
export function readPattern(pattern: string): RegExp | null {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // Tried without `u`, and then given up.
    }
  }
  return null;
}
