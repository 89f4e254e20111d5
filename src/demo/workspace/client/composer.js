import { focusLastMessage, say } from './messages.js';
import { directory, look } from './page-state.js';
import { activate, active, close, folded, moveActive, openAt } from './popover.js';

// Writing: Enter sends, Shift+Enter breaks the line; @, # and / offer names. A draft stays with its channel or thread.

const OFFERED = 8;

/** @param {HTMLFormElement} form */
function draftKey(form) {
  return `callboard.draft ${look.as} ${form.dataset.channel} ${form.dataset.threadTs}`;
}

/** Gives composers that just came their drafts. @param {ParentNode} host */
export function restoreDrafts(host) {
  for (const form of host.querySelectorAll('[data-composer]')) {
    const field = form.querySelector('textarea');
    field.value = sessionStorage.getItem(draftKey(form)) ?? '';
    grow(field);
  }
}

/** @param {HTMLTextAreaElement} field */
function grow(field) {
  field.style.height = 'auto';
  // A pane that is not shown yet has no heights.
  if (field.scrollHeight > 0)
    field.style.height = `${Math.min(field.scrollHeight, innerHeight * 0.4)}px`;
  field.closest('form').classList.toggle('is-empty', field.value.trim() === '');
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const field = form.querySelector('textarea');
  const text = field.value;
  if (text.trim() === '') return;
  field.value = '';
  sessionStorage.removeItem(draftKey(form));
  grow(field);
  hide(form);
  const list = form.closest('.pane').querySelector('[data-list]');
  list.scrollTop = list.scrollHeight;
  try {
    await say({ channel: form.dataset.channel, text, thread: form.dataset.threadTs });
  } catch {
    if (field.value === '') field.value = text;
    grow(field);
  }
}

/** What is being named at the caret: the mark, the letters behind it and where it begins. @param {HTMLTextAreaElement} field */
function nameAtCaret(field) {
  const before = field.value.slice(0, field.selectionStart);
  const command = /^\/[\w-]*$/.exec(before);
  if (command) return { mark: '/', letters: command[0], from: 0 };
  const name = /(?:^|[\s(])([@#])([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]*)?)$/u.exec(before);
  if (!name) return null;
  return { mark: name[1], letters: name[2], from: before.length - name[2].length - 1 };
}

/** @param {string} mark @param {string} letters @returns {{ text: string, detail: string }[]} */
function namesFor(mark, letters) {
  const wanted = folded(letters);
  const begins = ({ name }) => folded(name).startsWith(wanted);
  if (mark === '/') {
    return directory.commands
      .filter(({ name }) => name.startsWith(letters))
      .map(({ name, usage, description }) => ({
        text: name,
        detail: [usage, description].filter(Boolean).join(' – '),
      }));
  }
  if (mark === '#') {
    return directory.channels
      .filter(({ name }) => folded(name).includes(wanted))
      .map(({ name, topic }) => ({ text: `#${name}`, detail: topic }));
  }
  return directory.people
    .filter(
      ({ name, handle }) =>
        folded(handle).startsWith(wanted) || ` ${folded(name)}`.includes(` ${wanted}`),
    )
    .toSorted(
      (a, b) =>
        Number(b.isBot) - Number(a.isBot) ||
        Number(begins(b)) - Number(begins(a)) ||
        a.name.localeCompare(b.name),
    )
    .map(({ name, title, isBot }) => ({ text: `@${name}`, detail: isBot ? 'App' : title }));
}

/** @param {HTMLFormElement} form */
function offer(form) {
  const field = form.querySelector('textarea');
  const list = form.querySelector('.names');
  const named = nameAtCaret(field);
  const names = named ? namesFor(named.mark, named.letters).slice(0, OFFERED) : [];
  const isDone =
    names.length === 1 &&
    names[0].text === `${named.mark === '/' ? '' : named.mark}${named.letters}`;
  if (names.length === 0 || isDone) return hide(form);
  list.replaceChildren(
    ...names.map(({ text, detail }, at) => {
      const option = document.createElement('div');
      option.setAttribute('role', 'option');
      option.id = `${list.id}-${at}`;
      option.dataset.text = text;
      const shown = document.createElement('span');
      shown.textContent = text;
      const more = document.createElement('span');
      more.className = 'muted';
      more.textContent = detail;
      option.append(shown, more);
      return option;
    }),
  );
  openAt(list, form, { isAbove: true });
  activate(list, field, 0);
}

/** @param {HTMLFormElement} form */
function hide(form) {
  const field = form.querySelector('textarea');
  close(form.querySelector('.names'));
  field.removeAttribute('aria-activedescendant');
}

/** @param {HTMLFormElement} form @param {HTMLElement} option */
function take(form, option) {
  const field = form.querySelector('textarea');
  const named = nameAtCaret(field);
  if (!named) return;
  field.setRangeText(`${option.dataset.text} `, named.from, field.selectionStart, 'end');
  field.focus();
  changed(form);
  hide(form);
}

/** @param {HTMLFormElement} form */
function changed(form) {
  const field = form.querySelector('textarea');
  grow(field);
  sessionStorage.setItem(draftKey(form), field.value);
}

/** @param {KeyboardEvent} event @param {HTMLFormElement} form */
function typed(event, form) {
  const list = form.querySelector('.names');
  const isOpen = list.matches(':popover-open');
  if (event.isComposing) return;
  if (isOpen && (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && active(list)) {
    event.preventDefault();
    take(form, active(list));
  } else if (isOpen && event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    hide(form);
  } else if (isOpen && moveActive(event, list, event.target)) {
    // The arrow key moved in the list.
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    void send(form);
  } else if (event.key === 'ArrowUp' && event.target.value === '') {
    event.preventDefault();
    focusLastMessage(form);
  }
}

export function listenToComposers() {
  document.addEventListener('submit', (event) => {
    if (!event.target.matches('[data-composer]')) return;
    event.preventDefault();
    void send(event.target);
    event.target.querySelector('textarea').focus();
  });
  document.addEventListener('input', (event) => {
    const form = event.target.closest('[data-composer]');
    if (!form) return;
    changed(form);
    offer(form);
  });
  document.addEventListener('keydown', (event) => {
    const form = event.target.matches?.('[data-composer] textarea') && event.target.form;
    if (form) typed(event, form);
  });
  document.addEventListener('focusout', (event) => {
    const form = event.target.matches('[data-composer] textarea') && event.target.form;
    if (form) hide(form);
  });
  document.addEventListener('mousedown', (event) => {
    const option = event.target.closest('[data-composer] [role="option"]');
    if (!option) return;
    event.preventDefault();
    take(option.closest('form'), option);
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-insert]');
    if (!button) return;
    const form = button.closest('form');
    const field = form.querySelector('textarea');
    const mark = button.dataset.insert;
    const isApart =
      field.selectionStart === 0 || /\s$/.test(field.value.slice(0, field.selectionStart));
    if (mark === '/') field.value = '/';
    else
      field.setRangeText(
        isApart ? mark : ` ${mark}`,
        field.selectionStart,
        field.selectionEnd,
        'end',
      );
    field.focus();
    changed(form);
    offer(form);
  });
}
