import { z } from 'zod';

// Everything a message says, wherever in it that stands: alert bots write into attachments, fields and buttons.

const Field = z.object({ title: z.string().catch(''), value: z.string().catch('') });
const Attachment = z.looseObject({
  pretext: z.string().catch(''),
  author_name: z.string().catch(''),
  title: z.string().catch(''),
  title_link: z.string().catch(''),
  text: z.string().catch(''),
  fallback: z.string().catch(''),
  from_url: z.string().catch(''),
  original_url: z.string().catch(''),
  fields: z.array(Field).catch([]),
  footer: z.string().catch(''),
  blocks: z.array(z.unknown()).catch([]),
  actions: z.array(z.looseObject({ url: z.string().catch('') })).catch([]),
});

export const ShownMessage = z.looseObject({
  text: z.string().catch(''),
  blocks: z.array(z.unknown()).catch([]),
  attachments: z.array(Attachment).catch([]),
});
export type ShownMessage = z.infer<typeof ShownMessage>;

/** No message is longer than Slack's own limit; what it says first says the most. */
const LONGEST = 20_000;
const DEEPEST = 8;

/** The words and addresses of a message as plain lines, without Slack's markup. `Service: ledger` for a field of that title. */
export function wordsOfMessage({ text, blocks, attachments }: ShownMessage): string {
  const lines = [
    text,
    ...blocks.flatMap((block) => linesIn(block)),
    ...attachments.flatMap(linesOfAttachment),
  ];
  const seen = new Set<string>();
  const said = lines
    .flatMap((line) => plainMarkup(line).split('\n'))
    .map((line) => line.trimEnd())
    // The text repeats what blocks and attachments say.
    .filter((line) => line.trim() !== '' && !seen.has(line) && seen.add(line));
  return said.join('\n').slice(0, LONGEST);
}

function linesOfAttachment(attachment: z.infer<typeof Attachment>): string[] {
  const { title, title_link: link, fields, blocks, actions, fallback } = attachment;
  const own = [
    attachment.pretext,
    attachment.author_name,
    title,
    link,
    attachment.text,
    ...fields.map((field) => (field.title ? `${field.title}: ${field.value}` : field.value)),
    attachment.from_url,
    attachment.original_url,
    attachment.footer,
    ...blocks.flatMap((block) => linesIn(block)),
    ...actions.map(({ url }) => url),
  ].filter(Boolean);
  // It is written for programs that show nothing else.
  return own.length > 0 ? own : [fallback];
}

/** Texts and addresses of a block, whatever its sort: blocks that are new at Slack are read too. */
function linesIn(block: unknown, depth = 0): string[] {
  if (depth > DEEPEST || typeof block !== 'object' || block === null) return [];
  if (Array.isArray(block)) return block.flatMap((one) => linesIn(one, depth + 1));
  const { type } = block as { type?: unknown };
  if (typeof type === 'string' && type.startsWith('rich_text')) return richLines(block, depth);
  return Object.entries(block).flatMap(([key, value]) => {
    if (typeof value === 'string') return READ.has(key) ? [value] : [];
    return UNREAD.has(key) ? [] : linesIn(value, depth + 1);
  });
}

const READ = new Set(['text', 'url', 'title_url', 'fallback', 'alt_text']);
/** What stands in menus and questions says nothing of what the message is about. */
const UNREAD = new Set(['options', 'option_groups', 'confirm', 'placeholder']);

/** Pieces of rich text belong to one line, so that a frame of a stack trace stays whole. */
function richLines(block: object, depth: number): string[] {
  const { elements } = block as { elements?: unknown };
  if (!Array.isArray(elements) || depth > DEEPEST) return [];
  const isLeaf = (one: unknown): one is Leaf =>
    typeof one === 'object' && one !== null && !('elements' in one);
  if (!elements.every(isLeaf)) return elements.flatMap((one) => linesIn(one, depth + 1));
  return [elements.map(leafText).join('')];
}

type Leaf = { type?: unknown; text?: unknown; url?: unknown; style?: { code?: unknown } };

function leafText({ type, text, url, style }: Leaf): string {
  const words = typeof text === 'string' ? text : '';
  if (typeof url === 'string') return words && words !== url ? `${words} ${url} ` : `${url} `;
  if (type !== 'text') return ' ';
  return style?.code ? `\`${words}\`` : words;
}

const TOKEN = /<([@#!]?)([^>|]*)(?:\|([^>]*))?>/g;

/** A link is its label and its address; mentions of people and channels name nothing of the catalog. */
function plainMarkup(text: string): string {
  return text
    .replace(TOKEN, (_token, sign: string, target: string, label: string | undefined) => {
      if (sign) return label ? ` ${label} ` : ' ';
      return label && label !== target ? `${label} ${target}` : target;
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
