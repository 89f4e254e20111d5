import sanitizeHtml from 'sanitize-html';
import { CLASSES } from './classes.ts';

/** Takes out of HTML all that runs or reaches elsewhere. */
export function sanitise(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [
      ...sanitizeHtml.defaults.allowedTags,
      'img',
      'details',
      'summary',
      'del',
      'ins',
      'input',
      'label',
    ],
    allowedAttributes: {
      a: ['href', 'title', 'class', 'id'],
      img: ['src', 'alt', 'title', 'width', 'height'],
      input: ['type', 'name', 'id', 'class', 'checked', 'disabled'],
      label: ['for', 'class'],
      details: ['open', 'class'],
      '*': ['id', 'class', 'data-line'],
    },
    allowedClasses: { '*': [...CLASSES, 'hljs*', 'language-*'] },
  });
}
