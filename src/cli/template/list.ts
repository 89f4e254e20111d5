import type { ExitCode, Output } from '../../cli.ts';
import { withCore } from '../core.ts';
import { libraryOf } from './library.ts';

/** Lists the templates that can be asked for, and why some cannot. */
export function listTemplates(
  options: { catalog?: string; json?: true },
  output: Output,
): Promise<ExitCode> {
  return withCore<ExitCode>(options.catalog, async (core) => {
    const all = await libraryOf(core).all();
    const rows = all.map(({ template, problems, isShipped }) => {
      const { ref, title, description, type, owner, tags } = template;
      return { ref, title, description, type, owner, tags, isShipped, problems };
    });
    if (options.json) output.out(JSON.stringify({ templates: rows }, null, 2));
    else if (rows.length === 0) output.out('There are no templates.');
    else
      for (const { ref, title, problems } of rows) {
        output.out(`${ref}  ${title}`);
        const [first] = problems;
        if (first) output.out(`  cannot run: ${first.message}`);
      }
    return 0;
  });
}
