/** What sorts of note there are; each has its colour. */
export const NOTE_TYPES = [
  'note',
  'abstract',
  'info',
  'tip',
  'important',
  'success',
  'question',
  'warning',
  'failure',
  'danger',
  'bug',
  'example',
  'quote',
] as const;
export type NoteType = (typeof NOTE_TYPES)[number];

/**
 * Every class that a rendered page may have, beside those of highlighted code (`hljs…`, `language-…`) and math. The styles know these;
 * the sanitiser takes away all others, so that a document cannot dress itself as a part of the page around it.
 *
 *     <h2 id="x">X <a class="headerlink" href="#x">#</a></h2>
 *     <div class="admonition tip inline-end"><p class="admonition-title">…</p>…</div>
 *     <details class="admonition tip" open><summary class="admonition-title">…</summary>…</details>
 *     <div class="tabs"><input class="tab-choice" type="radio" name="tabs-1" id="tabs-1-1" checked>
 *       <label class="tab-label" for="tabs-1-1">…</label><div class="tab">…</div> (and the next three) …</div>
 *     <div class="code"><div class="code-title">…</div><pre class="numbered"><code class="hljs language-js">
 *       <span class="line marked" data-line="7">…</span></code></pre></div>
 *     <div class="table"><table>… <td class="align-right">…</table></div>
 *     <a class="outside-picture" href="…">its description</a>   <span class="math"><math>…</math></span> (and `math-block`)   <code class="math-error">
 *     <pre class="mermaid">…</pre>   <span class="keys"><kbd>Ctrl</kbd>+<kbd>C</kbd></span>
 */
export const CLASSES: ReadonlySet<string> = new Set([
  ...NOTE_TYPES,
  'admonition',
  'admonition-title',
  'inline',
  'inline-end',
  'headerlink',
  'tabs',
  'tab-choice',
  'tab-label',
  'tab',
  'code',
  'code-title',
  'numbered',
  'line',
  'marked',
  'table',
  'align-left',
  'align-center',
  'align-right',
  'mermaid',
  'keys',
  'critic',
  'critic-comment',
  'contains-task-list',
  'task-list-item',
  'task-list-item-checkbox',
  'footnotes',
  'footnotes-sep',
  'footnotes-list',
  'footnote-item',
  'footnote-ref',
  'footnote-backref',
  'toc',
  'wikilink',
  'missing-link',
  'missing-picture',
  'outside-picture',
  'math',
  'math-block',
  'math-error',
  'too-large',
  // What pages of Material for MkDocs ask for by attribute lists.
  'grid',
  'cards',
  'card',
  'md-button',
  'md-button--primary',
]);
