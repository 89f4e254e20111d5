// Lists that open beside something: menus, options, names.

/**
 * Opens a list at its anchor, inside the window: below where there is room, else above.
 * @param {HTMLElement} list
 * @param {HTMLElement} anchor
 * @param {{ isAbove?: boolean, isWide?: boolean }} [how]
 */
export function openAt(list, anchor, { isAbove = false, isWide = true } = {}) {
  if (!list.matches(':popover-open')) list.showPopover();
  const box = anchor.getBoundingClientRect();
  list.style.minWidth = isWide ? `${Math.min(box.width, innerWidth - 16)}px` : '';
  const { width, height } = list.getBoundingClientRect();
  const fitsBelow = box.bottom + 4 + height <= innerHeight - 8;
  const top = !isAbove && (fitsBelow || box.top < height) ? box.bottom + 4 : box.top - height - 4;
  list.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  list.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
}

/** @param {HTMLElement | null | undefined} list */
export function close(list) {
  if (list?.matches(':popover-open')) list.hidePopover();
}

/**
 * Marks one option as the active one of a listbox and tells the field that owns it.
 * @param {HTMLElement} list
 * @param {HTMLElement} field
 * @param {number} at  Wraps around; -1 is the last, NaN none.
 */
export function activate(list, field, at) {
  const options = [...list.querySelectorAll('[role="option"]:not([hidden])')];
  for (const option of options) option.setAttribute('aria-selected', 'false');
  const option = options.at(options.length ? at % options.length : 0);
  if (Number.isNaN(at) || !option) {
    field.removeAttribute('aria-activedescendant');
    return;
  }
  option.setAttribute('aria-selected', 'true');
  option.scrollIntoView({ block: 'nearest' });
  field.setAttribute('aria-activedescendant', option.id);
}

/** @param {HTMLElement} list @returns {HTMLElement | null} */
export function active(list) {
  return list.querySelector('[role="option"][aria-selected="true"]:not([hidden])');
}

/** Where the active option stands; -1 for none. @param {HTMLElement} list */
function activeAt(list) {
  const options = [...list.querySelectorAll('[role="option"]:not([hidden])')];
  return options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
}

/** Moves with the arrow keys. True when the key was one of them. @param {KeyboardEvent} event @param {HTMLElement} list @param {HTMLElement} field */
export function moveActive(event, list, field) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return false;
  const at = activeAt(list);
  activate(list, field, event.key === 'ArrowDown' ? at + 1 : at <= 0 ? -1 : at - 1);
  event.preventDefault();
  return true;
}

/** Text for comparing: small letters without accents. @param {string} text */
export function folded(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
