// Shows diagrams as pictures. What draws them is large, and what it is given was written by anybody: it works in a frame that may do nothing
// else, has no part in this page, and hands out SVG, which a picture shows without running it. Until then, and without it, the source stands there.
(() => {
  const PATIENCE = 15_000;
  const LARGEST = 2_000_000;
  const { frame: address } = document.currentScript.dataset;
  const sources = [...document.querySelectorAll('.doc-body pre.mermaid')];
  // A page that was opened as a file has no frame that loads anything: the sources stay.
  if (!address || sources.length === 0 || location.protocol === 'file:') return;

  const frame = document.createElement('iframe');
  frame.className = 'diagram-frame';
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  frame.src = address;

  let isSilent = false;

  /** One question at a time, as the frame draws one at a time. Null where it cannot; who took too long once is asked no more. */
  function draw(source, theme) {
    if (isSilent) return null;
    return new Promise((resolve) => {
      const done = (svg) => {
        clearTimeout(timer);
        removeEventListener('message', hear);
        resolve(svg);
      };
      const hear = ({ source: from, data }) => {
        if (from !== frame.contentWindow || typeof data?.svg !== 'string') return;
        done(data.svg.startsWith('<svg') && data.svg.length < LARGEST ? data.svg : null);
      };
      const timer = setTimeout(() => {
        isSilent = true;
        done(null);
      }, PATIENCE);
      addEventListener('message', hear);
      // Its origin is that of nobody, so that none can be named.
      frame.contentWindow.postMessage({ source, theme }, '*');
    });
  }

  function picture(svg, theme, words) {
    const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    const className = `diagram-${theme}`;
    return Object.assign(document.createElement('img'), { src: url, alt: words, className });
  }

  /** The pictures for light and dark in place of the source, which can still be unfolded. */
  async function show(pre) {
    const source = pre.textContent;
    const light = await draw(source, 'light');
    const dark = light && (await draw(source, 'dark'));
    if (!light || !dark) return false;
    const said = /^\s*(?:accTitle|title)\s*:?\s*(.{1,200})$/m.exec(source)?.[1];
    const words = said ? `Diagram: ${said}` : 'Diagram; its source follows';
    const figure = document.createElement('figure');
    figure.className = 'diagram';
    const fold = document.createElement('details');
    const summary = document.createElement('summary');
    summary.textContent = 'Source of the diagram';
    pre.replaceWith(figure);
    fold.append(summary, pre);
    figure.append(picture(light, 'light', words), picture(dark, 'dark', words), fold);
    return true;
  }

  frame.addEventListener(
    'load',
    async () => {
      for (const pre of sources) {
        if (await show(pre)) continue;
        const note = document.createElement('p');
        note.className = 'diagram-note';
        note.textContent = 'This diagram cannot be drawn. Its source:';
        pre.before(note);
      }
      frame.remove();
    },
    { once: true },
  );
  document.body.append(frame);
})();
