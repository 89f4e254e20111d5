import { type Html, html } from '../../../html.ts';

const PATHS = {
  hash: html`<path d="M6 2.5 4.5 13.5M11.5 2.5 10 13.5M2.5 5.5h11M2.5 10.5h11"></path>`,
  lock: html`<rect x="3.5" y="7" width="9" height="6.5" rx="1.5"></rect><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"></path>`,
  chevron: html`<path d="m4 6 4 4 4-4"></path>`,
  back: html`<path d="M10 3 5 8l5 5"></path>`,
  close: html`<path d="m4 4 8 8M12 4l-8 8"></path>`,
  dots: html`<circle class="solid" cx="3.5" cy="8" r="1.2"></circle><circle class="solid" cx="8" cy="8" r="1.2"></circle><circle class="solid" cx="12.5" cy="8" r="1.2"></circle>`,
  menu: html`<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"></path>`,
  send: html`<path d="M2.5 13.5 14 8 2.5 2.5 4.5 8zM4.5 8H14"></path>`,
  reply: html`<path d="M2.5 3.5h11v7.5h-6L4.5 13.5V11h-2z"></path>`,
  inspect: html`<path d="m5 4.5-3 3.5 3 3.5M11 4.5l3 3.5-3 3.5M9.2 3 6.8 13"></path>`,
  search: html`<circle cx="7" cy="7" r="4.2"></circle><path d="m10.2 10.2 3.3 3.3"></path>`,
  eye: html`<path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z"></path><circle cx="8" cy="8" r="2"></circle>`,
  check: html`<path d="m3 8.5 3.2 3.2L13 4.8"></path>`,
  alert: html`<path d="M8 2 14.5 13.5h-13zM8 6.5v3M8 11.6v.2"></path>`,
  copy: html`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"></rect><path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2"></path>`,
  file: html`<path d="M4 1.5h5L12.5 5v9.5H4zM9 1.5V5h3.5"></path>`,
  who: html`<circle cx="6" cy="5.2" r="2.7"></circle><path d="M1.5 13.5c.4-2.8 2.1-4.3 4.5-4.3 1 0 1.9.3 2.6.8M11 9.8c0-1 .7-1.5 1.4-1.5s1.4.5 1.4 1.3c0 1-1.4 1.1-1.4 2.2M12.4 14v.2"></path>`,
  bolt: html`<path d="M9 1.5 3.5 9H7.5L6.8 14.5 12.5 7H8.5z"></path>`,
  home: html`<path d="M2.5 7.5 8 2.5l5.5 5M4 6.5v7h8v-7"></path>`,
  trash: html`<path d="M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4"></path>`,
  up: html`<path d="M5 7.5 7.5 2c1.2 0 1.8.8 1.6 2L8.8 6H13l-1 7H5zM5 7.5H2.5V13H5"></path>`,
  down: html`<path d="M11 8.5 8.5 14c-1.2 0-1.8-.8-1.6-2l.3-2H3l1-7h7zM11 8.5h2.5V3H11"></path>`,
};

export type IconName = keyof typeof PATHS;

/** A line icon in the colour of the text beside it; it says nothing to a screen reader. */
export function icon(name: IconName): Html {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`;
}
