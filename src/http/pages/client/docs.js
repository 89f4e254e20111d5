// What pages of docs gain from a script: results while somebody types, the place in the contents, copying. Without it they work all the same.
// It is no module, because a page that was built into a folder is opened as a file, where browsers load none.
(() => {
  const TYPING_PAUSE = 90;

  /** A page that was built into a folder brings its own search; a live page asks the server. Either answers markup, or null. A heading called so is known by the same name, and is no function. */
  const find =
    typeof globalThis.findInDocs === 'function'
      ? globalThis.findInDocs
      : async (form, signal) => {
          const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
          const response = await fetch(address, { headers: { 'X-Part': 'panel' }, signal });
          return response.ok ? response.text() : null;
        };

  /** Shows what is found below the field, to be gone through with the arrows. */
  function searchWhileTyping(form) {
    const field = form.querySelector('input[type="search"]');
    const panel = Object.assign(document.createElement('div'), {
      className: 'docs-panel',
      hidden: true,
    });
    let asking = null;
    let pause;
    form.append(panel);

    async function ask() {
      asking?.abort();
      const mine = new AbortController();
      asking = mine;
      if (!field.value.trim()) {
        panel.hidden = true;
        return;
      }
      try {
        const markup = await find(form, mine.signal);
        if (mine.signal.aborted || markup === null) return;
        panel.replaceChildren(
          ...new DOMParser().parseFromString(markup, 'text/html').body.childNodes,
        );
        panel.hidden = false;
      } catch {
        // Whoever types on asks again; Enter leads to the page of results.
      }
    }

    const hits = () => [...panel.querySelectorAll('[data-hit]')];

    function step(by) {
      const all = [field, ...hits()];
      const at = Math.max(0, all.indexOf(document.activeElement));
      all[(at + by + all.length) % all.length].focus();
    }

    field.addEventListener('input', () => {
      clearTimeout(pause);
      pause = setTimeout(() => void ask(), TYPING_PAUSE);
    });
    field.addEventListener('focus', () => {
      if (panel.childElementCount > 0 && field.value.trim()) panel.hidden = false;
    });
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !panel.hidden) {
        field.focus();
        panel.hidden = true;
        event.preventDefault();
      }
      if (panel.hidden || !['ArrowDown', 'ArrowUp'].includes(event.key)) return;
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1);
    });
    document.addEventListener('pointerdown', (event) => {
      if (!form.contains(event.target)) panel.hidden = true;
    });
    form.addEventListener('focusout', (event) => {
      if (event.relatedTarget && !form.contains(event.relatedTarget)) panel.hidden = true;
    });
  }

  /** Marks in the contents which section is read: the last whose heading has come near the top. */
  function followContents(nav) {
    const links = [...nav.querySelectorAll('a[href^="#"]')];
    const headings = links.map((link) =>
      document.getElementById(decodeURIComponent(link.hash.slice(1))),
    );
    let isDue = false;
    function mark() {
      isDue = false;
      const line = Math.min(180, innerHeight / 3);
      const isAtEnd =
        scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
      let here = -1;
      for (const [at, heading] of headings.entries())
        if (heading && (heading.getBoundingClientRect().top <= line || isAtEnd)) here = at;
      for (const [at, link] of links.entries())
        if (at === here) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
    }
    addEventListener(
      'scroll',
      () => {
        if (isDue) return;
        isDue = true;
        requestAnimationFrame(mark);
      },
      { passive: true },
    );
    mark();
  }

  /** Lets the text of a block of code be copied, without its line numbers. */
  function offerCopy(pre) {
    const holder = pre.closest('.code') ?? pre;
    const button = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'copy',
      textContent: 'Copy',
    });
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(pre.textContent.replace(/\n$/, ''));
      button.textContent = 'Copied';
      setTimeout(() => {
        button.textContent = 'Copy';
      }, 1500);
    });
    holder.append(button);
  }

  for (const form of document.querySelectorAll('[data-find]')) searchWhileTyping(form);
  for (const nav of document.querySelectorAll('[data-contents] nav')) followContents(nav);
  if (navigator.clipboard)
    for (const pre of document.querySelectorAll('.doc-body .code pre')) offerCopy(pre);

  // Browsers that cannot show what is folded by style alone unfold it here.
  const wide = matchMedia('(min-width: 1101px)');
  const unfold = () => {
    for (const fold of document.querySelectorAll('[data-menu], [data-contents]'))
      if (wide.matches) fold.open = true;
      else if (!fold.contains(document.activeElement)) fold.open = false;
  };
  wide.addEventListener('change', unfold);
  unfold();

  // What is wider than the page is scrolled, also with the keys.
  for (const box of document.querySelectorAll('.doc-body :is(pre, .table)'))
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.setAttribute('role', 'region');
      box.setAttribute('aria-label', box.matches('pre') ? 'Code' : 'Table');
    }

  document.querySelector('.docs-nav [aria-current]')?.scrollIntoView({ block: 'nearest' });
})();
