import { post } from './api.js';
import { picked } from './elements.js';
import { placeOf } from './fields.js';
import { activate, active, close, folded, moveActive, openAt } from './popover.js';

// Selects: a field to type into, a list to choose from. Options from outside are asked for while the person types.

const PAUSE_MS = 120;
let asking = 0;

/** @param {Element} inside */
function partsOf(inside) {
  const element = inside.closest('[data-element]');
  return {
    element,
    combo: element.querySelector('.combo'),
    field: element.querySelector('[role="combobox"]'),
    list: element.querySelector('[role="listbox"]'),
    chips: element.querySelector('.chips'),
  };
}

/** @param {HTMLElement} element @returns {{ value: string, text: string }[]} */
function selectedIn(element) {
  return JSON.parse(element.dataset.selected ?? '[]');
}

/** @param {HTMLElement} field */
function open(field) {
  const { element, combo, list } = partsOf(field);
  const typed = isTyped(field) ? field.value : '';
  if (element.dataset.external !== undefined) void askFor(field, typed);
  else filter(list, typed, selectedIn(element));
  field.setAttribute('aria-expanded', 'true');
  openAt(list, combo);
  activate(list, field, 0);
}

/** @param {HTMLElement} field */
function shut(field) {
  const { list } = partsOf(field);
  close(list);
  field.setAttribute('aria-expanded', 'false');
  field.removeAttribute('aria-activedescendant');
}

/** The words of the choice made before are no search. @param {HTMLInputElement} field */
function isTyped(field) {
  return field.value !== (selectedIn(field.closest('[data-element]'))[0]?.text ?? '');
}

/** @param {HTMLElement} list @param {string} typed @param {{ value: string }[]} selected */
function filter(list, typed, selected) {
  const isMany = list.closest('[data-many]') !== null;
  for (const option of list.querySelectorAll('[role="option"]')) {
    const isTaken = isMany && selected.some(({ value }) => value === option.dataset.value);
    option.hidden = isTaken || !folded(option.dataset.text).includes(folded(typed));
    option.classList.toggle('chosen', !isMany && selected[0]?.value === option.dataset.value);
  }
  for (const group of list.querySelectorAll('.group')) {
    let next = group.nextElementSibling;
    while (next?.matches('[role="option"]') && next.hidden) next = next.nextElementSibling;
    group.hidden = !next?.matches('[role="option"]');
  }
  say(list, list.querySelector('[role="option"]:not([hidden])') ? '' : 'No match');
}

/** @param {HTMLElement} list @param {string} words */
function say(list, words) {
  list.querySelector('.list-note')?.remove();
  if (!words) return;
  const note = document.createElement('span');
  note.className = 'list-note';
  note.textContent = words;
  list.append(note);
}

/** @param {HTMLInputElement} field @param {string} typed */
async function askFor(field, typed) {
  const { element, combo, list } = partsOf(field);
  const least = Number(element.dataset.external);
  const mine = ++asking;
  if (typed.length < least) {
    list.replaceChildren();
    say(list, least === 1 ? 'Type to search' : `Type ${least} letters or more`);
    return;
  }
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  if (mine !== asking) return;
  const { options } = await post('suggest', {
    place: placeOf(element),
    block: element.dataset.block,
    action: element.dataset.action,
    query: typed,
  });
  if (mine !== asking || !list.matches(':popover-open')) return;
  list.replaceChildren(...options.map((option, at) => optionOf(option, `${list.id}--${at}`)));
  filter(list, '', selectedIn(element));
  openAt(list, combo);
  activate(list, field, 0);
}

/** @param {{ text: string, value: string }} option @param {string} id */
function optionOf({ text, value }, id) {
  const element = document.createElement('span');
  element.setAttribute('role', 'option');
  element.setAttribute('aria-selected', 'false');
  element.id = id;
  element.dataset.value = value;
  element.dataset.text = text;
  element.textContent = text;
  return element;
}

/** @param {HTMLElement} option */
function choose(option) {
  const { element, field } = partsOf(option);
  const { value, text } = option.dataset;
  const isMany = element.dataset.many !== undefined;
  const selected = isMany ? [...selectedIn(element), { value, text }] : [{ value, text }];
  if (isMany && selected.length > Number(element.dataset.most ?? 100)) return shut(field);
  select(element, selected);
  field.value = isMany ? '' : text;
  shut(field);
  if (isMany) field.focus();
}

/** @param {HTMLElement} element @param {{ value: string, text: string }[]} selected */
export function select(element, selected, isTold = true) {
  const { field, chips } = partsOf(element.firstElementChild);
  element.dataset.selected = JSON.stringify(selected);
  if (element.dataset.many !== undefined) chips.replaceChildren(...selected.map(chipOf));
  else field.value = selected[0]?.text ?? '';
  if (isTold)
    picked(
      element,
      element.dataset.many !== undefined ? selected.map(({ value }) => value) : selected[0]?.value,
    );
}

/** @param {{ value: string, text: string }} chosen */
function chipOf({ value, text }) {
  const chip = document.createElement('button');
  chip.type = 'button';
  chip.className = 'chip';
  chip.dataset.remove = value;
  chip.setAttribute('aria-label', `Remove ${text}`);
  chip.append(text);
  const cross = document.createElement('span');
  cross.setAttribute('aria-hidden', 'true');
  cross.textContent = '×';
  chip.append(cross);
  return chip;
}

export function listenToComboboxes() {
  document.addEventListener('click', (event) => {
    const option = event.target.closest('.combo [role="option"]');
    const chip = event.target.closest('.chip[data-remove]');
    const combo = event.target.closest('.combo');
    if (option) choose(option);
    else if (chip) {
      const element = chip.closest('[data-element]');
      select(
        element,
        selectedIn(element).filter(({ value }) => value !== chip.dataset.remove),
      );
      partsOf(element.firstElementChild).field.focus();
    } else if (combo) {
      const field = combo.querySelector('[role="combobox"]');
      field.focus();
      if (field.getAttribute('aria-expanded') === 'false') open(field);
    }
  });
  // A press on an option must not take the focus from the field before it is chosen.
  document.addEventListener('mousedown', (event) => {
    if (event.target.closest('.combo .listbox')) event.preventDefault();
  });
  document.addEventListener('input', (event) => {
    if (event.target.matches('.combo [role="combobox"]')) open(event.target);
  });
  document.addEventListener('focusin', (event) => {
    if (event.target.matches('.combo [role="combobox"]')) event.target.select();
  });
  document.addEventListener('focusout', (event) => {
    if (!event.target.matches('.combo [role="combobox"]')) return;
    const { element } = partsOf(event.target);
    shut(event.target);
    const isCleared = event.target.value === '' && selectedIn(element).length > 0;
    if (element.dataset.many !== undefined) event.target.value = '';
    else if (isCleared && element.dataset.quiet !== undefined) select(element, []);
    else event.target.value = selectedIn(element)[0]?.text ?? '';
  });
  document.addEventListener('keydown', (event) => {
    if (!event.target.matches?.('.combo [role="combobox"]')) return;
    const { element, list } = partsOf(event.target);
    const isOpen = event.target.getAttribute('aria-expanded') === 'true';
    if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      const option = active(list);
      if (option) choose(option);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      shut(event.target);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !isOpen) {
      event.preventDefault();
      open(event.target);
    } else if (
      event.key === 'Backspace' &&
      event.target.value === '' &&
      element.dataset.many !== undefined
    ) {
      select(element, selectedIn(element).slice(0, -1));
    } else if (isOpen) moveActive(event, list, event.target);
  });
}
