// Searches a site that was built into a folder, without a server: the sections of its pages lie beside it in one file.
(() => {
  const MOST = 30;
  const AROUND = 90;
  let loading = null;

  /** A script and no fetch: a page that was opened as a file may load only that. */
  function sectionsIn(root) {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = new URL('search-data.js', root).href;
      script.onload = () => resolve(globalThis.docsSections);
      script.onerror = () => {
        loading = null;
        reject(new Error('The search data cannot be loaded.'));
      };
      document.head.append(script);
    });
    return loading;
  }

  const plain = (text) => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

  /** Whether a word begins with what was typed: 0 no, 1 begins, 2 is the whole word. */
  function likeness(text, word) {
    let best = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ')) continue;
      if (!/[\p{L}\p{N}]/u.test(text[at + word.length] ?? ' ')) return 2;
      best = 1;
    }
    return best;
  }

  /** Sections that have every word, the best first: in the title, in the heading, in the text. */
  function find(sections, words) {
    const hits = [];
    for (const section of sections) {
      section.plain ??= {
        title: plain(section.t),
        heading: plain(section.h.join(' ')),
        text: plain(section.x),
      };
      let score = section.a === '' ? 1 : 0;
      const has = words.every((word) => {
        const title = likeness(section.plain.title, word) * (section.a === '' ? 6 : 2);
        const heading = likeness(section.plain.heading, word) * 4;
        const text = likeness(section.plain.text, word);
        score += title + heading + text;
        return title + heading + text > 0;
      });
      if (has) hits.push({ section, score });
    }
    return hits.sort((a, b) => b.score - a.score).map(({ section }) => section);
  }

  function escaped(text) {
    const signs = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
    return text.replace(/[&<>"]/g, (sign) => signs[sign]);
  }

  /** The part of a text where the first word stands, with the words marked. */
  function excerpt(text, words) {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})`, 'giu');
    const first = Math.max(0, text.search(pattern) - AROUND);
    const part = text.slice(first, first + AROUND * 2.5);
    let at = 0;
    let markup = first > 0 ? '…' : '';
    for (const match of part.matchAll(pattern)) {
      markup += `${escaped(part.slice(at, match.index))}<mark>${escaped(match[0])}</mark>`;
      at = match.index + match[0].length;
    }
    return `${markup}${escaped(part.slice(at))}${first + part.length < text.length ? '…' : ''}`;
  }

  function markupOf(section, { words, root, isPanel }) {
    const anchor = section.a ? `#${encodeURIComponent(section.a)}` : '';
    const href = new URL(`${section.p}index.html${anchor}`, root).href;
    const path = section.h
      .map((title) => ` <span class="hit-path">› ${escaped(title)}</span>`)
      .join('');
    const text = excerpt(section.x, words);
    return isPanel
      ? `<li><a href="${escaped(href)}" data-hit><strong>${escaped(section.t)}</strong>${path}<span class="hit-text">${text}</span></a></li>`
      : `<li><a href="${escaped(href)}">${escaped(section.t)}${path}</a><p>${text}</p></li>`;
  }

  const counted = (count) => `${count} ${count === 1 ? 'section' : 'sections'}`;

  globalThis.findInDocs = async (form, signal) => {
    const root = new URL('.', form.action).href;
    const typed = new FormData(form).get('q') ?? '';
    const words = wordsOf(typed);
    const hits = words.length > 0 ? find(await sectionsIn(root), words) : [];
    if (signal.aborted) return null;
    const list = hits.slice(0, 8).map((hit) => markupOf(hit, { words, root, isPanel: true }));
    const all =
      hits.length > 8
        ? `<a href="${escaped(`${form.action}?${new URLSearchParams({ q: typed })}`)}" data-hit>All ${counted(hits.length)}</a>`
        : '';
    return `<p class="only-read" role="status">${counted(hits.length)}</p>${hits.length > 0 ? `<ol>${list.join('')}</ol>` : '<p class="also">Nothing here says that.</p>'}<p class="docs-panel-foot">${all}</p>`;
  };

  /** The page of results, which is one file for every question. */
  async function showResults(place) {
    const form = document.querySelector('[data-find]');
    const typed = new URLSearchParams(location.search).get('q') ?? '';
    form.elements.q.value = typed;
    const words = wordsOf(typed);
    if (words.length === 0) return;
    const root = new URL('.', form.action).href;
    const hits = find(await sectionsIn(root), words);
    const list = hits.slice(0, MOST).map((hit) => markupOf(hit, { words, root, isPanel: false }));
    place.innerHTML = `<p role="status">${counted(hits.length)} for “${escaped(typed)}”</p>${hits.length > 0 ? `<ol class="docs-hits">${list.join('')}</ol>` : '<p class="also">Nothing here says that. Try fewer or other words.</p>'}`;
  }

  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.closest?.('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = document.querySelector('[data-hotkey="/"]');
    if (!field) return;
    event.preventDefault();
    field.focus();
  });

  const place = document.querySelector('[data-results]');
  if (place) void showResults(place);
})();
