import type { Channel, Person } from './model.ts';

type Piece =
  | { type: 'text'; text: string; style?: { code: true } }
  | { type: 'user'; user_id: string }
  | { type: 'channel'; channel_id: string }
  | { type: 'broadcast'; range: string }
  | { type: 'link'; url: string; text?: string };

export type Directory = { people: readonly Person[]; channels: readonly Channel[] };

/** What Slack's own client makes of typed text: `text` in its markup with everything else escaped, and the same as rich text. */
export type Typed = { text: string; blocks: unknown[] };

const BROADCASTS = ['here', 'channel', 'everyone'];
const ADDRESS = /^(?:https?:\/\/[^\s<>`]+[^\s<>`.,;:!?)\]'"])/i;
const EMAIL = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;

/**
 * Turns `@Ana Duarte`, `@callboard`, `#payments`, `@here`, addresses and e-mails into Slack's markup, as its composer does.
 * Text in backticks stays as it is.
 */
export function typed(text: string, directory: Directory): Typed {
  const pieces = piecesOf(text, directory);
  return {
    text: pieces.map((piece) => markup(piece, directory)).join(''),
    blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: pieces }] }],
  };
}

/** Slack escapes exactly these three. https://docs.slack.dev/messaging/formatting-message-text/#escaping */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The same for the text of a slash command, where mentions carry their names: `<@U1|ana>`. */
export function typedCommand(text: string, directory: Directory): string {
  return piecesOf(text, directory)
    .map((piece) => {
      if (piece.type !== 'user') return markup(piece, directory);
      return `<@${piece.user_id}|${directory.people.find(({ id }) => id === piece.user_id)?.name ?? ''}>`;
    })
    .join('');
}

function piecesOf(text: string, directory: Directory): Piece[] {
  const names = mentionable(directory);
  const pieces: Piece[] = [];
  let plain = '';
  function flush(): void {
    if (plain) pieces.push({ type: 'text', text: plain });
    plain = '';
  }
  let at = 0;
  while (at < text.length) {
    const found = pieceAt(text, at, names);
    if (found) {
      flush();
      pieces.push(found.piece);
      at += found.length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return pieces;
}

function pieceAt(
  text: string,
  at: number,
  names: Map<string, Piece>,
): { piece: Piece; length: number } | null {
  const rest = text.slice(at);
  const char = rest[0];
  if (char === '`') {
    const end = rest.indexOf('`', 1);
    if (end < 2) return null;
    return {
      piece: { type: 'text', text: rest.slice(1, end), style: { code: true } },
      length: end + 1,
    };
  }
  const isWordStart = at === 0 || !/[\p{L}\p{N}_]/u.test(text[at - 1] ?? '');
  if (!isWordStart) return null;
  if (char === '@' || char === '#') return mentionAt(rest, names);
  const url = ADDRESS.exec(rest)?.[0];
  if (url) return { piece: { type: 'link', url }, length: url.length };
  const email = EMAIL.exec(rest)?.[0];
  if (email) {
    return { piece: { type: 'link', url: `mailto:${email}`, text: email }, length: email.length };
  }
  return null;
}

/** The longest name that stands here, so that `@Sam Okafor` is not `@Sam`. */
function mentionAt(
  rest: string,
  names: Map<string, Piece>,
): { piece: Piece; length: number } | null {
  const lower = rest.toLowerCase();
  for (const [name, piece] of names) {
    const isWhole = !/[\p{L}\p{N}_-]/u.test(rest[name.length] ?? ' ');
    if (lower.startsWith(name) && isWhole) return { piece, length: name.length };
  }
  return null;
}

function mentionable(directory: Directory): Map<string, Piece> {
  const names: [string, Piece][] = BROADCASTS.map((range) => [
    `@${range}`,
    { type: 'broadcast', range },
  ]);
  for (const { id, name, realName } of directory.people) {
    names.push([`@${name.toLowerCase()}`, { type: 'user', user_id: id }]);
    names.push([`@${realName.toLowerCase()}`, { type: 'user', user_id: id }]);
  }
  for (const { id, name, kind } of directory.channels) {
    if (kind !== 'im') names.push([`#${name.toLowerCase()}`, { type: 'channel', channel_id: id }]);
  }
  return new Map(names.sort(([a], [b]) => b.length - a.length));
}

function markup(piece: Piece, directory: Directory): string {
  switch (piece.type) {
    case 'text':
      return piece.style ? `\`${escaped(piece.text)}\`` : escaped(piece.text);
    case 'user':
      return `<@${piece.user_id}>`;
    case 'channel': {
      const channel = directory.channels.find(({ id }) => id === piece.channel_id);
      return `<#${piece.channel_id}|${channel?.name ?? ''}>`;
    }
    case 'broadcast':
      return `<!${piece.range}>`;
    case 'link':
      return piece.text
        ? `<${escaped(piece.url)}|${escaped(piece.text)}>`
        : `<${escaped(piece.url)}>`;
  }
}
