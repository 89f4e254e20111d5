import { part, post } from './api.js';
import { select } from './combobox.js';
import { readFields } from './fields.js';
import { keepingFocus } from './swap.js';

// Modals, as the app opens them.

const modal = document.getElementById('modal');
let shown = '';

/** Shows the topmost modal as it is now. What was typed into a field that is still there stays. */
export async function refreshModal() {
  const markup = await part('modal');
  if (markup === null || markup === shown) return;
  const before = modal.querySelector('[data-view]')?.dataset.view;
  const typed = before ? snapshot() : [];
  shown = markup;
  keepingFocus(modal, () => {
    modal.innerHTML = markup;
  });
  const view = modal.querySelector('[data-view]');
  if (!view) {
    if (modal.open) modal.close();
    return;
  }
  modal.setAttribute('aria-labelledby', view.getAttribute('aria-labelledby'));
  if (view.dataset.view === before) restore(typed);
  if (!modal.open) modal.showModal();
  const wrong = modal.querySelector('[aria-invalid="true"]');
  if (wrong) focusField(wrong);
  else if (view.dataset.view !== before) {
    const first =
      modal.querySelector('[autofocus]') ??
      modal.querySelector('.modal-body :is(input, textarea, button, [tabindex="0"])');
    focusField(first ?? modal.querySelector('.modal-foot button'));
  }
}

/** @param {HTMLElement} control */
function focusField(control) {
  const field = control.matches('.choices') ? control.querySelector('input') : control;
  field?.focus();
}

function snapshot() {
  return [...modal.querySelectorAll('[data-element]')].map((element) => ({
    key: keyOf(element),
    selected: element.dataset.selected,
    value: element.querySelector('[data-field]')?.value,
    checked: [...element.querySelectorAll('[data-choice]:checked')].map(({ value }) => value),
  }));
}

/** @param {HTMLElement} element */
function keyOf({ dataset }) {
  return `${dataset.element} ${dataset.block} ${dataset.action}`;
}

/** @param {ReturnType<typeof snapshot>} typed */
function restore(typed) {
  for (const element of modal.querySelectorAll('[data-element]')) {
    const before = typed.find(({ key }) => key === keyOf(element));
    if (!before) continue;
    const field = element.querySelector('[data-field]');
    if (field && field.type !== 'file' && before.value !== undefined) field.value = before.value;
    if (before.selected) select(element, JSON.parse(before.selected), false);
    for (const choice of element.querySelectorAll('[data-choice]')) {
      choice.checked = before.checked.includes(choice.value);
    }
  }
}

/** @param {boolean} isWhole  The whole stack, or only the view on top. */
async function closeView(isWhole) {
  const viewId = modal.querySelector('[data-view]')?.dataset.view;
  if (viewId) await post('close', { viewId, isWhole }).catch(() => {});
  await refreshModal();
}

export function listenToModals() {
  if (modal.querySelector('[data-view]')) modal.showModal();
  modal.addEventListener('cancel', (event) => {
    event.preventDefault();
    void closeView(false);
  });
  modal.addEventListener('click', (event) => {
    const closer = event.target.closest('[data-close-view]');
    if (closer) void closeView(closer.dataset.closeView === 'all');
  });
  modal.addEventListener('submit', async (event) => {
    event.preventDefault();
    const view = event.target;
    const button = view.querySelector('button[type="submit"]');
    if (!button || button.disabled) return;
    button.disabled = true;
    button.setAttribute('aria-busy', 'true');
    try {
      await post('submit', { viewId: view.dataset.view, fields: readFields(view) });
    } catch {
      // The toast has said it; the form stays as it is.
    } finally {
      button.disabled = false;
      button.removeAttribute('aria-busy');
      await refreshModal();
    }
  });
}
