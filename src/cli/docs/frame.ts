import { type Html, html, nothing } from '../../html.ts';

/** Names of what all pages of a folder share; a new content has a new name. */
export type Shared = {
  style: string;
  script: string;
  find: string;
  icon: string;
  /** The frame that draws diagrams and the script that asks it to; null where no page has one. */
  diagrams: { frame: string; script: string } | null;
};

/** Nothing but what lies beside the page is loaded, and no script of a document runs. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
].join('; ');

/** A whole page of a static site. `to` is the address of a shared file from it. */
export function drawStatic({
  title,
  siteTitle,
  home,
  main,
  shared,
  to,
  canonical = null,
  hasSearch = true,
  hasDiagrams = false,
}: {
  title: string;
  siteTitle: string;
  /** Where the name in the header leads. */
  home: string;
  main: Html;
  shared: Shared;
  to: (file: string) => string;
  canonical?: string | null;
  hasSearch?: boolean;
  hasDiagrams?: boolean;
}): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === siteTitle ? title : `${title} · ${siteTitle}`}</title>
<link rel="icon" href="${to(shared.icon)}" type="image/svg+xml">
<link rel="stylesheet" href="${to(shared.style)}">
${canonical ? html`<link rel="canonical" href="${canonical}">\n` : nothing}${hasSearch ? html`<script src="${to(shared.find)}" defer></script>\n` : nothing}<script src="${to(shared.script)}" defer></script>
${drawDiagramScript()}</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top"><a class="brand" href="${home}"><img src="${to(shared.icon)}" alt="" width="22" height="22">${siteTitle}</a></header>
<main id="main" tabindex="-1">${main}</main>
</body>
</html>
`;

  function drawDiagramScript(): Html {
    if (!hasDiagrams || !shared.diagrams) return nothing;
    const { frame, script } = shared.diagrams;
    return html`<script src="${to(script)}" data-frame="${to(frame)}" defer></script>\n`;
  }
}
