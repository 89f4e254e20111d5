import type { Command } from '@commander-js/extra-typings';
import type { ExitCode, Output } from '../../cli.ts';

const JSON_OPTION = ['--json', 'one JSON document on stdout, nothing else'] as const;

/** `callboard docs …` */
export function addDocsCommands(
  program: Command,
  output: Output,
  done: (code: ExitCode) => void,
): void {
  const docs = program
    .command('docs')
    .description('docs of a folder: make a static site of them, say what is wrong with them');
  docs
    .command('check')
    .description('list what is broken in the docs of a folder: links, pictures, settings')
    .argument('<folder>', 'one site, or a tree with several')
    .option(...JSON_OPTION)
    .action(async (folder, options) =>
      done(await (await import('./check.ts')).checkDocs(folder, options, output)),
    );
}
