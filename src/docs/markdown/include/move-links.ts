import { posix } from 'node:path';

const INLINE = /(\]\(\s*<?)([^)\s<>]+)/g;
const REFERENCE = /^(\s{0,3}\[[^\]]+\]:\s*<?)([^\s<>]+)/;
const HTML = /(\b(?:href|src)\s*=\s*["'])([^"']+)/g;

/** Text of one folder as it would be written in another: its relative links lead where they led. */
export function moveLinks(lines: readonly string[], from: string, to: string): string[] {
  if (from === to) return [...lines];
  const way = posix.relative(`/${to}`, `/${from}`);
  const moved = (_: string, before: string, href: string) => before + move(href, way);
  return lines.map((line) =>
    line.replace(INLINE, moved).replace(REFERENCE, moved).replace(HTML, moved),
  );
}

function move(href: string, way: string): string {
  if (/^(?:[a-z][a-z0-9+.-]*:|[/#?{])/i.test(href)) return href;
  const [path = ''] = href.split(/[?#]/, 1);
  return posix.join(way, path) + href.slice(path.length);
}
