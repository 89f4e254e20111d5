// Puts what the server drew into the page and leaves alone what did not change, so that focus, scroll position and
// what somebody is typing survive every update.

/** The server's markup of each keyed child, as it came: the page's own changes to it must not count. */
const sources = new WeakMap();
/** Closer to the end than this many pixels counts as being at the end. */
const NEAR_END = 90;

/** @param {string} markup */
function parse(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return template.content;
}

/** Remembers what the server drew of everything below `root`. @param {ParentNode} root */
export function remember(root) {
  for (const child of root.querySelectorAll('[data-key]')) sources.set(child, child.outerHTML);
}

/** @param {Element} pane */
function identity(pane) {
  const { pane: name, channel, tab, threadOf, inspectOf } = pane.dataset;
  return [name, channel, tab, threadOf, inspectOf].join(' ');
}

/**
 * Shows a pane; the same one is only updated. True when another pane came.
 * @param {HTMLElement} host
 * @param {string} markup
 */
export function showPane(host, markup) {
  const drawn = parse(markup);
  const next = drawn.querySelector('[data-pane]');
  const old = host.querySelector('[data-pane]');
  if (next && old && identity(next) === identity(old)) {
    updateList(old.querySelector('[data-list]'), next.querySelector('[data-list]'));
    updateRow(old.querySelector('[data-prompts]'), next.querySelector('[data-prompts]'));
    updateHome(old.querySelector('[data-home]'), next.querySelector('[data-home]'));
    return false;
  }
  remember(drawn);
  host.replaceChildren(...drawn.childNodes);
  settle(host);
  return true;
}

/** What a pane needs once it stands on the page: its newest message in view and one message in the tab order. @param {ParentNode} host */
export function settle(host) {
  for (const list of host.querySelectorAll('[data-list][role="log"]')) {
    list.scrollTop = list.scrollHeight;
    stayAtEnd(list);
    rove(list);
  }
}

/** Lists whose reader is at the newest message. */
const atEnd = new WeakSet();

// Text breaks into more lines when something opens beside it, which would push the newest message below the edge.
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) if (atEnd.has(target)) target.scrollTop = target.scrollHeight;
});

/** @param {Element} list */
function stayAtEnd(list) {
  atEnd.add(list);
  widths.observe(list);
  // A picture has its height only when it is there; its load does not bubble.
  const onPicture = () => atEnd.has(list) && list.scrollTo(0, list.scrollHeight);
  list.addEventListener('load', onPicture, { capture: true });
  list.addEventListener('scroll', () => {
    if (isNearEnd(list)) atEnd.add(list);
    else atEnd.delete(list);
  });
}

/** @param {Element} list */
function isNearEnd(list) {
  return list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;
}

/** @param {Element} list */
function rove(list) {
  const messages = list.querySelectorAll('.message');
  if (list.querySelector('.message[tabindex="0"]')) return;
  messages[messages.length - 1]?.setAttribute('tabindex', '0');
}

/** @param {Element | null} list @param {Element | null} next */
function updateList(list, next) {
  if (!list || !next) return;
  const wasAtEnd = isNearEnd(list);
  keepingFocus(list, () => reconcile(list, next));
  if (list.getAttribute('role') === 'log') rove(list);
  if (wasAtEnd && list.getAttribute('role') === 'log') list.scrollTop = list.scrollHeight;
}

/** Makes the keyed children of `list` those of `next`, touching only what differs. @param {Element} list @param {Element} next */
function reconcile(list, next) {
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  let at = list.firstElementChild;
  for (const child of [...next.children]) {
    const known = old.get(child.dataset.key);
    old.delete(child.dataset.key);
    if (known && sources.get(known) === child.outerHTML) {
      if (known === at) at = at.nextElementSibling;
      else list.insertBefore(known, at);
      continue;
    }
    sources.set(child, child.outerHTML);
    if (known) {
      keepOpen(known, child);
      if (known === at) at = at.nextElementSibling;
      known.replaceWith(child);
    } else {
      child.classList.add('arrived');
      list.insertBefore(child, at);
    }
  }
  for (const gone of old.values()) gone.remove();
}

/** Disclosures that were open stay open. @param {Element} old @param {Element} next */
function keepOpen(old, next) {
  const wereOpen = [...old.querySelectorAll('details')].map((details) => details.open);
  for (const [at, details] of next.querySelectorAll('details').entries()) {
    if (wereOpen[at] !== undefined) details.open = wereOpen[at];
  }
}

/** @param {HTMLElement | null} row @param {HTMLElement | null} next */
function updateRow(row, next) {
  if (!row || !next || row.innerHTML === next.innerHTML) return;
  row.hidden = next.hidden;
  row.replaceChildren(...next.childNodes);
}

/** @param {Element | null} home @param {Element | null} next */
function updateHome(home, next) {
  if (!home || !next || sources.get(home) === next.innerHTML) return;
  sources.set(home, next.innerHTML);
  keepingFocus(home, () => home.replaceChildren(...next.childNodes));
}

/** Runs a change and gives the focus back to what stands in the same place. @param {Element} host @param {() => void} change */
export function keepingFocus(host, change) {
  const focused = document.activeElement;
  const path = focused && host.contains(focused) ? pathTo(focused) : null;
  const caret =
    focused instanceof HTMLInputElement && focused.type === 'text' ? focused.selectionStart : null;
  change();
  if (!path || host.contains(document.activeElement)) return;
  const again = host.querySelector(path);
  again?.focus({ preventScroll: true });
  if (caret !== null && again instanceof HTMLInputElement) again.setSelectionRange(caret, caret);
}

/** @param {Element} element */
function pathTo(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const { block, action } = element.closest('[data-element]')?.dataset ?? {};
  const message = element.closest('[data-key]');
  const within = message ? `[data-key="${CSS.escape(message.dataset.key ?? '')}"] ` : '';
  if (action === undefined) return within.trim() || null;
  const value = element.getAttribute('value');
  return `${within}[data-block="${CSS.escape(block ?? '')}"][data-action="${CSS.escape(action)}"] ${element.localName}${value === null ? '' : `[value="${CSS.escape(value)}"]`}`;
}
