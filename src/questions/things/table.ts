import { readAlert } from './alert.ts';
import { readGitHub } from './github.ts';
import { readHost } from './host.ts';
import { readModule } from './module.ts';
import { readPathIn } from './path.ts';
import { readStack } from './stack.ts';
import type { Pasted } from './thing.ts';

/** Every sort of thing a text may be, surest shape first. A new sort is a file and a line here. */
const SORTS: readonly ((text: string) => Pasted | null)[] = [
  readAlert,
  readStack,
  readGitHub,
  readHost,
  readModule,
  readPathIn,
];

/** What is recognised among other words: what no sentence is made of. */
const TOKENS: readonly ((text: string) => Pasted | null)[] = [readGitHub, readHost, readPathIn];

/** No address or path that means something is longer. */
const LONGEST = 2000;
/** The top of a longer paste says the most. */
const LONGEST_PASTE = 20_000;

/** What a text points to by its shape; nothing for plain words, several where it enumerates. */
export function readThings(text: string): Pasted[] {
  if (text.length > LONGEST) return [];
  for (const read of SORTS) {
    const pasted = read(text);
    if (pasted) return [pasted];
  }
  const words = text.trim().split(/\s+/);
  return words.length < 2 ? [] : words.flatMap((word) => tokenIn(word) ?? []);
}

function tokenIn(word: string): Pasted | null {
  const bare = word.replace(/^[("'<]+|[)"'>,;:.!?]+$/g, '');
  for (const read of TOKENS) {
    const pasted = read(bare);
    if (pasted?.isSure) return pasted;
  }
  return null;
}

/** A paste of several lines, or of one that no question looks like: a stack trace or an alert. */
export function readPaste(text: string): Pasted | null {
  const plain = text
    .slice(0, LONGEST_PASTE)
    .replace(/^\s*```\w*$/gm, '')
    .replaceAll('```', '\n');
  return readAlert(plain) ?? readStack(plain);
}
