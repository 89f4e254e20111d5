import { part, post, toast } from './api.js';
import { listenToComboboxes } from './combobox.js';
import { listenToComposers, restoreDrafts } from './composer.js';
import { closeMenus, listenToElements } from './elements.js';
import { expectAnswer, hasJustSpoken, listenToMessages, say } from './messages.js';
import { listenToModals, refreshModal } from './modal.js';
import { base, look, readAddress, rememberPerson, writeAddress } from './page-state.js';
import { listenToPalettes, openPalette } from './palette.js';
import { keepingFocus, remember, settle, showPane } from './swap.js';

const main = document.getElementById('main');
const aside = document.getElementById('aside');
const sidebar = document.getElementById('sidebar');
const clock = document.getElementById('clock');
/** Wide enough for a thread beside the channel. */
const isWide = matchMedia('(min-width: 1000px)');
const PAUSE_MS = 30;
const CLOCK_MS = 20_000;
const pageTitle = document.title;

/** @type {Record<string, () => Promise<void>>} */
const refreshers = {
  async main() {
    const markup = await part('main');
    if (markup === null) return;
    if (showPane(main, markup)) restoreDrafts(main);
    if (document.visibilityState === 'visible') await post('read', { channel: look.channel });
  },
  async aside() {
    const markup = await part('aside');
    if (markup === null) return;
    if (showPane(aside, markup)) restoreDrafts(aside);
    showAside();
  },
  async sidebar() {
    const markup = await part('sidebar');
    if (markup === null) return;
    keepingFocus(sidebar, () => {
      sidebar.innerHTML = markup;
    });
    countUnread();
  },
  modal: refreshModal,
  async clock() {
    const markup = await part('clock');
    if (markup !== null && !clock.hasAttribute('aria-busy')) clock.innerHTML = markup;
  },
};

const wanted = new Set();
let drawing = Promise.resolve();

/** Draws parts anew: one at a time, and once for many changes together. @param {...string} names */
function refresh(...names) {
  for (const name of names) wanted.add(name);
  drawing = drawing.then(drawWanted);
}

async function drawWanted() {
  if (wanted.size === 0) return;
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  const now = [...wanted];
  wanted.clear();
  for (const name of now) await refreshers[name]().catch(() => {});
}

function showAside() {
  const isShown = aside.querySelector('[data-pane]') !== null;
  document.body.classList.toggle('has-aside', isShown);
}

function countUnread() {
  let count = 0;
  for (const each of sidebar.querySelectorAll('.count')) count += Number(each.textContent);
  document.title = count > 0 ? `(${count}) ${pageTitle}` : pageTitle;
}

/** Goes somewhere: what is given changes, and the parts that show it are drawn. @param {Partial<import('./page-state.js').Look>} to */
async function go(to) {
  const before = { ...look };
  Object.assign(look, to);
  writeAddress(true);
  const isElsewhere = look.channel !== before.channel || look.tab !== before.tab;
  if (isElsewhere) {
    document.body.classList.remove('has-sidebar');
    await refreshers.main();
    refresh('sidebar');
    tellHome();
    if (look.tab === 'messages') main.querySelector('textarea')?.focus({ preventScroll: true });
  }
  if (look.thread !== before.thread || look.inspect !== before.inspect || isElsewhere)
    await refreshers.aside();
}

/** The app hears that its conversation or its Home was opened, as from Slack. */
function tellHome() {
  const isDirect = main.querySelector('[role="tablist"]') !== null;
  if (isDirect) void post('home', { tab: look.tab }).catch(() => {});
}

async function openThread(ts) {
  await go({ thread: ts, inspect: '' });
  aside.querySelector('textarea')?.focus();
}

async function closeAside() {
  const opener = look.inspect || look.thread;
  await go(look.inspect && look.thread ? { inspect: '' } : { inspect: '', thread: '' });
  main.querySelector(`[data-ts="${CSS.escape(opener)}"]`)?.focus({ preventScroll: true });
}

/** @param {MouseEvent} event */
function clicked(event) {
  const at = (selector) => event.target.closest(selector);
  const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (at('a[data-channel]') && isPlain) {
    event.preventDefault();
    void go({
      channel: at('a[data-channel]').dataset.channel,
      tab: 'messages',
      thread: '',
      inspect: '',
    });
  } else if (at('button[data-thread]')) void openThread(at('button[data-thread]').dataset.thread);
  else if (at('[data-inspect]')) {
    void go({ inspect: at('[data-inspect]').dataset.inspect }).then(() =>
      aside.querySelector('[data-close-aside]')?.focus(),
    );
  } else if (at('[data-close-aside]')) void closeAside();
  else if (at('[data-tab]:is(button)'))
    void go({ tab: at('[data-tab]').dataset.tab }).then(() =>
      main.querySelector('[role="tab"][aria-selected="true"]')?.focus(),
    );
  else if (at('[data-shortcut]')) void useShortcut(at('[data-shortcut]'));
  else if (at('[data-prompt]')) void say({ text: at('[data-prompt]').dataset.prompt });
  else if (at('[data-palette]')) openPalette('palette');
  else if (at('[data-switcher]')) openPalette('switcher');
  else if (at('[data-sidebar]')) toggleSidebar();
  else if (at('[data-clock]')) void moveClock(at('[data-clock]').dataset.clock);
  else if (at('[data-copy]')) {
    const text = at('.json').querySelector('pre').textContent;
    navigator.clipboard.writeText(text).then(
      () => toast('Copied'),
      () => toast('The browser did not allow copying.'),
    );
  } else if (document.body.classList.contains('has-sidebar') && !at('#sidebar')) toggleSidebar();
}

