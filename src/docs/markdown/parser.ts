import MarkdownIt from 'markdown-it';
import abbreviations from 'markdown-it-abbr';
import definitionLists from 'markdown-it-deflist';
import { full as emoji } from 'markdown-it-emoji';
import footnotes from 'markdown-it-footnote';
import inserted from 'markdown-it-ins';
import marked from 'markdown-it-mark';
import lowered from 'markdown-it-sub';
import raised from 'markdown-it-sup';
import tasks from 'markdown-it-task-lists';

/** Reads what TechDocs users write. */
export const markdown = new MarkdownIt({ html: true, linkify: true })
  .use(abbreviations)
  .use(definitionLists)
  .use(emoji)
  .use(footnotes)
  .use(inserted)
  .use(marked)
  .use(lowered)
  .use(raised)
  .use(tasks);
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
