import type { Token } from 'markdown-it';

const PART = /[.#][\w:-]+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]+)/g;
const ALLOWED = new Set(['width', 'height', 'title', 'align', 'loading', 'start', 'alt', 'lang']);

/** Gives an element the attributes of a list; those that nobody should set from a document are dropped. */
export function give(token: Token, list: string): void {
  for (const part of list.match(PART) ?? []) {
    if (part.startsWith('#')) token.attrSet('id', part.slice(1));
    else if (part.startsWith('.')) token.attrJoin('class', part.slice(1));
    else set(token, part);
  }
}

function set(token: Token, part: string): void {
  const cut = part.indexOf('=');
  const name = part.slice(0, cut).toLowerCase();
  const value = part.slice(cut + 1).replace(/^(["'])(.*)\1$/, '$2');
  if (name === 'id') token.attrSet('id', value);
  else if (name === 'class') token.attrJoin('class', value);
  else if (ALLOWED.has(name)) token.attrSet(name, value);
}
