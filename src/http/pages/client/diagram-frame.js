// Draws what the page around it sends, in a frame that reaches nothing.
(() => {
  const FONT =
    '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  let count = 0;

  async function draw(source, theme) {
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: 'strict',
      theme: theme === 'dark' ? 'dark' : 'neutral',
      darkMode: theme === 'dark',
      fontFamily: FONT,
      // In a picture there is no HTML.
      htmlLabels: false,
      flowchart: { htmlLabels: false },
      class: { htmlLabels: false },
      maxTextSize: 20_000,
      maxEdges: 300,
      suppressErrorRendering: true,
      secure: [
        'secure',
        'securityLevel',
        'startOnLoad',
        'maxTextSize',
        'maxEdges',
        'suppressErrorRendering',
        'htmlLabels',
        'flowchart',
        'class',
        'fontFamily',
        'themeCSS',
        'altFontFamily',
        'dompurifyConfig',
      ],
    });
    count += 1;
    const { svg } = await mermaid.render(`diagram-${count}`, source);
    return sized(svg);
  }

  /** A picture is as large as it says, not as the page is wide. */
  function sized(svg) {
    const holder = document.createElement('div');
    holder.innerHTML = svg;
    const drawn = holder.querySelector('svg');
    const { width, height } = drawn.viewBox.baseVal;
    drawn.setAttribute('width', Math.ceil(width));
    drawn.setAttribute('height', Math.ceil(height));
    drawn.style.maxWidth = 'none';
    return new XMLSerializer().serializeToString(drawn);
  }

  addEventListener('message', async ({ source: from, data }) => {
    if (from !== parent) return;
    let svg = '';
    try {
      svg = await draw(String(data.source), data.theme);
    } catch {
      // What is no diagram stays as it is written.
    }
    parent.postMessage({ svg }, '*');
  });
})();
