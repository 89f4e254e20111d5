import { post } from './api.js';
import { look } from './page-state.js';

// What the visitor said in this tab, so that the answer can be shown where they look.

/** A thread the answer came in opens by itself for this long after the question. */
const FRESH_MS = 20_000;
let saidAt = Number.NEGATIVE_INFINITY;

/** Says something, or runs a slash command, in the visitor's name. @param {{ channel?: string, text: string, thread?: string }} message */
export async function say({ channel = look.channel, text, thread }) {
  saidAt = Date.now();
  return await post('say', { channel, text, ...(thread && { thread }) });
}

/** An answer is on its way that nobody asked for in words. */
export function expectAnswer() {
  saidAt = Date.now();
}

/** Whether an answer that arrives now is likely to be to what was just said here. */
export function hasJustSpoken() {
  return Date.now() - saidAt < FRESH_MS;
}

/** Walks the messages of a list with the arrow keys. */
export function listenToMessages() {
  document.addEventListener('keydown', (event) => {
    const message = event.target;
    if (!message.matches?.('.message')) return;
    const all = [...message.closest('[data-list]').querySelectorAll('.message')];
    const at = all.indexOf(message);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      if (to >= all.length) message.closest('.pane')?.querySelector('textarea')?.focus();
      else focusMessage(all[Math.max(0, to)], all);
    } else if (event.key === 'Enter') {
      message.querySelector('.tools [data-thread]')?.click();
    }
  });
}

/** @param {HTMLElement} message @param {HTMLElement[]} all */
function focusMessage(message, all) {
  for (const each of all) each.setAttribute('tabindex', each === message ? '0' : '-1');
  message.focus();
}

/** From an empty composer upwards into the messages. @param {HTMLElement} composer */
export function focusLastMessage(composer) {
  const all = [...composer.closest('.pane').querySelectorAll('[data-list] .message')];
  const last = all.at(-1);
  if (last) focusMessage(last, all);
}
