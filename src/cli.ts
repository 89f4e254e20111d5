import { Command, CommanderError, Option } from '@commander-js/extra-typings';
import { addDocsCommands } from './cli/docs/commands.ts';
import type { VisitDemo } from './cli/examinee.ts';
import { addTemplateCommands } from './cli/template/commands.ts';
import { advice, describeError, UserError } from './errors.ts';
import { withoutSecrets } from './log.ts';
import { untilSignal } from './stop.ts';

/** Exit codes people script against: 0 yes, 1 the answer is no, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;
/** Where a command writes; tests hand over their own. */
export type Output = { out: (text: string) => void; err: (text: string) => void };

const standard: Output = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
};

/** Runs one command line (without `node` and the script) and says how it ended. Commands are loaded when they are called: `--help` stays quick. */
export async function runCli(
  argv: readonly string[],
  output: Output = standard,
): Promise<ExitCode> {
  if (output === standard) process.stdout.once('error', stopUnread);
  let exit: ExitCode = 0;
  const done = (code: ExitCode) => {
    exit = code;
  };
  const program = commands(output, done);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UserError) output.err(advice(error));
    else output.err(`Something broke: ${withoutSecrets(describeError(error))}`);
    return error instanceof UserError ? 2 : 1;
  }
}

function commands(output: Output, done: (code: ExitCode) => void) {
  const program = new Command('callboard')
    .description('A service catalog that lives in Slack.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.out(text.trimEnd()),
      writeErr: (text) => output.err(text.trimEnd()),
    });
  const catalog = ['--catalog <folder>', 'read descriptors from a folder tree'] as const;
  const json = ['--json', 'one JSON document on stdout, nothing else'] as const;

  program
    .command('start')
    .description('run the service with the settings of callboard.yaml and the environment')
    .option(...catalog)
    .option(...json)
    .action(async (options) => {
      // Ctrl-C is heard from here on, while the modules are still being read.
      const stop = untilSignal();
      await (await import('./cli/start.ts')).start(options, output, stop);
    });
  program
    .command('demo')
    .description(
      'run the whole product on a demo organisation, with a workspace page in the browser',
    )
    .option(...catalog)
    .option(...json)
    .action(async (options) => {
      // Ctrl-C is heard from here on, while the modules are still being read.
      const stop = untilSignal();
      await (await import('./demo/run.ts')).demo(options, output, stop);
    });
  program
    .command('sync')
    .description('read GitHub once, completely, and say what changed')
    .option('--accept-removals', 'remove what is missing at GitHub, however much it is')
    .option(...json)
    .action(async (options) => done(await (await import('./cli/sync.ts')).sync(options, output)));
  program
    .command('ask')
    .description('ask a question in plain words')
    .argument('<question>')
    .option(...catalog)
    .option('--user <ref or e-mail>', 'who asks')
    .option(...json)
    .action(async (question, options) =>
      done(await (await import('./cli/ask.ts')).ask(question, options, output)),
    );
  program
    .command('show')
    .description('show an entity with its relations and problems')
    .argument('<ref>', 'like component:default/payments-api')
    .option(...catalog)
    .option(...json)
    .action(async (ref, options) =>
      done(await (await import('./cli/show.ts')).show(ref, options, output)),
    );
  program
    .command('graph')
    .description('say what is around an entity, or draw it as a picture')
    .argument('<ref>', 'like component:default/payments-api')
    .option(...catalog)
    .option('--out <file>', 'draw into this file: .svg or .png')
    .addOption(
      new Option('--direction <way>', 'what it needs, what needs it, or both')
        .choices(['both', 'needs', 'neededBy'] as const)
        .default('both' as const),
    )
    .addOption(
      new Option('--levels <count>', 'how far')
        .choices(['1', '2', '3', '4', '5', '6'])
        .default('2'),
    )
    .addOption(
      new Option('--theme <theme>').choices(['light', 'dark'] as const).default('light' as const),
    )
    .option(...json)
    .action(async (ref, options) =>
      done(
        await (await import('./cli/graph.ts')).graph(
          ref,
          { ...options, levels: Number(options.levels) },
          output,
        ),
      ),
    );
  program
    .command('digest')
    .description('say what moved on the scorecards in the last week, and why')
    .option(...catalog)
    .option('--team <team>', 'of this team and those inside it')
    .option('--until <time>', 'the end of the week, like 2026-06-15T09:00:00Z; now, if not given')
    .option('--png <file>', 'draw it into this file')
    .addOption(
      new Option('--theme <theme>').choices(['light', 'dark'] as const).default('light' as const),
    )
    .option(...json)
    .action(async (options) =>
      done(await (await import('./cli/digest.ts')).digest(options, output)),
    );
  program
    .command('problems')
    .description('list what is wrong in the catalog: file, line, column and what to do')
    .option(...catalog)
    .option('--owner <team>', 'only what concerns this team or person')
    .option('--kind <kind...>', 'only these: invalid, warning, duplicate, dangling, no-owner, …')
    .option(...json)
    .action(async (options) =>
      done(await (await import('./cli/problems.ts')).listProblems(options, output)),
    );
  program
    .command('eval')
    .description(
      'ask files of questions and say which are answered right: pass rate, confident wrong answers, failures by intent',
    )
    .argument('<questions.jsonl...>', 'one JSON object a line: text, user, thread, needs, expect')
    .option(...catalog)
    .option(
      '--demo [folder]',
      'ask the demo organisation, or another in that form, with everything around it',
    )
    .option('--url <address>', 'ask a running server')
    .option('--token <token>', 'of that server')
    .option('--now <time>', 'the time at which is asked, like 2026-06-15T14:30:00+02:00')
    .option(
      '--needs <sources>',
      'sources that exist: oncall,incidents or all; questions that need others are skipped',
    )
    .option('--at-least <percent>', 'share of right answers that passes', '95')
    .option(...json)
    .addHelpText(
      'after',
      [
        '',
        'A line of the file: {"text": "who owns ledger", "user": "user:default/ana", "expect": {"kind": "answer",',
        '"intent": "own.lookup", "subjects": ["component:default/ledger"], "refs": ["group:default/books"]}}.',
        'thread: what was said before; needs: sources beyond the catalog. expect: kind and intent (one or several),',
        'subjects (the exact set; subjects_alt: others), refs (all), refs_any (one), not_refs (none), candidates (offered',
        'when it asks back), text_has and text_has_not ("a||b" is either). Exit 1 below --at-least or on any confident',
        'wrong answer: one that answers and names something the expectation contradicts.',
      ].join('\n'),
    )
    .action(async (files, options) => {
      const { evaluate } = await import('./cli/eval.ts');
      // Half the program is loaded only where the demo is asked.
      const visit: VisitDemo = async (place, work) =>
        (await import('./demo/visit.ts')).visitDemo(place, work);
      done(await evaluate(files, options, output, visit));
    });
  program
    .command('validate')
    .description('check descriptors: files, or folders of them')
    .argument('<paths...>')
    .option(...json)
    .action(async (paths, options) =>
      done(await (await import('./cli/validate.ts')).validate(paths, options, output)),
    );
  const scorecard = program
    .command('scorecard')
    .description('check scorecards, score the catalog or a checkout, and try changes');
  scorecard
    .command('check')
    .description('check scorecards: files, or folders of them')
    .argument('<paths...>')
    .option(...json)
    .action(async (paths, options) =>
      done(await (await import('./cli/scorecard.ts')).checkScorecards(paths, options, output)),
    );
  scorecard
    .command('list')
    .description('list scorecards and initiatives: of files and folders, or of the settings')
    .argument('[paths...]')
    .option(...json)
    .action(async (paths, options) =>
      done(await (await import('./cli/scorecard-list.ts')).listScorecards(paths, options, output)),
    );
  scorecard
    .command('run')
    .description(
      'score the catalog and keep it; with --files, say what the files of a repository have: level, evidence, what to do',
    )
    .argument('[path]', 'a file or folder of scorecards; those that ship with Callboard without it')
    .option('--files <folder>', 'a checkout of the repository')
    .option('--catalog <folder>', 'read descriptors, such as those of owners, from a folder tree')
    .option(...json)
    .action(async (path, options) =>
      done(await (await import('./cli/scorecard.ts')).runScorecards(path, options, output)),
    );
  scorecard
    .command('simulate')
    .description('say what a changed or new scorecard would do: who would drop, who would be told')
    .argument('<file>', 'a scorecard that nobody published yet')
    .option(...catalog)
    .option(...json)
    .action(async (file, options) =>
      done(
        await (await import('./cli/scorecard-catalog.ts')).simulateScorecard(file, options, output),
      ),
    );
  addTemplateCommands(program, output, done);
  addDocsCommands(program, output, done);
  return program;
}

/** `callboard problems | head` closes the pipe before everything is written: that is no failure. */
function stopUnread(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

if (import.meta.main) {
  process.exitCode = await runCli(process.argv.slice(2));
}
