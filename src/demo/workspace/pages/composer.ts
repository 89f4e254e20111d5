import { type Html, html } from '../../../html.ts';
import { icon } from './icons.ts';

/** In an archived channel nobody can write: it says so in the composer's place. */
export const ARCHIVED = html`<p class="archived muted">This channel is archived. Nothing can be said here any more.</p>`;

/** Where a person writes: Enter sends, Shift+Enter breaks the line, @, # and / offer names. */
export function drawComposer(options: {
  label: string;
  channel: string;
  thread?: string;
  /** What the app offers wherever one writes. */
  shortcuts?: readonly { name: string; callback_id: string }[];
}): Html {
  const id = `composer-${options.thread ? 'thread' : 'main'}`;
  return html`<form class="composer" data-composer data-channel="${options.channel}" data-thread-ts="${options.thread ?? ''}">
    <textarea id="${id}" rows="1" placeholder="${options.label}" aria-label="${options.label}" data-testid="${id}" aria-autocomplete="list" aria-haspopup="listbox" aria-controls="${id}-names" autocomplete="off"></textarea>
    <div class="composer-bar">
      <button type="button" class="hint-button" data-insert="@" aria-label="Mention somebody">@</button>
      <button type="button" class="hint-button" data-insert="#" aria-label="Name a channel">#</button>
      <button type="button" class="hint-button" data-insert="/" aria-label="Use a slash command">/</button>
      ${(options.shortcuts ?? []).map(({ name, callback_id: callback }) => html`<button type="button" class="hint-button" data-shortcut="${callback}" aria-label="${name}" title="${name}">${icon('bolt')}</button>`)}
      <span class="keys" aria-hidden="true"><kbd>Enter</kbd> to send, <kbd>Shift</kbd> <kbd>Enter</kbd> for a new line</span>
      <button type="submit" class="send" aria-label="Send">${icon('send')}</button>
    </div>
    <div class="listbox names" id="${id}-names" role="listbox" aria-label="Suggestions" popover="manual"></div>
  </form>`;
}
