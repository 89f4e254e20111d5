import { post } from './api.js';
import { askFirst } from './confirm.js';
import { clearError, placeOf, valuesIn } from './fields.js';
import { say } from './messages.js';
import { close, openAt } from './popover.js';

// Buttons, menus, choices and fields of blocks. Each lies in an element that carries its block and action; the nearest
// `data-place` says whether that is a message, a modal or the Home tab.

/** A button whose action begins so says its value in the visitor's name, instead of telling the app. */
const SAY_ACTION = document.body.dataset.sayAction;

/** Tells the app, after its question where it has one. @param {HTMLElement} element @param {string | string[]} [value] */
export async function act(element, value) {
  const control = element.querySelector('button, a, input, textarea');
  if (!(await askFirst(element))) return;
  const place = placeOf(element);
  element.setAttribute('aria-busy', 'true');
  try {
    await post('act', {
      place,
      block: element.dataset.block,
      action: element.dataset.action,
      type: element.dataset.element,
      ...(value !== undefined && { value }),
    });
  } catch {
    // The toast has said it; the button can be pressed again.
    control?.focus();
  } finally {
    element.removeAttribute('aria-busy');
  }
}

/** A value was picked: told at once, except in a form that is sent as a whole. @param {HTMLElement} element @param {string | string[]} [value] */
export function picked(element, value) {
  clearError(element);
  if (element.dataset.quiet === undefined) void act(element, value ?? '');
}

/** What pressing says beyond which element it was: only a pair of feedback buttons has two answers. @param {HTMLElement} element @param {HTMLElement} button */
function choiceIn(element, button) {
  return element.dataset.element === 'feedback_buttons' ? button.value : undefined;
}

/** @param {HTMLElement} button */
function press(button) {
  const element = button.closest('[data-element]');
  if (element.getAttribute('aria-busy') === 'true') return;
  if (!element.dataset.action?.startsWith(SAY_ACTION))
    return void act(element, choiceIn(element, button));
  const place = placeOf(element);
  void say({ channel: place.channel, text: button.value }).catch(() => button.focus());
}

/** @param {HTMLElement} button */
function toggleMenu(button) {
  const menu = document.getElementById(button.getAttribute('aria-controls'));
  const isOpen = menu.matches(':popover-open');
  closeMenus();
  if (isOpen) return;
  openAt(menu, button, { isWide: false });
  button.setAttribute('aria-expanded', 'true');
  menu.querySelector('[role="menuitem"]')?.focus();
}

export function closeMenus() {
  for (const menu of document.querySelectorAll('.menu:popover-open')) {
    close(menu);
    const button = menu.closest('[data-element]')?.querySelector('[data-menu]');
    button?.setAttribute('aria-expanded', 'false');
    if (menu.contains(document.activeElement)) button?.focus();
  }
}

/** @param {HTMLElement} button */
function turnPage(button) {
  const table = button.closest('[data-pages]');
  const label = table.querySelector('[data-page]');
  const size = Number(table.dataset.pages);
  const rows = [...table.querySelectorAll('tbody tr')];
  const page = Number(label.dataset.page) + Number(button.dataset.turn);
  label.dataset.page = String(page);
  for (const [at, row] of rows.entries()) row.hidden = Math.floor(at / size) !== page;
  label.textContent = `${page * size + 1}–${Math.min(rows.length, (page + 1) * size)} of ${rows.length}`;
  table.querySelector('[data-turn="-1"]').disabled = page === 0;
  table.querySelector('[data-turn="1"]').disabled = (page + 1) * size >= rows.length;
}

export function listenToElements() {
  document.addEventListener('click', (event) => {
    const at = (selector) => event.target.closest(selector);
    const entry = at('[data-pick]');
    if (at('[data-press]')) press(at('[data-press]'));
    else if (at('[data-menu]')) return toggleMenu(at('[data-menu]'));
    else if (entry) {
      const element = entry.closest('[data-element]');
      closeMenus();
      return void act(element, entry.dataset.pick);
    } else if (at('[data-unfold]'))
      at('.fold').replaceWith(...at('.fold').firstElementChild.childNodes);
    else if (at('[data-turn]')) turnPage(at('[data-turn]'));
    if (!at('.menu')) closeMenus();
  });
  document.addEventListener('change', (event) => {
    const element = event.target.closest('[data-element]');
    if (!element) return;
    if (event.target.matches('[data-choice]')) {
      const values = valuesIn(element).map(({ value }) => value);
      picked(element, element.dataset.element === 'checkboxes' ? values : values[0]);
    } else if (
      event.target.matches('input[type="date"], input[type="time"], input[type="datetime-local"]')
    ) {
      picked(element, event.target.value);
    }
  });
  document.addEventListener('input', (event) => {
    const element = event.target.closest('[data-element]');
    if (!element || !event.target.matches('[data-field]')) return;
    clearError(element);
    if (event.target.matches('[data-typing]')) picked(element, event.target.value);
  });
  document.addEventListener('keydown', (event) => {
    const menu = event.target.closest?.('.menu');
    if (menu) return moveInMenu(event, menu);
    if (event.key === 'Enter' && event.target.matches?.('input[data-enter]')) {
      const element = event.target.closest('[data-element]');
      if (element.dataset.quiet !== undefined) return;
      event.preventDefault();
      picked(element, event.target.value);
    }
  });
}

/** @param {KeyboardEvent} event @param {HTMLElement} menu */
function moveInMenu(event, menu) {
  const entries = [...menu.querySelectorAll('[role="menuitem"]')];
  const at = entries.indexOf(document.activeElement);
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  if (event.key in moves) {
    event.preventDefault();
    entries.at(moves[event.key] % entries.length)?.focus();
  } else if (event.key === 'Escape' || event.key === 'Tab') {
    if (event.key === 'Escape') event.preventDefault();
    event.stopPropagation();
    closeMenus();
  }
}
