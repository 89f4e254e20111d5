/** `{% include-markdown "../README.md" start="…" %}`, and `{! file.md !}`, as other plugins of MkDocs take in files. */
export type Directive = {
  indent: string;
  path: string;
  /** Whether what is taken in is Markdown, whose links are meant from where it lies. */
  isMarkdown: boolean;
  start: string | null;
  end: string | null;
  headingOffset: number;
  /** How many lines it stands on. */
  height: number;
};

const LONGEST = 12;
const OPEN = /^(\s*)\{(?:%-?\s*(?:include(?:-markdown)?\b|$)|!)/;
const WHOLE = /^\{%-?\s*(include(?:-markdown)?)\s+(?:"([^"]+)"|'([^']+)')([\s\S]*?)-?%\}$/;
const SHORT = /^\{!\s*(\S(?:[^!]*\S)?)\s*!\}$/;

/** The directive that begins at a line; null where none does. */
export function readDirective(lines: readonly string[], at: number): Directive | null {
  const first = lines[at] ?? '';
  const open = OPEN.exec(first);
  if (!open) return null;
  let text = '';
  for (let height = 1; height <= LONGEST && at + height <= lines.length; height += 1) {
    text = `${text}\n${lines[at + height - 1]}`;
    const found = directiveOf(text.trim());
    if (found) return { ...found, indent: open[1] ?? '', height };
    if (/[%!]\}/.test(text)) return null;
  }
  return null;
}

function directiveOf(text: string): Omit<Directive, 'indent' | 'height'> | null {
  const short = SHORT.exec(text);
  if (short?.[1]) {
    return { path: short[1], isMarkdown: true, start: null, end: null, headingOffset: 0 };
  }
  const whole = WHOLE.exec(text);
  const path = whole?.[2] ?? whole?.[3];
  if (!whole || !path) return null;
  const options = whole[4] ?? '';
  return {
    path,
    isMarkdown: whole[1] === 'include-markdown',
    start: option(options, 'start'),
    end: option(options, 'end'),
    headingOffset: Number(/\bheading-offset\s*=\s*(\d)/.exec(options)?.[1] ?? 0),
  };
}

function option(options: string, name: string): string | null {
  const match = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(options);
  return (match?.[1] ?? match?.[2] ?? null)?.replaceAll('\\n', '\n') ?? null;
}

/** What of a file lies between `start` and `end`; all of it where they do not stand there. */
export function cutDirective(text: string, { start, end }: Directive): string[] {
  let part = text;
  if (start !== null && part.includes(start)) part = part.slice(part.indexOf(start) + start.length);
  if (end !== null && part.includes(end)) part = part.slice(0, part.indexOf(end));
  return part
    .replace(/\s+$/, '')
    .replace(/^(?:[ \t]*\r?\n)+/, '')
    .split(/\r\n|\r|\n/);
}
