import type { MiddlewareHandler } from 'hono';
import { raw } from 'hono/html';
import { NONCE, secureHeaders } from 'hono/secure-headers';
import { type Html, html } from '../html.ts';

export type Nonced = { Variables: { secureHeadersNonce?: string } };

/** No scripts, and forms that lead nowhere else. */
export function pageHeaders(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: [NONCE],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    // The form is checked by where it comes from, so the browser has to say it.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: false,
  });
}

/** One page of the pretend GitHub, with a link back to the workspace. */
export function drawGitHubPage({
  title,
  what,
  body,
  nonce,
}: {
  title: string;
  /** "A pull request". */
  what: string;
  body: Html;
  nonce: string;
}): Html {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style nonce="${nonce}">${raw(STYLE)}</style></head><body>
<header class="banner"><strong>Demo – not GitHub.</strong> ${what} of the pretend GitHub in this process. <a href="/demo/slack">The workspace</a></header>
<main>${body}</main></body></html>`;
}

const STYLE = `:root{color-scheme:light dark;--ink:light-dark(#1b2430,#e6eaee);--muted:light-dark(#5a6573,#9aa6b3);--line:light-dark(#e1e6eb,#2a323a);--accent:light-dark(#0c6b66,#52c4b9);--link:light-dark(#0a5fb4,#74b6f5)}
body{margin:0;background:light-dark(#fff,#15191d);color:var(--ink);font:15px/1.5 -apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
.banner{background:#0d2625;color:#dbe9e7;text-align:center;padding:6px;font-size:13px}.banner a{color:#fff}.banner strong{color:#f2b24c}
main{max-width:860px;margin:24px auto;padding:0 20px;overflow-wrap:anywhere}h1{font-size:24px;margin:0 0 8px}h2{font-size:15px;margin:24px 0 6px}h3{font-size:14px;margin:16px 0 4px}
.muted{color:var(--muted);font-weight:400;margin:0}.state{border-radius:99px;padding:2px 10px;color:#fff;background:#1a7441}.state.merged{background:#6b3fa0}.state.closed{background:#b3261e}
pre{border:1px solid var(--line);border-radius:8px;padding:10px;overflow-x:auto;font:13px/1.5 ui-monospace,Menlo,Consolas,monospace}.body{white-space:pre-wrap}
.diff span{display:block}.new{background:light-dark(#e5f5ec,#16301f)}.gone{background:light-dark(#fdecea,#38201f)}.gap{color:var(--muted)}
form{border-top:1px solid var(--line);margin-top:24px;padding-top:16px}label{display:block;margin-bottom:8px}input,select,button{font:inherit;padding:6px 10px;border-radius:6px;border:1px solid var(--line);color:inherit;background:light-dark(#fff,#1e242a)}input{width:min(100%,420px)}
button{cursor:pointer;font-weight:600}.merge{background:#1a7441;color:#fff}a{color:var(--link)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:12px 0}dt{color:var(--muted)}dd{margin:0}ul.files{list-style:none;padding:0;margin:0;border:1px solid var(--line);border-radius:8px}.files li{padding:4px 12px;border-top:1px solid var(--line);font:13px/1.6 ui-monospace,Menlo,Consolas,monospace}.files li:first-child{border-top:0}`;
