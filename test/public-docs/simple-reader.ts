/**
 * What stands in a Markdown file, read line by line and by nothing that the product reads it with: headings, links and words as somebody
 * who looks at the file sees them. It knows less than Markdown does, and errs on the side of expecting too much.
 */
export type Seen = { headings: string[]; links: SeenLink[]; words: string[] };
export type SeenLink = { href: string; isImage: boolean };

export function readSimply(text: string): Seen {
  const seen: Seen = { headings: [], links: [], words: [] };
  let fence: string | null = null;
  let isComment = false;
  const lines = withoutFrontMatter(text).split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    const mark = /^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})(.*)$/.exec(line);
    const bar = mark?.[1] ?? '';
    if (fence !== null) {
      if (bar.startsWith(fence) && mark?.[2]?.trim() === '') fence = null;
      else seen.words.push(...wordsOf(line));
      continue;
    }
    // What is never closed is no code to Python-Markdown.
    const isClosed = () => lines.some((one, index) => index > at && closes(one, bar));
    if (bar !== '' && !mark?.[2]?.includes('`') && isClosed()) {
      fence = bar;
      continue;
    }
    const shown: string = isComment ? (line.split('-->')[1] ?? '') : line;
    if (isComment && line.includes('-->')) isComment = false;
    else if (isComment) continue;
    const cut: string = shown.replace(/<!--.*?-->/g, '');
    isComment = cut.includes('<!--');
    readLine(cut.split('<!--')[0] ?? '', seen);
  }
  return seen;
}

function closes(line: string, bar: string): boolean {
  const marks = line.replace(/^[\s>]*/, '').trimEnd();
  return marks.startsWith(bar) && /^(`+|~+)$/.test(marks);
}

function withoutFrontMatter(text: string): string {
  return text.replace(/^\uFEFF?---\r?\n[\s\S]*?\r?\n(?:---|\.\.\.)\r?\n/, '');
}

function readLine(line: string, seen: Seen): void {
  const heading = /^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$/.exec(line);
  if (heading) seen.headings.push(wordsOf(plainOf(heading[1] ?? '')).join(' '));
  const outsideCode = line.replace(/`[^`]*`/g, '');
  for (const [, bang, href = ''] of outsideCode.matchAll(
    /(!?)\[(?:[^\]\\]|\\.)*\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g,
  ))
    if (!/^ {4}/.test(line)) seen.links.push({ href, isImage: bang === '!' });
  seen.words.push(...wordsOf(plainOf(line.replace(/^\s*(?:>\s*)*\d+[.)]\s/, ''))));
}

/** A line without what is not meant to be read: where links lead, tags, the markup of notes. */
function plainOf(line: string): string {
  return line
    .replace(/^\s*\[[^\]]+\]:\s+\S+.*$/, '')
    .replace(/^\s*(?:!!!|\?\?\?\+?)\s+[\w-]+(?:\s+[\w-]+)*/, '')
    .replace(/^\s*>\s*\[!\w+\]/, '')
    .replace(/\]\((?:[^()]|\([^()]*\))*\)/g, ']')
    .replace(/\]\[[^\]]*\]/g, ']')
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : withoutTags(part)))
    .join('')
    .replace(/&\w+;/g, ' ')
    .replace(/\{(?::[^{}]*|\s*[.#][^{}]*)\}/g, '')
    .replace(/:[a-z0-9_+-]+:/g, ' ');
}

function withoutTags(text: string): string {
  return text.replace(/<\/?su[bp]>/gi, '').replace(/<\/?[a-z][^<>]*>/gi, ' ');
}

export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Pages that a mkdocs.yml names in its nav, with the titles it gives them. */
export function navOf(config: string): { title: string | null; file: string }[] {
  const [, block = ''] = /^nav:[^\n]*\n((?:(?:[ \t-].*)?\n?)*)/m.exec(config) ?? [];
  return block.split('\n').flatMap((line) => {
    const [, title = null, file] =
      /^\s*-\s+(?:["']?([^:]+?)["']?\s*:\s+)?["']?([^\s"'#:]+\.md)["']?\s*(?:#.*)?$/.exec(line) ??
      [];
    return file ? [{ title, file }] : [];
  });
}
