import { asksOf } from '../../src/catalog/asks.ts';
import { parseDescriptor } from '../../src/catalog/descriptor.ts';
import { placeholdersOf } from '../../src/catalog/placeholders.ts';

// A process of its own that reads the texts it is sent, one after another, and says what is wrong with what came out, if anything, and how
// much memory it takes. Whoever started it ends it when one takes too long.

const PLACE = { root: 'https://github.com/acme/shop/blob/main/', path: 'catalog-info.yaml' };

process.on('message', (text: string) => {
  const wrong = read(text);
  // Not the highest it ever was: that counts what the process before the fork had.
  process.send?.({ wrong, megabytes: process.memoryUsage.rss() / 1024 / 1024 });
});

function read(text: string): string | null {
  try {
    const included = new Map(placeholdersOf(text).map((target) => [target, { text }]));
    asksOf(text, PLACE, new Set());
    const last = text.split(/\r?\n/).length;
    for (const { isValid, entity, problems } of parseDescriptor(text, { included })) {
      const errors = problems.filter(({ severity }) => severity !== 'warning');
      if (isValid !== (entity !== null) || isValid !== (errors.length === 0))
        return `valid: ${isValid}, errors: ${errors.length}`;
      const lost = problems.find(({ line, column }) => line < 1 || line > last || column < 1);
      if (lost) return `a problem points at ${lost.line}:${lost.column} of ${last} lines`;
    }
    return null;
  } catch (error) {
    return String((error as Error).stack);
  }
}
