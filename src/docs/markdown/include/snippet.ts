/** `--8<-- "file.md:section"`: what of which file is wanted. */
export type Snippet = {
  path: string;
  /** Parts of it by their first and last line, from 1; -1 is the last line. Empty: all of it. */
  lines: readonly (readonly [number, number])[];
  section: string | null;
};

const INLINE = /^(\s*)(;*)-+8<-+[ \t]+(?:"([^"]+)"|'([^']+)')\s*$/;
const FENCE = /^(\s*)(;*)-+8<-+\s*$/;
const RANGES = /^(.+?):((?:-?\d*(?::-?\d*)?)(?:,-?\d*(?::-?\d*)?)*)$/;
const SECTION = /^(.+?):([A-Za-z][\w-]*)$/;

/** What a line says about snippets. `escaped` is the line with one semicolon less, which is only shown. */
export type SnippetLine =
  | { kind: 'one'; indent: string; snippet: Snippet }
  | { kind: 'fence'; indent: string }
  | { kind: 'escaped'; line: string };

export function readSnippetLine(line: string): SnippetLine | null {
  if (!line.includes('8<')) return null;
  const match = INLINE.exec(line) ?? FENCE.exec(line);
  if (!match) return null;
  if (match[2]) return { kind: 'escaped', line: line.replace(';', '') };
  const indent = match[1] ?? '';
  const written = match[3] ?? match[4];
  return written === undefined
    ? { kind: 'fence', indent }
    : { kind: 'one', indent, snippet: snippetOf(written.trim()) };
}

export function snippetOf(written: string): Snippet {
  const ranges = RANGES.exec(written);
  if (ranges?.[1] && ranges[2] && /\d/.test(ranges[2])) {
    return { path: ranges[1], lines: ranges[2].split(',').map(rangeOf), section: null };
  }
  const section = SECTION.exec(written);
  // `https://…` has a colon, and no section.
  if (section?.[1] && section[2]) return { path: section[1], lines: [], section: section[2] };
  return { path: written, lines: [], section: null };
}

function rangeOf(range: string): readonly [number, number] {
  const [from, to] = range.split(':');
  return [Number(from) || 1, Number(to) || -1];
}

const MARK = /-+8<-+[ \t]+\[[ \t]*(start|end)[ \t]*:[ \t]*([A-Za-z][\w-]*)[ \t]*\]/;

/** The lines of a file that a snippet wants, without the marks of sections; null where it has no such section. */
export function cutSnippet(text: string, { lines: ranges, section }: Snippet): string[] | null {
  const all = text.replace(/\r?\n$/, '').split(/\r\n|\r|\n/);
  if (section) return sectionOf(all, section);
  const wanted = ranges.length === 0 ? all : ranges.flatMap(([from, to]) => part(all, from, to));
  return wanted.filter((line) => !MARK.test(line));
}

function part(all: readonly string[], from: number, to: number): string[] {
  const place = (line: number) => (line < 0 ? all.length + line + 1 : line);
  return all.slice(Math.max(0, place(from) - 1), Math.max(0, place(to)));
}

function sectionOf(all: readonly string[], name: string): string[] | null {
  const found: string[] = [];
  let isOpen = false;
  let isKnown = false;
  for (const line of all) {
    const mark = MARK.exec(line);
    if (mark?.[2] === name) {
      isOpen = mark[1] === 'start';
      isKnown = true;
    } else if (isOpen && !mark) found.push(line);
  }
  return isKnown ? found : null;
}
