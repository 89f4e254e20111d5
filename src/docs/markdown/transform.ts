import type { Attributes, Tag } from 'sanitize-html';
import type { ResolveLink } from '../page.ts';
import { CLASSES } from './classes.ts';
import { isAllowedId } from './ids.ts';

/** Where an address leads that is neither on this page nor known: its scheme, or that it names another host. */
const ELSEWHERE = /^\s*(?:[a-z][a-z0-9+.-]*:|[\\/]\s*[\\/])/i;
const OUTSIDE = 'noopener noreferrer';

const TABLES = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr']);
const IN_TABLES = new Set([...TABLES, 'caption', 'col', 'colgroup', 'td', 'th']);
/** What shows as nothing: the tag is left out, its text stays. A name that is not allowed would make the library mix up end tags. */
const NONE: Tag = { tagName: 'wbr', attribs: {} };

/** What becomes of the elements of one document. Made anew for each, because it remembers where in it it stands. */
export function createTransform(resolve: ResolveLink | undefined) {
  const open: string[] = [];
  let links = 0;
  return {
    onOpenTag(name: string) {
      open.push(name);
      if (name === 'a') links++;
    },
    onCloseTag(name: string) {
      if (open.pop() === 'a' && name === 'a') links--;
    },
    transformTags: {
      a: (_: string, attribs: Attributes) => link(attribs, resolve),
      img: (_: string, attribs: Attributes) => picture(attribs, { resolve, isInLink: links > 0 }),
      input: (_: string, attribs: Attributes) => choice(attribs),
      // Browsers move what stands between the cells of a table out of it, and then its end tags close what is around the document.
      '*': (name: string, attribs: Attributes) =>
        TABLES.has(open.at(-2) ?? '') && !IN_TABLES.has(name) ? NONE : tidy(name, attribs),
    },
  };
}

function tidy(tagName: string, attribs: Attributes): Tag {
  if (attribs['id'] !== undefined && !isAllowedId(attribs['id'])) delete attribs['id'];
  if (attribs['class'] !== undefined) {
    const classes = allowedClasses(attribs['class']);
    if (classes) attribs['class'] = classes;
    else delete attribs['class'];
  }
  if (attribs['for'] !== undefined && !isAllowedId(attribs['for'])) delete attribs['for'];
  return { tagName, attribs };
}

function link(attribs: Attributes, resolve: ResolveLink | undefined): Tag {
  const { href, name } = attribs;
  delete attribs['rel'];
  if (name && !attribs['id'] && isAllowedId(name)) attribs['id'] = name;
  if (href === undefined || href.startsWith('#')) return { tagName: 'a', attribs };
  // A page by its name, which `resolve` looks up; where it leads is judged below.
  const isName = resolve !== undefined && /^wiki:/i.test(href);
  if (!isName && !isHarmless(href)) return { tagName: 'span', attribs: rest(attribs) };
  if (resolve && !/^\s*(?:mailto|tel):/i.test(href)) {
    const target = resolve(href, { isImage: false });
    if (!target)
      return {
        tagName: 'span',
        attribs: { ...rest(attribs), class: 'missing-link', title: 'This page does not exist.' },
      };
    if (!isHarmless(target.href)) return { tagName: 'span', attribs: rest(attribs) };
    attribs['href'] = target.href;
    if (target.isOutside) attribs['rel'] = OUTSIDE;
  } else if (ELSEWHERE.test(href)) attribs['rel'] = OUTSIDE;
  return { tagName: 'a', attribs };
}

function picture(
  attribs: Attributes,
  { resolve, isInLink }: { resolve: ResolveLink | undefined; isInLink: boolean },
): Tag {
  const src = attribs['src'] ?? '';
  const text = attribs['alt'] || nameOf(src) || 'picture';
  const target = resolve
    ? resolve(src, { isImage: true })
    : { href: src, isOutside: ELSEWHERE.test(src) };
  if (!target) return { tagName: 'span', attribs: { class: 'missing-picture' }, text };
  if (!target.isOutside && !ELSEWHERE.test(target.href))
    return { tagName: 'img', attribs: { ...attribs, src: target.href, loading: 'lazy' } };
  if (isInLink) return { tagName: 'span', attribs: { class: 'outside-picture' }, text };
  if (!isHarmless(target.href)) return { tagName: 'span', attribs: {}, text };
  const place = { class: 'outside-picture', href: target.href, rel: OUTSIDE };
  return { tagName: 'a', attribs: place, text };
}

/** The box of a task, which nobody can press, and what chooses a tab. */
function choice({ type, name = '', id = '', class: classes = '', checked }: Attributes): Tag {
  const kept: Attributes = { class: classes, ...(checked === undefined ? {} : { checked: '' }) };
  if (type === 'radio' && /^tabs?-[\w-]+$/.test(name) && isAllowedId(id))
    return { tagName: 'input', attribs: { ...kept, type, name, id } };
  // What is read aloud needs a name, and the text behind it is none to a browser.
  const label = checked === undefined ? 'To do' : 'Done';
  if (type === 'checkbox')
    return { tagName: 'input', attribs: { ...kept, type, disabled: '', 'aria-label': label } };
  return NONE;
}

/** Whether an address opens a page, a letter or a call. Where it says no scheme, what stands before its first slash must not look like one. */
function isHarmless(href: string): boolean {
  const isKnown = /^(?:https?:\/\/|mailto:|tel:)|^[^:]*$|^[^:]*[/?#]/i.test(href.trim());
  return isKnown && URL.canParse(href, 'https://docs.invalid/');
}

function rest({ id }: Attributes): Attributes {
  return id ? { id } : {};
}

function nameOf(src: string): string {
  return (
    src
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ?? ''
  );
}

const FAMILIES = /^(?:hljs|language|tml|chr|wbk)-[\w-]{1,40}$/;

function allowedClasses(value: string): string {
  const allowed = value
    .split(/\s+/, 40)
    .filter((name) => CLASSES.has(name) || name === 'hljs' || FAMILIES.test(name));
  return allowed.join(' ');
}
