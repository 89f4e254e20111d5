import type { ImageBlock, ImageElement } from '@slack/types';
import { type Html, html, safeImageUrl } from '../../../html.ts';
import type { Stage } from './stage.ts';

/** A picture by address or from Slack's files; one whose address is not to be trusted shows what it would say. */
export function picture(
  image: ImageElement | ImageBlock,
  className: string,
  { files }: Pick<Stage, 'files'>,
): Html {
  const file = 'slack_file' in image ? image.slack_file : undefined;
  if (file && 'id' in file && file.id) {
    const url = `${files}${encodeURIComponent(file.id)}`;
    // Opens as large as it is, as in Slack.
    return html`<a href="${url}" target="_blank" rel="noopener"><img class="${className}" src="${url}" alt="${image.alt_text}"></a>`;
  }
  const url = 'image_url' in image ? safeImageUrl(image.image_url) : null;
  if (!url)
    return html`<span class="${className} missing" role="img" aria-label="${image.alt_text}">${image.alt_text}</span>`;
  return html`<img class="${className}" src="${url}" alt="${image.alt_text}" loading="lazy" referrerpolicy="no-referrer">`;
}
