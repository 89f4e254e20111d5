// What the page looks at. The address holds it, so that a reload and the back button show the same.

/**
 * @typedef {{ as: string, channel: string, tab: string, thread: string, inspect: string }} Look
 * @typedef {{ me: string,
 *   people: { name: string, handle: string, title: string, isBot: boolean }[],
 *   channels: { name: string, topic: string }[],
 *   commands: { name: string, usage: string, description: string }[] }} Directory
 */

/** @type {Directory} */
export const directory = JSON.parse(document.getElementById('directory')?.textContent ?? '{}');
export const base = document.body.dataset.base ?? '';
const REMEMBERED = 'callboard.demo.as';

/** @type {Look} */
export const look = { as: directory.me, channel: '', tab: 'messages', thread: '', inspect: '' };

/** Takes the look from the address; on the first page the channel is the one the server chose, who also takes names. */
export function readAddress(isFirst = false) {
  const query = new URLSearchParams(location.search);
  const pane = document.querySelector('[data-pane="main"]');
  look.channel = isFirst
    ? (pane?.getAttribute('data-channel') ?? '')
    : (query.get('channel') ?? '');
  look.tab = query.get('tab') ?? 'messages';
  look.thread = query.get('thread') ?? '';
  look.inspect = query.get('inspect') ?? '';
}

/** The look as a query, without what is empty or usual. */
export function query() {
  const params = new URLSearchParams({ as: look.as, channel: look.channel });
  if (look.tab !== 'messages') params.set('tab', look.tab);
  if (look.thread) params.set('thread', look.thread);
  if (look.inspect) params.set('inspect', look.inspect);
  return params.toString();
}

/** Writes the look into the address; `isNew` makes a step for the back button. */
export function writeAddress(isNew = false) {
  const address = `?${query()}`;
  if (isNew && address !== location.search) history.pushState(null, '', address);
  else history.replaceState(null, '', address);
}

/** Who you are outlives the tab: an address that names nobody becomes the one you were. True while the page goes there. */
export function rememberPerson() {
  const asked = new URLSearchParams(location.search).get('as');
  const remembered = localStorage.getItem(REMEMBERED);
  if (!asked && remembered && remembered !== look.as) {
    localStorage.removeItem(REMEMBERED);
    location.replace(`?as=${encodeURIComponent(remembered)}`);
    return true;
  }
  localStorage.setItem(REMEMBERED, look.as);
  return false;
}
