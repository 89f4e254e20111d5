import type { TextObject } from '@slack/types';
import { type Html, html } from '../../../html.ts';
import { mrkdwn, plain } from '../mrkdwn.ts';
import type { Scene } from '../scene.ts';

/** A text object: mrkdwn is parsed, plain text never is. */
export function drawText(text: TextObject, scene: Scene): Html {
  if (text.type === 'mrkdwn') return mrkdwn(text.text, scene, { verbatim: text.verbatim ?? false });
  if (text.type === 'plain_text') return plain(text.text, { emoji: text.emoji ?? false });
  return undrawable(String((text as { type?: unknown }).type), 'text');
}

/** What stands in place of something this page does not know, so that a gap is seen and never silent. */
export function undrawable(type: string, what = 'block'): Html {
  return html`<div class="undrawable" role="note">Cannot draw ${type} (${what})</div>`;
}
