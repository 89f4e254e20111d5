// What the pages gain from a script: results while somebody types, pictures that move, and copying. Without it they work all the same.

const results = document.querySelector('#results');
const form = document.querySelector('form[data-live]');
const TYPING_PAUSE = 120;

let asking = null;

/** Shows the list of an address in place. The newest question wins; one that is overtaken is given up. */
async function show(url, { isTyping = false } = {}) {
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  results.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(url, { headers: { 'X-Part': 'results' }, signal: mine.signal });
    if (!response.ok) throw new Error(`The server answers ${response.status}.`);
    exchange(await response.text());
    const shown = new URL(url, location.href);
    if (isTyping) history.replaceState(null, '', shown);
    else history.pushState(null, '', shown);
    keepFilters(shown.searchParams);
  } catch {
    if (!mine.signal.aborted) location.assign(url);
  } finally {
    if (asking === mine) results.removeAttribute('aria-busy');
  }
}

/** Puts the new part in the place of the old, with what was unfolded unfolded and the focus where it was. */
function exchange(text) {
  const folds = () => [...results.querySelectorAll('details')];
  const titleOf = (fold) => fold.closest('section')?.querySelector('h3')?.textContent ?? '';
  const open = new Set(
    folds()
      .filter((fold) => fold.open)
      .map(titleOf),
  );
  const focused = results.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  const next = new DOMParser().parseFromString(text, 'text/html');
  const count = results.querySelector('[data-count]');
  const nextCount = next.querySelector('[data-count]');
  // A region that is told aloud must stay the same element: its words change.
  if (count && nextCount) {
    count.textContent = nextCount.textContent;
    nextCount.replaceWith(count);
  }
  results.replaceChildren(...next.body.childNodes);
  for (const fold of folds()) fold.open = open.has(titleOf(fold));
  if (focused) {
    const again = [...results.querySelectorAll('a')].find((link) => nameOf(link) === focused);
    (again ?? form.elements.q).focus();
  }
}

function nameOf(link) {
  const place = link.closest('section')?.querySelector('h3')?.textContent ?? '';
  return `${place} ${link.querySelector('.value-name')?.textContent ?? link.textContent}`;
}

function keepFilters(params) {
  const kept = form.querySelector('[data-kept]');
  const fields = [...params].filter(([name]) => name !== 'q' && name !== 'page');
  kept.replaceChildren(
    ...fields.map(([name, value]) =>
      Object.assign(document.createElement('input'), { type: 'hidden', name, value }),
    ),
  );
}

function addressOf() {
  const params = new URLSearchParams(new FormData(form));
  if (!params.get('q').trim()) params.delete('q');
  const said = params.toString();
  return said ? `${form.action}?${said}` : form.action;
}

if (form && results) {
  let pause;
  form.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(() => void show(addressOf(), { isTyping: true }), TYPING_PAUSE);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(pause);
    void show(addressOf());
  });
  results.addEventListener('click', async (event) => {
    const link = event.target.closest('a[data-swap]');
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    await show(link.href);
    form.elements.q.value = new URL(location.href).searchParams.get('q') ?? '';
    if (link.dataset.swap === 'top') scrollTo({ top: 0 });
  });
  addEventListener('popstate', () => location.reload());
}

addEventListener('keydown', (event) => {
  const isTyping = event.target.closest?.('input, textarea, [contenteditable]');
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.querySelector('[data-hotkey="/"]')?.select();
});

for (const button of document.querySelectorAll('[data-copies]')) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    const words = button.textContent;
    button.textContent = 'Copied';
    setTimeout(() => {
      button.textContent = words;
    }, 1500);
  });
}
