import type { ModalView } from '@slack/types';
import { type Html, html } from '../../../html.ts';
import type { Workspace } from '../../slack/model.ts';
import { drawBlocks } from '../blocks/draw.ts';
import { plain } from '../mrkdwn.ts';
import type { Scene } from '../scene.ts';
import { icon } from './icons.ts';

/** The topmost modal of a person; nothing when none is open. */
export function drawModal(slack: Workspace, scene: Scene): Html {
  const stack = slack.as(scene.me).views();
  const open = stack.at(-1);
  if (!open) return html``;
  const view = open.view as ModalView;
  const id = `view-${open.id}`;
  const { '': trouble, ...errors } = open.errors;
  return html`<form class="modal" novalidate data-view="${open.id}" data-hash="${open.hash}" data-place="${JSON.stringify({ kind: 'view', viewId: open.id })}" aria-labelledby="${id}-title" data-testid="modal">
    <header class="modal-head">
      ${stack.length > 1 ? html`<button type="button" class="icon-button" data-close-view aria-label="Back">${icon('back')}</button>` : html`<span class="modal-mark" aria-hidden="true"></span>`}
      <h2 id="${id}-title">${plain(view.title.text, { emoji: view.title.emoji ?? true })}</h2>
      <button type="button" class="icon-button" data-close-view="all" aria-label="Close">${icon('close')}</button>
    </header>
    <div class="modal-body" tabindex="-1">
      ${trouble && html`<p class="block alert error" role="alert">${trouble}</p>`}
      <div class="blocks">${drawBlocks(view.blocks, scene, { id, errors })}</div>
    </div>
    <footer class="modal-foot">
      <button type="button" class="button" data-close-view>${view.close?.text ?? 'Cancel'}</button>
      ${view.submit && html`<button type="submit" class="button primary">${view.submit.text}</button>`}
    </footer>
  </form>`;
}
