/** One document of a YAML file, not yet read. */
export type YamlPart = {
  text: string;
  /** The same without its `---` line, for the plain reader; null where only the parser can tell what it means. */
  body: string | null;
  /** Number of lines before it in the file. */
  line: number;
};

/** Cuts at `---` and `...` in the first column: there they end a document whatever stands around them. */
export function splitYaml(text: string): YamlPart[] {
  const parts: YamlPart[] = [];
  let from = 0;
  let line = 0;
  const cut = (to: number) => {
    const part = text.slice(from, to);
    parts.push({ text: part, body: bodyOf(part), line });
    line += countLines(part);
    from = to;
  };
  for (const marker of text.matchAll(/^(?:---|\.\.\.)(?=\s|$)/gm)) {
    // Comments and directives before a marker belong to the document that follows.
    if (isPreamble(text.slice(from, marker.index))) continue;
    const isEnd = marker[0] === '...';
    const lineEnd = text.indexOf('\n', marker.index);
    cut(isEnd && lineEnd >= 0 ? lineEnd + 1 : isEnd ? text.length : marker.index);
  }
  const isRest = parts.length > 0 && isPreamble(text.slice(from));
  if (!isRest) cut(text.length);
  return parts;
}

function isPreamble(text: string): boolean {
  return !text.startsWith('---') && text.split('\n').every((line) => /^\s*(?:#|%|$)/.test(line));
}

function bodyOf(part: string): string | null {
  if (/^(?:%|\.\.\.)/m.test(part)) return null;
  const marker = /^---.*$/m.exec(part);
  if (!marker) return part;
  // Content on the line of the marker follows other rules there.
  if (!/^--- *(?:#.*)?$/.test(marker[0])) return null;
  return part.slice(marker.index + marker[0].length);
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