/** Moves the time of the demo; what happens meanwhile is on the page when it arrives. @param {string} to */
async function moveClock(to) {
  if (clock.hasAttribute('aria-busy')) return;
  clock.setAttribute('aria-busy', 'true');
  try {
    await post('clock', { to });
  } catch {
    // The toast has said why.
  }
  clock.removeAttribute('aria-busy');
  await refreshers.clock().catch(() => {});
  clock.querySelector(`[data-clock="${to}"]`)?.focus();
  refresh('main', 'aside', 'sidebar');
}

/** The message whose thread an answer is expected in. */
let awaited = '';

/** Picks an entry of the app: of a message, or of the composer. @param {HTMLElement} button */
async function useShortcut(button) {
  const { shortcut, ts } = button.dataset;
  awaited = ts ?? '';
  expectAnswer();
  await post('shortcut', {
    callback: shortcut,
    ...(ts && { message: { channel: look.channel, ts } }),
  }).catch(() => {});
}

function toggleSidebar() {
  const isShown = document.body.classList.toggle('has-sidebar');
  for (const button of document.querySelectorAll('[data-sidebar]'))
    button.setAttribute('aria-expanded', String(isShown));
  if (isShown) sidebar.querySelector('a[aria-current], a')?.focus();
  else main.querySelector('[data-sidebar]')?.focus();
}

/** @param {KeyboardEvent} event */
function keyed(event) {
  const tab = event.target.closest?.('[role="tab"]');
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    openPalette('palette');
  } else if (
    event.key === 'Escape' &&
    !event.defaultPrevented &&
    !document.querySelector('dialog[open]')
  ) {
    closeMenus();
    if (document.body.classList.contains('has-sidebar')) toggleSidebar();
    else if (look.thread || look.inspect) void closeAside();
  } else if (tab && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
    [...tab.parentElement.children].find((each) => each !== tab)?.click();
  } else if (event.key === 'F6') {
    event.preventDefault();
    nextRegion(event.shiftKey ? -1 : 1);
  }
}

/** F6 walks from the channels to the messages, the composer and the side. @param {1 | -1} step */
function nextRegion(step) {
  const stops = [
    sidebar.querySelector('a[aria-current], a'),
    main.querySelector('.message[tabindex="0"]'),
    main.querySelector('textarea'),
    aside.querySelector('.message[tabindex="0"]'),
    aside.querySelector('textarea, [data-close-aside]'),
  ].filter((stop) => stop && stop.getClientRects().length > 0);
  const here = stops.lastIndexOf(document.activeElement);
  stops.at((here + step) % stops.length)?.focus();
}

/** Last of all, so that what lies nearer has had its say about a key first. */
function listenToPage() {
  document.addEventListener('click', clicked);
  document.addEventListener('keydown', keyed);
  addEventListener('visibilitychange', () => refresh('main', 'sidebar'));
  addEventListener('popstate', async () => {
    readAddress();
    for (const name of ['main', 'aside', 'sidebar']) await refreshers[name]().catch(() => {});
  });
}

/** @param {{ kind: string, channel?: string, ts?: string, thread?: string | null, isForMe?: boolean }} change */
function hear(change) {
  const isHere = change.channel === look.channel;
  if (change.kind === 'view') return refresh('modal');
  if (change.kind === 'home') return refresh('main');
  if (change.kind === 'exchange') return look.inspect ? refresh('aside') : undefined;
  if (isHere) refresh('main');
  if (isHere && (look.thread || look.inspect)) refresh('aside');
  refresh('sidebar');
  const isAwaited = change.isForMe || (change.thread && change.thread === awaited);
  const isAnswer = isHere && isAwaited && hasJustSpoken();
  const isFree = isWide.matches && !look.thread && !look.inspect && look.tab === 'messages';
  if (isAnswer && isFree && change.thread) void go({ thread: change.thread });
}

function listen() {
  const events = new EventSource(`${base}/events?as=${encodeURIComponent(look.as)}`);
  events.onmessage = (event) => hear(JSON.parse(event.data));
  events.onerror = () => document.body.classList.add('is-offline');
  // What happened between the drawing of the page and now, or while the line was down, was told to nobody.
  events.onopen = () => {
    document.body.classList.remove('is-offline');
    refresh('main', 'aside', 'sidebar', 'modal');
  };
  addEventListener('pagehide', () => events.close());
  if (clock.firstElementChild) setInterval(() => refresh('clock'), CLOCK_MS);
}

readAddress(true);
if (!rememberPerson()) {
  writeAddress();
  remember(document);
  settle(document);
  showAside();
  restoreDrafts(document);
  countUnread();
  listenToElements();
  listenToComboboxes();
  listenToComposers();
  listenToMessages();
  listenToModals();
  listenToPalettes();
  listenToPage();
  listen();
  tellHome();
  document.body.classList.add('is-ready');
  main.querySelector('textarea')?.focus({ preventScroll: true });
}
