/** A word, a text in quotes (with them) or a sign of a .proto file, with the comments that belong to it. */
export type Token = { text: string; comment: string | null; line: number };

const PART =
  /\s+|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[A-Za-z_][\w.]*|-?[\d.][\w.+-]*|\.[A-Za-z_][\w.]*|[{}[\]()<>=;,:/-]/gy;

/**
 * The tokens of a .proto file. A comment belongs to the token after it; one that stands behind a statement on its line to the first
 * token of that statement. @throws Error at a sign that no .proto file has.
 */
export function protoTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let comments: string[] = [];
  let line = 1;
  PART.lastIndex = 0;
  for (let at = 0; at < text.length; at = PART.lastIndex) {
    const part = blockComment(text, at) ?? PART.exec(text)?.[0];
    if (!part) throw new Error(`line ${line} holds what no .proto file has`);
    PART.lastIndex = at + part.length;
    if (/^\s/.test(part)) {
      // An empty line parts a comment from what follows, such as a licence from the first message.
      if (/\n[^\S\n]*\n/.test(part)) comments = [];
    } else if (part.startsWith('//') || part.startsWith('/*')) {
      const words = commentWords(part);
      const opener = statementOn(tokens, line);
      if (opener) opener.comment ??= words;
      else comments.push(words);
    } else {
      const comment = comments.join('\n').trim() || null;
      tokens.push({ text: part, comment, line });
      comments = [];
    }
    for (const char of part) if (char === '\n') line += 1;
  }
  return tokens;
}

/** Found by its end and not by a pattern: a text of many beginnings and no end must not be read over and over. */
function blockComment(text: string, at: number): string | null {
  if (!text.startsWith('/*', at)) return null;
  const end = text.indexOf('*/', at + 2);
  if (end < 0) throw new Error('a comment never ends');
  return text.slice(at, end + 2);
}

function commentWords(part: string): string {
  if (part.startsWith('//')) return part.replace(/^\/\/+\s?/, '').trimEnd();
  return part
    .slice(2, -2)
    .split('\n')
    .map((one) => one.replace(/^\s*\*+ ?/, '').trimEnd())
    .join('\n')
    .trim();
}

/** The first token of a statement that ends on this line; undefined where none does. */
function statementOn(tokens: readonly Token[], line: number): Token | undefined {
  const last = tokens.at(-1);
  if (!last || last.line !== line || last.text !== ';') return undefined;
  let at = tokens.length - 1;
  while (at > 0 && !/^[;{}]$/.test(tokens[at - 1]?.text ?? '')) at -= 1;
  return tokens[at];
}
