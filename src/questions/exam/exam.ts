import { type Given, type Judgement, judge } from './judge.ts';
import type { Examined } from './question-file.ts';

/** Whoever is examined: a catalog in this process, or a server. */
export type Examinee = (question: {
  text: string;
  user: string | null;
  thread: string | null;
}) => Promise<Given>;

export type Failure = Judgement & { question: Examined; given: Given };

export type Report = {
  asked: number;
  right: number;
  /** Share of the questions that were answered right, in percent; of no question it is none. */
  rate: number | null;
  confidentWrong: number;
  /** Not asked, because a source they take does not exist here. */
  skipped: number;
  skippedFor: Readonly<Record<string, number>>;
  byIntent: readonly { intent: string; asked: number; right: number }[];
  failures: readonly Failure[];
};

/** `all` sources, or the names of those that exist. */
export type Sources = 'all' | ReadonlySet<string>;

/** Asks every question whose sources exist, each in a thread of its own, one after the other as people would. */
export async function examine(
  questions: readonly Examined[],
  { ask, sources, run }: { ask: Examinee; sources: Sources; run: string },
): Promise<Report> {
  const lacking = (needs: readonly string[]) =>
    sources === 'all' ? [] : needs.filter((need) => !sources.has(need));
  const results: { question: Examined; given: Given; judgement: Judgement }[] = [];
  const skippedFor: Record<string, number> = {};
  let skipped = 0;
  for (const question of questions) {
    const missing = lacking(question.needs ?? []);
    for (const need of missing) skippedFor[need] = (skippedFor[need] ?? 0) + 1;
    if (missing.length > 0) {
      skipped += 1;
      continue;
    }
    const given = await answerTo(question, { ask, run });
    results.push({ question, given, judgement: judge(question.expect, given) });
  }
  const failed = results.filter(({ judgement }) => !judgement.isRight);
  const right = results.length - failed.length;
  return {
    asked: results.length,
    right,
    rate: results.length > 0 ? (100 * right) / results.length : null,
    confidentWrong: failed.filter(({ judgement }) => judgement.isConfidentWrong).length,
    skipped,
    skippedFor,
    byIntent: byIntent(results),
    failures: failed.map(({ question, given, judgement }) => ({ question, given, ...judgement })),
  };
}

async function answerTo(
  { text, user, thread, file, line }: Examined,
  { ask, run }: { ask: Examinee; run: string },
): Promise<Given> {
  const asker = user ?? null;
  const before = thread ?? [];
  // A thread that anybody used before would bring its own context.
  const id = before.length > 0 ? `${run}:${file}:${line}`.slice(-150) : null;
  for (const said of before) await ask({ text: said, user: asker, thread: id });
  return ask({ text, user: asker, thread: id });
}

function byIntent(
  results: readonly { question: Examined; judgement: Judgement }[],
): Report['byIntent'] {
  const groups = Map.groupBy(results, ({ question }) => {
    const { intent } = question.expect;
    return (typeof intent === 'string' ? intent : intent?.[0]) ?? 'any';
  });
  return [...groups]
    .map(([intent, members]) => ({
      intent,
      asked: members.length,
      right: members.filter(({ judgement }) => judgement.isRight).length,
    }))
    .sort((a, b) => (a.intent < b.intent ? -1 : 1));
}
