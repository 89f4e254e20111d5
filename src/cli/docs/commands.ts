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
    .command('build')
    .description(
      'make a static site of the docs of a folder, for a web server, a bucket or a browser',
    )
    .argument('<folder>', 'one site, or a tree with several')
    .requiredOption(
      '--out <folder>',
      'where the pages go; what did not change is not written again',
    )
    .option(
      '--url <address>',
      'where they will be, for the sitemap; `site_url` of mkdocs.yml without it',
    )
    .option(...JSON_OPTION)
    .action(async (folder, options) =>
      done(await (await import('./build.ts')).buildDocs(folder, options, output)),
    );
  docs
    .command('check')
    .description('list what is broken in the docs of a folder: links, pictures, settings')
    .argument('<folder>', 'one site, or a tree with several')
    .option(...JSON_OPTION)
    .action(async (folder, options) =>
      done(await (await import('./check.ts')).checkDocs(folder, options, output)),
    );
}
