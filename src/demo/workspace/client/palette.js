import { activate, active, folded, moveActive } from './popover.js';

// Dialogs to find something by name: a channel to jump to, a person to be.

/** @param {string} id  Of the dialog; what is open closes first. */
export function openPalette(id) {
  const dialog = document.getElementById(id);
  if (dialog.open) return dialog.close();
  for (const other of document.querySelectorAll('dialog.palette[open]')) other.close();
  const field = dialog.querySelector('input');
  field.value = '';
  narrow(dialog);
  dialog.showModal();
  field.focus();
}

/** @param {HTMLDialogElement} dialog */
function narrow(dialog) {
  const field = dialog.querySelector('input');
  const wanted = folded(field.value.replace(/^[#@]/, ''));
  const entries = [...dialog.querySelectorAll('[role="option"]')];
  for (const entry of entries) {
    entry.hidden = !folded(entry.textContent).includes(wanted);
    entry.parentElement.hidden = entry.hidden;
  }
  // A name that begins with the letters comes before one that only holds them.
  const best = entries
    .filter((entry) => !entry.hidden)
    .findIndex((entry) => folded(entry.querySelector('.row-name').textContent).startsWith(wanted));
  activate(dialog, field, Math.max(0, best));
  dialog.querySelector('.palette-none').hidden = entries.some((entry) => !entry.hidden);
}

export function listenToPalettes() {
  for (const dialog of document.querySelectorAll('dialog.palette')) {
    const field = dialog.querySelector('input');
    dialog.addEventListener('input', () => narrow(dialog));
    dialog.addEventListener('keydown', (event) => {
      if (moveActive(event, dialog, field) || event.key !== 'Enter') return;
      event.preventDefault();
      active(dialog)?.click();
    });
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog || event.target.closest('a')) dialog.close();
    });
  }
}
