// What forms of templates and pages of runs gain from a script: fields that come and go at once, pickers that are filled while somebody
// types, dry runs that leave the secrets where they are, and runs that move. Without it they work all the same.

const TYPING_PAUSE = 150;

async function send(form, deed, more = {}, part = 'fill') {
  const data = new URLSearchParams(new FormData(form));
  data.set('do', deed);
  for (const [name, value] of Object.entries(more)) data.set(name, value);
  return fetch(form.action, { method: 'POST', headers: { 'X-Part': part }, body: data });
}

function parse(text) {
  return new DOMParser().parseFromString(text, 'text/html');
}

/** Puts a part in the place of the old one; what had the focus and what was unfolded stays so. */
function exchange(old, next) {
  if (!next) return old;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const again =
    focused &&
    (focused.id
      ? `#${CSS.escape(focused.id)}`
      : focused.name &&
        `[name="${CSS.escape(focused.name)}"][value="${CSS.escape(focused.value)}"]`);
  const open = [...old.querySelectorAll('details')].map((fold) => fold.open);
  for (const [at, fold] of [...next.querySelectorAll('details')].entries())
    if (open[at]) fold.open = true;
  old.replaceWith(next);
  if (again) next.querySelector(again)?.focus();
  return next;
}

let redrawing = null;

async function redraw(form) {
  redrawing?.abort();
  const mine = new AbortController();
  redrawing = mine;
  const response = await send(form, 'redraw');
  if (!response.ok || mine.signal.aborted) return;
  exchange(document.querySelector('#fill'), parse(await response.text()).querySelector('#fill'));
  prepare();
}

let pause;
async function pick(input) {
  const form = input.form;
  const response = await send(form, 'options', { field: input.dataset.pick, q: input.value });
  if (!response.ok) return;
  const found = await response.json();
  input.list?.replaceChildren(
    ...found.map(({ ref, label, detail }) =>
      Object.assign(document.createElement('option'), {
        value: ref,
        textContent: `${label}, ${detail}`,
      }),
    ),
  );
}

/** A list of pickers always has an empty one. */
function grow(input) {
  const all = [...input.parentElement.querySelectorAll('[data-many]')];
  if (all.at(-1) !== input || !input.value) return;
  const more = input.cloneNode();
  more.value = '';
  more.removeAttribute('value');
  more.setAttribute(
    'aria-label',
    input.getAttribute('aria-label').replace(/\d+$/, String(all.length + 1)),
  );
  input.after(more);
}

addEventListener('change', ({ target }) => {
  if (target.matches?.('[data-redraws]')) void redraw(target.form);
});
addEventListener('input', ({ target }) => {
  if (target.matches?.('[data-many]')) grow(target);
  if (!target.matches?.('[data-pick]')) return;
  clearTimeout(pause);
  pause = setTimeout(() => void pick(target), TYPING_PAUSE);
});

addEventListener('submit', async (event) => {
  const { target: form, submitter } = event;
  if (!submitter?.matches('[data-try]')) {
    // Twice pressed is once sent.
    if (form.dataset.sent) event.preventDefault();
    if (form.matches('[data-review]')) form.dataset.sent = 'yes';
    return;
  }
  event.preventDefault();
  const tried = document.querySelector('#tried');
  submitter.disabled = true;
  tried.setAttribute('aria-busy', 'true');
  const words = submitter.textContent;
  submitter.textContent = 'Trying…';
  try {
    const response = await send(form, 'try', {}, 'tried');
    const text = await response.text();
    if (response.ok) tried.replaceChildren(...parse(text).body.childNodes);
    else exchange(document.querySelector('#fill'), parse(text).querySelector('#fill'));
    prepare();
  } finally {
    tried.removeAttribute('aria-busy');
    submitter.disabled = false;
    submitter.textContent = words;
  }
});
// A page that the browser brings back can be sent again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('[data-sent]')) delete form.dataset.sent;
});

function prepare() {
  document.querySelector('[data-focus]')?.focus();
  for (const button of document.querySelectorAll('.redraw')) button.hidden = true;
}

/** Shows a run as it is whenever it says that something happened. */
function follow(run) {
  let part = run;
  const source = new EventSource(run.dataset.run);
  async function look() {
    const response = await fetch(location.href, { headers: { 'X-Part': 'run' } });
    if (!response.ok) return;
    const next = parse(await response.text()).querySelector('#run');
    const log = part.querySelector('[data-log]');
    const wasAtEnd = !log || log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    // What somebody is about to confirm or write stays as it is.
    if (part.querySelector('.confirm[open], .decide input:focus')) return;
    part = exchange(part, next);
    const shown = part.querySelector('[data-log]');
    if (shown && wasAtEnd) shown.scrollTop = shown.scrollHeight;
  }
  source.addEventListener('change', () => void look());
  source.addEventListener('end', () => {
    source.close();
    void look();
  });
}

prepare();
const run = document.querySelector('[data-run]');
if (run) follow(run);
