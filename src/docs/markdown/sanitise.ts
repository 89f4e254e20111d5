import sanitizeHtml from 'sanitize-html';
import type { ResolveLink } from '../page.ts';
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS, isElement, TAGS_WITHOUT_TEXT } from './elements.ts';
import { createTransform } from './transform.ts';

/**
 * HTML as a document may have it: what is not known to be harmless is left out, names in angle brackets are text.
 * With `resolve`, every address goes through it (but for `#places` on the same page), so leave those of Markdown as they are written:
 * pictures from elsewhere become links, because loading them would tell others who reads what.
 */
export function sanitise(html: string, resolve?: ResolveLink): string {
  return sanitizeHtml(escapeUnknownTags(html), {
    allowedTags: ALLOWED_TAGS,
    allowedAttributes: ALLOWED_ATTRIBUTES,
    nonTextTags: TAGS_WITHOUT_TEXT,
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    nonBooleanAttributes: [],
    selfClosing: ['br', 'col', 'hr', 'img', 'input', 'wbr'],
    // Browsers give up at 512; every level costs all those above it.
    nestingLimit: 100,
    ...createTransform(resolve),
  });
}

/** People write `<service-name>` and mean it. The length is limited so that a row of `<<<<` is read once. */
function escapeUnknownTags(html: string): string {
  return html.replace(/<(?=\/?([a-z][^\s/<>]{0,40}))/gi, (sign, name: string) =>
    isElement(name.toLowerCase()) ? sign : '&lt;',
  );
}
