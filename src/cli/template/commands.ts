import type { Command } from '@commander-js/extra-typings';
import type { ExitCode, Output } from '../../cli.ts';

const JSON_OPTION = ['--json', 'one JSON document on stdout, nothing else'] as const;
const CATALOG = ['--catalog <folder>', 'read descriptors from a folder tree'] as const;

const VALUES = ['--values <values.yaml>', 'what the form would ask for'] as const;
const SECRETS = ['--secrets <secrets.yaml>', 'the secrets that the form would ask for'] as const;

/** `callboard template …` */
export function addTemplateCommands(
  program: Command,
  output: Output,
  done: (code: ExitCode) => void,
): void {
  const template = program
    .command('template')
    .description('templates: list them, show what they ask for, check them, try them');
  template
    .command('list')
    .description('list the templates of the catalog and those that ship')
    .option(...CATALOG)
    .option(...JSON_OPTION)
    .action(async (options) =>
      done(await (await import('./list.ts')).listTemplates(options, output)),
    );
  template
    .command('show')
    .description('show what a template asks for and does')
    .argument('<ref or file>', 'like template:default/node-service, or template.yaml')
    .option(...CATALOG)
    .option(...JSON_OPTION)
    .action(async (named, options) =>
      done(await (await import('./show.ts')).showTemplate(named, options, output)),
    );
  template
    .command('render')
    .description('run the steps of a template that only touch files, into a folder')
    .argument('<template.yaml>')
    .option(...VALUES)
    .requiredOption('--out <folder>', 'where the files go; nothing is written elsewhere')
    .option('--force', 'write into a folder that is not empty')
    .option(...JSON_OPTION)
    .action(async (file, options) =>
      done(await (await import('./render.ts')).renderTemplate(file, options, output)),
    );
  template
    .command('run')
    .description('run a template with the settings of this machine, to its end')
    .argument('<ref or file>', 'like template:default/node-service, or template.yaml')
    .option(...VALUES)
    .option(...SECRETS)
    .option(...CATALOG)
    .option('--yes', 'ask nothing')
    .option(...JSON_OPTION)
    .action(async (named, options) =>
      done(await (await import('./run.ts')).runTemplate(named, options, output)),
    );
  template
    .command('dry-run')
    .description('run a template where nothing outside changes, and list the files it would make')
    .argument('<ref or file>', 'like template:default/node-service, or template.yaml')
    .option(...VALUES)
    .option(...SECRETS)
    .option(...CATALOG)
    .option('--show <path>', 'print this file instead')
    .option(...JSON_OPTION)
    .action(async (named, options) =>
      done(await (await import('./dry-run.ts')).dryRunOf(named, options, output)),
    );
  template
    .command('check')
    .description('say of templates whether they can run here, and exactly why not')
    .argument('<paths...>', 'files, or folders of them')
    .option(...JSON_OPTION)
    .action(async (paths, options) =>
      done(await (await import('./check.ts')).checkTemplates(paths, options, output)),
    );
}
