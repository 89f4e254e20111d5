import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../../../root.ts';

const FOLDER = join(rootFolder(), 'src', 'http', 'pages', 'client');

/** Style and script of pages of docs. `base` comes before the style where the rest of the catalog is not there: its colours and type. */
export function docsClient(): { base: string; style: string; script: string } {
  const read = (...path: string[]) => readFileSync(join(FOLDER, ...path), 'utf8');
  const styles = readdirSync(join(FOLDER, 'docs')).filter((name) => name.endsWith('.css'));
  return {
    base: read('1-base.css'),
    style: styles
      .sort()
      .map((name) => read('docs', name))
      .join('\n'),
    script: read('docs.js'),
  };
}
