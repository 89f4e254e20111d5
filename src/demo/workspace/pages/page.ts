import { raw } from 'hono/html';
import { type Html, html } from '../../../html.ts';

/** In the order they apply: the narrow screen has the last word. */
const STYLES = [
  'base',
  'avatar',
  'layout',
  'sidebar',
  'messages',
  'composer',
  'attachments',
  'inspect',
  'dialogs',
  'blocks',
  'elements',
  'rich-text',
  'tables',
  'frames',
  'narrow',
];

/**
 * A button of a message whose action id begins so says its value in the visitor's name, or runs it as a slash command,
 * instead of telling the app: the welcome's suggestions.
 */
export const SAY_ACTION = 'demo.say';

export type Command = { name: string; usage: string; description: string };

/** What the script needs to offer names while somebody types. */
export type Directory = {
  me: string;
  people: { name: string; handle: string; title: string; isBot: boolean }[];
  channels: { name: string; topic: string }[];
  commands: readonly Command[];
};

/** The whole page. `base` is where it is mounted; `nonce` lets its own script run and no other. */
export function drawPage(page: {
  title: string;
  base: string;
  nonce: string;
  directory: Directory;
  /** Other pages of the same process, shown in the banner. */
  links: readonly { label: string; url: string }[];
  /** What time it is, and where it can be moved to; empty where it cannot. */
  clock: Html;
  sidebar: Html;
  main: Html;
  aside: Html;
  modal: Html;
  dialogs: Html;
}): Html {
  // `<` is the one character that could end a script element from within.
  const directory = raw(JSON.stringify(page.directory).replaceAll('<', '\\u003c'));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<link rel="icon" href="${page.base}/static/icon.svg" type="image/svg+xml">
${STYLES.map((name) => html`<link rel="stylesheet" href="${page.base}/static/${name}.css">`)}
</head>
<body data-base="${page.base}" data-say-action="${SAY_ACTION}">
<a class="skip" href="#main">Skip to the conversation</a>
<header class="banner"><strong>Demo workspace – not Slack.</strong> <span>Everything here happens in one process: a real bot, a real catalog, a pretend chat.</span> ${page.links.map(({ label, url }) => html`<a href="${url}">${label}</a>`)}<span class="clock" id="clock" role="group" aria-label="The time in the demo" data-testid="clock">${page.clock}</span></header>
<div class="shell">
<nav class="sidebar" id="sidebar" aria-label="Channels and direct messages">${page.sidebar}</nav>
<main id="main" tabindex="-1">${page.main}</main>
<aside id="aside" aria-label="Details">${page.aside}</aside>
</div>
<dialog class="modal-dialog" id="modal">${page.modal}</dialog>
<dialog class="confirm-dialog" id="confirm"></dialog>
${page.dialogs}
<div class="toasts" id="toasts" role="status" aria-live="polite"></div>
<noscript><p class="toast">This page needs JavaScript to send messages and press buttons.</p></noscript>
<script type="application/json" id="directory">${directory}</script>
<script type="module" nonce="${page.nonce}" src="${page.base}/static/main.js"></script>
</body>
</html>`;
}
