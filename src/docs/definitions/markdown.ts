import type { Item, Node, Outline, Part } from '../../catalog/definition/outline.ts';

/** Shapes within shapes are read this deep; what is deeper is looked up in the definition itself. */
const DEEPEST = 3;
/** A page of more is no answer to anything, and its definition is a link away. */
const MOST_CHARACTERS = 200_000;

/**
 * A definition as a page of docs, a section an operation or type, so that it is searched and quoted as what people write: "which header
 * does POST /payments need" finds the section of that operation.
 */
export function definitionMarkdown(title: string, outline: Outline): string {
  const { language, version, description, places, groups } = outline;
  const lines = [
    `# ${plain(title)}`,
    '',
    `The definition of ${plain(title)} in ${plain(language)}${version ? `, version ${plain(version)}` : ''}.`,
    '',
    ...paragraph(description),
    ...places.map(({ name, detail }) => `- ${code(name)}${detail ? `: ${plain(detail)}` : ''}`),
    '',
  ];
  let length = lines.join('\n').length;
  for (const group of groups)
    for (const item of group.items) {
      const section = sectionOf(item).join('\n');
      length += section.length;
      if (length > MOST_CHARACTERS) return lines.join('\n');
      lines.push(section);
    }
  return lines.join('\n');
}

function sectionOf({ sort, name, summary, description, deprecated, parts }: Item): string[] {
  return [
    `## ${plain(`${sort} ${name}`)}`,
    '',
    ...(deprecated === null ? [] : [`**Deprecated.** ${plain(deprecated)}`.trim(), '']),
    ...paragraph(summary),
    ...(description === summary ? [] : paragraph(description)),
    ...parts.flatMap(partOf),
  ];
}

function partOf({ title, note, nodes }: Part): string[] {
  if (nodes.length === 0 && !note) return [];
  const lines = nodes.flatMap((node) => nodeOf(node, 0));
  return [
    `**${plain(title)}**${note ? ` ${plain(note)}` : ''}`,
    '',
    ...lines,
    ...(lines.length > 0 ? [''] : []),
  ];
}

function nodeOf(node: Node, depth: number): string[] {
  const { name, type, isRequired, deprecated, description, notes, nodes } = node;
  const marks = [
    plain(type),
    ...(isRequired ? ['required'] : []),
    ...(deprecated === null ? [] : ['deprecated']),
    ...notes.map(plain),
  ].filter(Boolean);
  const about = plain(description ?? '');
  // The whole of a body has a type and no name.
  const said = name === '' ? marks.join(', ') : `${code(name)}${inBrackets(marks)}`;
  const line = `${'    '.repeat(depth)}- ${said}${about ? `: ${about}` : ''}`;
  return [line, ...(depth + 1 < DEEPEST ? nodes.flatMap((inner) => nodeOf(inner, depth + 1)) : [])];
}

function inBrackets(marks: readonly string[]): string {
  return marks.length > 0 ? ` (${marks.join(', ')})` : '';
}

/** What an author wrote of an operation, without headings of its own: they would end the section. */
function paragraph(text: string | null): string[] {
  const said = text?.trim().replace(/^[ \t]*(?:#{1,6}[ \t]+|(?:=+|-{2,})[ \t]*$)/gm, '');
  return said ? [said, ''] : [];
}

/** One line that Markdown reads as nothing but its letters. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|~$^=+!{}]/g, '\\$&');
}

function code(text: string): string {
  const said = text.replace(/\s+/g, ' ').trim();
  return said.includes('`') ? plain(said) : `\`${said}\``;
}
