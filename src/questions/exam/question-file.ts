import { z } from 'zod';

const OneOrMore = z.union([z.string(), z.array(z.string()).min(1)]);
const Refs = z.array(z.string()).nullish();

/** What is accepted as an answer. What is left out is not looked at. */
const Expectation = z.object({
  kind: OneOrMore,
  intent: OneOrMore.optional(),
  /** The exact set of what the question is about, or one of the alternatives. */
  subjects: Refs,
  subjects_alt: z.array(z.array(z.string())).nullish(),
  /** All of these, one of these, none of these are among the refs. */
  refs: Refs,
  refs_any: Refs,
  not_refs: Refs,
  /** Must be offered where the answer is a choice. */
  candidates: Refs,
  /** Parts of the text, whatever their capitals; `a||b` is either. */
  text_has: z.array(z.string()).nullish(),
  text_has_not: z.array(z.string()).nullish(),
});
export type Expectation = z.infer<typeof Expectation>;

const Examined = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  text: z.string(),
  user: z.string().nullish(),
  /** What was said before in the same thread. */
  thread: z.array(z.string()).nullish(),
  /** Sources it takes beyond the catalog, CODEOWNERS and teams: oncall, incidents, docs, … */
  needs: z.array(z.string()).nullish(),
  /** What makes it hard. */
  hazard: z.string().nullish(),
  expect: Expectation,
});

/** A question with the answers that are right. */
export type Examined = z.infer<typeof Examined> & { file: string; line: number };

export type QuestionFile = {
  questions: readonly Examined[];
  /** Lines that are no questions: nothing can be asked before they are mended. */
  problems: readonly string[];
  /** Expectations that nobody looks at, which is how a slip of the pen passes for a test. */
  warnings: readonly string[];
};

const KNOWN = new Set([...Object.keys(Expectation.shape), 'note']);

/** Reads a file of questions, one JSON object a line; empty lines and lines that begin with # are skipped. */
export function readQuestionFile(text: string, file: string): QuestionFile {
  const questions: Examined[] = [];
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    if (content.trim() === '' || content.startsWith('#')) continue;
    const place = `${file}:${index + 1}`;
    const value = parsed(content);
    if (value instanceof Error) {
      problems.push(`${place}: is not JSON: ${value.message}`);
      continue;
    }
    const read = Examined.safeParse(value);
    if (!read.success) {
      const said = read.error.issues.map(({ path, message }) => {
        const where = path.join('.');
        return where ? `${where}: ${message}` : message;
      });
      problems.push(`${place}: ${said.join('; ')}`);
      continue;
    }
    const strange = Object.keys((value as { expect: object }).expect).filter(
      (key) => !KNOWN.has(key),
    );
    if (strange.length > 0) warnings.push(`${place}: expect.${strange.join(', expect.')} unknown`);
    questions.push({ ...read.data, file, line: index + 1 });
  }
  return { questions, problems, warnings };
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
