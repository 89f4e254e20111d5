import type { Token } from 'markdown-it';
import type { PageEnvironment } from '../page.ts';
import { placeContents } from './contents.ts';
import { asPlainText, cutToSize, tooMuch, withoutEmbedded } from './limits.ts';
import { nameHeadings, type PlacedHeading } from './outline.ts';
import { markdown } from './parser.ts';
import { readSource, type Source } from './source.ts';

/** A page as tokens, its headings named: what both reading and rendering begin with. */
export type ReadPage = {
  source: Source;
  tokens: Token[];
  headings: readonly PlacedHeading[];
  /** What plugins keep for the renderer. */
  state: Record<string, unknown>;
  /** Why it is read as plain text; null for a page as pages are. */
  tooMuch: string | null;
};

export function readPage(text: string, env: PageEnvironment): ReadPage {
  const light = withoutEmbedded(text);
  const read = readSource(cutToSize(light), env);
  const state = {};
  const sentence = tooMuch(read.lines, light.length);
  // What is quoted and searched of it is no more than what is shown.
  const source = sentence ? { ...read, ...asPlainText(read, sentence) } : read;
  const tokens = markdown.parse(source.lines.join('\n'), state);
  const headings = nameHeadings(tokens);
  placeContents(tokens, headings);
  return { source, tokens, headings, state, tooMuch: sentence };
}
