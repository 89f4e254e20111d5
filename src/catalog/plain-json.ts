/** No entity, predicate or cursor is nested anywhere near this; what walks them does so by calling itself. */
const DEEPEST = 200;

/**
 * Reads JSON that came from outside.
 * @throws SyntaxError for what is none, and for what is nested too deeply to be walked.
 */
export function parsePlainJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw new SyntaxError(`It is nested more than ${DEEPEST} levels deep.`);
    level = level.flatMap((one) =>
      one !== null && typeof one === 'object' ? Object.values(one) : [],
    );
  }
  return value;
}
