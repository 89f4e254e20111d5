/** What people wrote, as a short part of a sentence of ours: one line, at most `length` characters. */
export function excerpt(text: string, length = 60): string {
  const line = text.slice(0, length + 1).replace(/\p{Cc}+/gu, ' ');
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
