import type { DocProblem } from '../page.ts';
import type { SiteConfig } from './config.ts';
import { addressOfPage, joinPath } from './paths.ts';

/** Old addresses of the site -> address of a page, with its `#anchor`, or an address elsewhere. */
export function redirectsOf(
  config: SiteConfig,
  pageOfFile: ReadonlyMap<string, string>,
): { redirects: Record<string, string>; problems: DocProblem[] } {
  const redirects: Record<string, string> = {};
  const problems: DocProblem[] = [];
  for (const [from, to] of Object.entries(config.plugins.redirects)) {
    const old = addressOfPage(joinPath('', from) ?? '');
    const [path = '', anchor] = to.split('#');
    const page = pageOfFile.get(joinPath(config.docsDir, path) ?? '');
    if (/^https:\/\//.test(to)) redirects[old] = to;
    else if (page !== undefined) redirects[old] = anchor ? `${page}#${anchor}` : page;
    else
      problems.push({
        kind: 'config',
        message: `${from} is redirected to ${to}, which is no page. Name a page that is there.`,
        file: config.file ?? '',
        line: null,
        column: null,
      });
  }
  return { redirects, problems };
}
