import type { PageEnvironment } from '../../page.ts';
import { readFrontMatter } from '../front-matter.ts';
import { cutDirective, type Directive, readDirective } from './directive.ts';
import { firstFile, folderOf, placesOf } from './find-file.ts';
import { moveLinks } from './move-links.ts';
import { cutSnippet, readSnippetLine, type Snippet, snippetOf } from './snippet.ts';

/** A line of a page, and where it stands in the page's own file, from 1. */
export type Line = { text: string; number: number };

export type Expanded = {
  lines: Line[];
  includes: string[];
  /** What could not be taken in, as it is written. */
  missing: { path: string; line: number }[];
};

type Found = { path: string; lines: readonly string[]; indent: string };

const DEEPEST = 8;
/** Files that include each other many times over would fill the memory. */
const MOST_LINES = 60_000;
const MOST_CHARACTERS = 2_000_000;
/** Each reads a whole file, however little of it is taken. */
const MOST_FILES = 300;

/** Puts the text of other files where a page asks for it. What is not there stays as it is written. */
export function expandIncludes(page: readonly Line[], env: PageEnvironment): Expanded {
  const includes = new Set<string>();
  const missing: Expanded['missing'] = [];
  let budget = MOST_LINES;
  let room = MOST_CHARACTERS;
  let files = MOST_FILES;
  const lines = expand(page, env.file, [env.file]);
  return { lines, includes: [...includes], missing };

  function expand(from: readonly Line[], file: string, above: readonly string[]): Line[] {
    // Most pages take in nothing.
    if (!from.some(({ text }) => /8<|\{[%!]/.test(text))) return [...from];
    const out: Line[] = [];
    const texts = from.map(({ text }) => text);
    let isListed = false;
    for (let at = 0; at < from.length; at += 1) {
      const line = from[at] as Line;
      const said = readSnippetLine(line.text);
      if (said?.kind === 'fence') isListed = !isListed;
      else if (said?.kind === 'escaped') out.push({ ...line, text: said.line });
      else if (said?.kind === 'one') out.push(...takeSnippet(said.snippet, said.indent, line));
      else if (isListed) out.push(...takeListed(line));
      else {
        const directive = readDirective(texts, at);
        out.push(...(directive ? takeDirective(directive, from, at) : [line]));
        at += (directive?.height ?? 1) - 1;
      }
    }
    return out;

    function takeListed(line: Line): Line[] {
      const written = line.text.trim();
      // A semicolon before a path takes it out.
      if (written === '' || written.startsWith(';')) return [];
      return takeSnippet(snippetOf(written), line.text.slice(0, line.text.indexOf(written)), line);
    }

    function takeSnippet(snippet: Snippet, indent: string, line: Line): Line[] {
      const places = placesOf(snippet.path, [...folders(env), folderOf(file)]);
      const found = find(places);
      const cut = found && cutSnippet(withoutMeta(found), snippet);
      if (!found || !cut) return miss(snippet.path, [line]);
      return take({ path: found.path, lines: cut, indent }, [line]);
    }

    function takeDirective(directive: Directive, all: readonly Line[], at: number): Line[] {
      const written = all.slice(at, at + directive.height);
      const found = find(placesOf(directive.path, [folderOf(file), ...folders(env)]));
      if (!found) return miss(directive.path, written);
      const cut = cutDirective(withoutMeta(found), directive);
      const moved = directive.isMarkdown
        ? moveLinks(cut, folderOf(found.path), folderOf(env.file))
        : cut;
      const deeper = moved.map((text) => lower(text, directive.headingOffset));
      return take({ path: found.path, lines: deeper, indent: directive.indent }, written);
    }

    function find(places: readonly string[]): { path: string; text: string } | null {
      files -= 1;
      if (above.length > DEEPEST || files < 0) return null;
      return firstFile(
        places.filter((place) => !above.includes(place)),
        env.include,
      );
    }

    function take(found: Found, written: readonly Line[]): Line[] {
      const { path, lines, indent } = found;
      const size = lines.reduce((sum, text) => sum + indent.length + text.length, 0);
      if (lines.length > budget || size > room) return miss(path, written);
      budget -= lines.length;
      room -= size;
      includes.add(path);
      const number = written[0]?.number ?? 1;
      const taken = lines.map((text) => ({ text: text === '' ? '' : indent + text, number }));
      return expand(taken, path, [...above, path]);
    }
  }

  function miss(path: string, written: readonly Line[]): Line[] {
    missing.push({ path, line: written[0]?.number ?? 1 });
    return [...written];
  }
}

function folders({ snippetFolders }: PageEnvironment): readonly string[] {
  return snippetFolders.length > 0 ? snippetFolders : [''];
}

function withoutMeta({ path, text }: { path: string; text: string }): string {
  if (!/\.(?:md|markdown)$/i.test(path)) return text;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  return lines.slice(readFrontMatter(lines).height).join('\n');
}

function lower(text: string, by: number): string {
  return by > 0
    ? text.replace(/^#{1,6}(?=\s)/, (marks) => '#'.repeat(Math.min(6, marks.length + by)))
    : text;
}
