import type { Token } from 'markdown-it';
import type { Heading, Section } from '../page.ts';
import { inlineText, plainText, withoutTags } from './plain.ts';
import { createIds, slugOf } from './slug.ts';
import type { Source } from './source.ts';

/** A heading and the token it begins with. */
export type PlacedHeading = Heading & { token: Token; at: number };

/** Gives every heading its id, and lists them. */
export function nameHeadings(tokens: readonly Token[]): PlacedHeading[] {
  const ids = createIds();
  return tokens.flatMap((token, at) => {
    if (token.type !== 'heading_open') return [];
    const text = inlineText(tokens[at + 1]?.children ?? []).trim();
    const id = ids.take(String(token.attrGet('id') ?? slugOf(text)));
    token.attrSet('id', id);
    return [{ level: Number(token.tag.slice(1)), text, id, token, at }];
  });
}

/** The heading that is the page's title: the first of level 1. */
export function titleHeading(headings: readonly PlacedHeading[]): PlacedHeading | null {
  return headings.find((heading) => heading.level === 1) ?? null;
}

/** What a page is called: its first heading of level 1, also where that is written as HTML. */
export function titleOf(
  tokens: readonly Token[],
  headings: readonly PlacedHeading[],
): string | null {
  const heading = titleHeading(headings);
  if (heading) return heading.text || null;
  const html = tokens.find(({ type, content }) => type === 'html_block' && /<h1\b/i.test(content));
  const inside = /<h1\b[^<>]*>([\s\S]{0,500}?)<\/h1>/i.exec(html?.content ?? '')?.[1];
  return inside ? withoutTags(inside) || null : null;
}

/** What stands from one heading to the next. Headings within other blocks (tabs, notes, quotes) begin none. */
export function sectionsOf(
  tokens: readonly Token[],
  headings: readonly PlacedHeading[],
  source: Source,
): Section[] {
  const title = titleHeading(headings);
  const cuts = headings.filter((heading) => heading.token.level === 0 && heading.token.map);
  const above: PlacedHeading[] = [];
  const sections: Section[] = [];
  const lead = section(null, cuts[0] ?? null, []);
  if (lead.text !== '') sections.push(lead);
  for (const [at, heading] of cuts.entries()) {
    while ((above.at(-1)?.level ?? 0) >= heading.level) above.pop();
    if (heading !== title) above.push(heading);
    const found = section(
      heading,
      cuts[at + 1] ?? null,
      above.map((one) => one.text),
    );
    if (heading !== title || found.text !== '') sections.push(found);
  }
  return sections;

  function section(
    from: PlacedHeading | null,
    to: PlacedHeading | null,
    path: readonly string[],
  ): Section {
    const start = from?.token.map?.[1] ?? 0;
    const end = to?.token.map?.[0] ?? source.lines.length;
    return {
      anchor: from === null || from === title ? '' : from.id,
      path,
      markdown: source.lines.slice(start, end).join('\n').trim(),
      text: plainText(tokens.slice(from ? from.at + 3 : 0, to?.at ?? tokens.length)),
      line: source.numbers[from?.token.map?.[0] ?? 0] ?? 1,
    };
  }
}
