// What a page may have before laying it out takes longer than anybody waits. A page with more is shown as the text that it is.

/** Characters of a page, with what it includes; the longest that people were seen to write have less than half of it. */
const MOST_TEXT = 200_000;
/** How much is shown of a page that has more. */
const MOST_SHOWN = 100_000;

/** What takes time that grows with its square. */
const COSTLY: readonly { what: string; most: number; line: RegExp }[] = [
  { what: 'footnotes', most: 500, line: /^ {0,3}\[\^/ },
  { what: 'tasks', most: 2_000, line: /^[\s>]{0,50}(?:[-*+]|\d{1,9}[.)]) \[[ xX]\]/ },
  { what: 'blocks of slashes', most: 300, line: /^\s{0,50}\/\/\// },
  { what: 'columns', most: 0, line: /^(?:[^|\n]{0,200}\|){500}/ },
];

/** A picture within its address is not shown, so that it need not be read either. */
const EMBEDDED = /data:[\w.+-]{1,50}\/[\w.+-]{1,50};base64,[\w+/=%-]{200,}/g;

export function withoutEmbedded(text: string): string {
  return text.includes(';base64,') ? text.replace(EMBEDDED, 'data:,') : text;
}

/** So much of a file that `tooMuch` sees whether it is too long. */
export function cutToSize(text: string): string {
  return text.slice(0, MOST_TEXT + 1);
}

/** Why a page of these lines cannot be laid out, as a sentence for whoever looks at it; null where it can. `size` is that of its whole file. */
export function tooMuch(lines: readonly string[], size: number): string | null {
  const text = Math.max(
    size,
    lines.reduce((sum, line) => sum + line.length + 1, -1),
  );
  if (text > MOST_TEXT)
    return `This page is too long to be laid out: it has ${count(text)} characters, and ${count(MOST_TEXT)} are possible. Split it into several.`;
  for (const { what, most, line } of COSTLY) {
    const found = lines.filter((one) => line.test(one)).length;
    if (found > most)
      return `This page has too many ${what} to be laid out. Split it into several.`;
  }
  return null;
}

/** The lines of a page, and where they stand in its file. */
type Lines = { lines: readonly string[]; numbers: readonly number[] };

/** The page as it is shown then: its title, the sentence, and its text as it is written. */
export function asPlainText({ lines, numbers }: Lines, sentence: string): Lines {
  const title = lines.findIndex((line) => /^# \S/.test(line));
  const head = title === -1 ? [] : [(lines[title] ?? '').slice(0, 200), ''];
  const before = [...head, sentence, ''];
  const text = lines.join('\n').slice(0, MOST_SHOWN).split('\n');
  return {
    lines: [...before, ...text.map((line) => `    ${line}`)],
    numbers: [...before.map(() => numbers[Math.max(0, title)] ?? 1), ...numbers],
  };
}

function count(number: number): string {
  return number.toLocaleString('en-GB');
}
