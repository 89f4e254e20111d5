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

const SMALLEST = 0.25;
const LARGEST = 3;
/** Smaller than this the words of a graph are hard to read; a wider one is scrolled. */
const READABLE = 0.75;

/** Lets a graph be dragged, and made larger and smaller; without it, it scrolls. */
function moveGraph(graph) {
  const view = graph.querySelector('.graph-view');
  const svg = view.querySelector('svg');
  const width = svg.viewBox.baseVal.width;
  const height = svg.viewBox.baseVal.height;
  let scale = 1;

  function zoom(next, at = { x: view.clientWidth / 2, y: view.clientHeight / 2 }) {
    const wanted = Math.min(LARGEST, Math.max(SMALLEST, next));
    const x = (view.scrollLeft + at.x) / scale;
    const y = (view.scrollTop + at.y) / scale;
    scale = wanted;
    svg.setAttribute('width', width * scale);
    svg.setAttribute('height', height * scale);
    view.scrollTo(x * scale - at.x, y * scale - at.y);
  }

  /** The whole of it, however small. */
  const showAll = () => zoom(Math.min(1, view.clientWidth / width));

  /** As much of it as can be read, around what the page is about. */
  function showMiddle() {
    zoom(Math.max(READABLE, Math.min(1, view.clientWidth / width)));
    const middle = svg.querySelector('.graph-fill-focus')?.getBoundingClientRect();
    const frame = view.getBoundingClientRect();
    if (!middle) return;
    view.scrollBy(
      middle.x + middle.width / 2 - frame.x - frame.width / 2,
      middle.y + middle.height / 2 - frame.y - frame.height / 2,
    );
  }

  const steps = { in: () => zoom(scale * 1.25), out: () => zoom(scale / 1.25), fit: showAll };
  const tools = graph.querySelector('.graph-tools');
  tools.hidden = false;
  tools.addEventListener('click', (event) => steps[event.target.dataset.zoom]?.());
  view.addEventListener('keydown', ({ key }) => {
    if (key === '+' || key === '=') steps.in();
    if (key === '-') steps.out();
    if (key === '0') showAll();
  });
  view.addEventListener(
    'wheel',
    (event) => {
      // Turning the wheel alone scrolls the page, as everywhere.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const frame = view.getBoundingClientRect();
      const at = { x: event.clientX - frame.x, y: event.clientY - frame.y };
      zoom(scale * Math.exp(-event.deltaY / 300), at);
    },
    { passive: false },
  );

  let drag = null;
  view.classList.add('is-movable');
  view.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    drag = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop };
  });
  addEventListener('pointermove', (event) => {
    if (!drag) return;
    const x = event.clientX - drag.x;
    const y = event.clientY - drag.y;
    if (Math.abs(x) + Math.abs(y) > 4) view.classList.add('is-moved');
    view.scrollTo(drag.left - x, drag.top - y);
  });
  addEventListener('pointerup', () => {
    drag = null;
    // The click that ends a drag comes after this; it must not follow a link.
    setTimeout(() => view.classList.remove('is-moved'));
  });
  view.addEventListener('dragstart', (event) => event.preventDefault());
  view.addEventListener(
    'click',
    (event) => {
      if (view.classList.contains('is-moved')) event.preventDefault();
    },
    { capture: true },
  );
  showMiddle();
}

for (const graph of document.querySelectorAll('[data-graph]')) moveGraph(graph);
