import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ExitCode, Output } from '../cli.ts';
import { UserError } from '../errors.ts';
import { examine, type Failure, type Report, type Sources } from '../questions/exam/exam.ts';
import { type Examined, readQuestionFile } from '../questions/exam/question-file.ts';
import { type ExamineeOptions, type VisitDemo, withExaminee } from './examinee.ts';

export type EvalOptions = ExamineeOptions & { needs?: string; atLeast: string; json?: true };

const PROBLEMS_SHOWN = 20;

/** Asks files of questions and says which were answered right. 1 when too few were, or when one was answered wrong with confidence. */
export async function evaluate(
  files: readonly string[],
  options: EvalOptions,
  output: Output,
  visitDemo: VisitDemo,
): Promise<ExitCode> {
  const atLeast = Number(options.atLeast);
  if (!(atLeast >= 0 && atLeast <= 100))
    throw new UserError(`--at-least ${options.atLeast} is no share.`, 'Give percent, like 95.');
  const { questions, warnings } = await readFiles(files);
  for (const warning of warnings) output.err(warning);
  const sources = sourcesOf(options.needs);
  const report = await withExaminee(options, visitDemo, (ask) =>
    examine(questions, { ask, sources, run: randomUUID() }),
  );
  const isPassed = report.rate !== null && report.rate >= atLeast && report.confidentWrong === 0;
  if (options.json)
    output.out(JSON.stringify({ passed: isPassed, ...plainReport(report) }, null, 2));
  else for (const line of lines(report, { atLeast, isPassed })) output.out(line);
  return isPassed ? 0 : 1;
}

async function readFiles(
  files: readonly string[],
): Promise<{ questions: Examined[]; warnings: string[] }> {
  const read = await Promise.all(
    files.map(async (file) => readQuestionFile(await textOf(file), file)),
  );
  const problems = read.flatMap((one) => one.problems);
  const shown = problems.slice(0, PROBLEMS_SHOWN);
  const more = problems.length > shown.length ? [`and ${problems.length - shown.length} more`] : [];
  if (problems.length > 0)
    throw new UserError([...shown, ...more].join('\n'), '\nMend these lines, then ask again.');
  return {
    questions: read.flatMap((one) => one.questions),
    warnings: read.flatMap((one) => one.warnings),
  };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError(`${file} cannot be read.`, 'Check the path.', { cause });
  }
}

function sourcesOf(needs: string | undefined): Sources {
  if (needs === 'all') return 'all';
  return new Set((needs ?? '').split(/[\s,]+/).filter(Boolean));
}

function lines(
  report: Report,
  { atLeast, isPassed }: { atLeast: number; isPassed: boolean },
): string[] {
  const { asked, right, rate, confidentWrong, failures } = report;
  if (rate === null) return [`No question was asked. ${skippedLine(report)}`];
  const worst = failures.toSorted(
    (a, b) => Number(b.isConfidentWrong) - Number(a.isConfidentWrong),
  );
  const broken = report.byIntent.filter((one) => one.right < one.asked);
  return [
    ...worst.flatMap((failure) => [...failureLines(failure), '']),
    ...(broken.length > 0
      ? [
          'By intent:',
          ...broken.map((one) => `  ${one.intent}: ${one.right} of ${one.asked} right`),
          '',
        ]
      : []),
    `${right} of ${asked} right (${rate.toFixed(1)} %), confident wrong answers: ${confidentWrong}.`,
    ...(report.skipped > 0 ? [skippedLine(report)] : []),
    isPassed ? 'Passed.' : `Not passed: at least ${atLeast} % and no confident wrong answer.`,
  ];
}

function skippedLine({ skipped, skippedFor }: Report): string {
  const needs = Object.entries(skippedFor).map(([need, count]) => `${need} ${count}`);
  return `${skipped} skipped, because their sources do not exist here${needs.length > 0 ? `: ${needs.join(', ')}` : ''}.`;
}

function failureLines({ question, given, reasons, isConfidentWrong }: Failure): string[] {
  const thread = question.thread ?? [];
  return [
    `${question.file}:${question.line}: ${[...thread, question.text].join(' > ')}`,
    `  ${isConfidentWrong ? 'CONFIDENT AND WRONG: ' : ''}${reasons.join('; ')}`,
    `  ${given.kind} ${given.intent} [${given.subjects.join(' ')}] -> [${given.refs.join(' ')}]${given.candidates.length > 0 ? ` offered [${given.candidates.join(' ')}]` : ''}`,
    `  "${given.text}"`,
  ];
}

function plainReport({ failures, ...counts }: Report): object {
  return {
    ...counts,
    failures: failures.map(({ question, given, reasons, isConfidentWrong }) => ({
      file: question.file,
      line: question.line,
      id: question.id ?? null,
      text: question.text,
      user: question.user ?? null,
      thread: question.thread ?? [],
      hazard: question.hazard ?? null,
      confidentWrong: isConfidentWrong,
      reasons,
      expected: question.expect,
      given,
    })),
  };
}
