import type { ImageBlock, ImageElement } from '@slack/types';
import { type Html, html, safeImageUrl } from '../../../html.ts';

/** A picture by address; one that lies in Slack's files, or whose address is not to be trusted, shows what it would say. */
export function picture(image: ImageElement | ImageBlock, className: string): Html {
  const url = 'image_url' in image ? safeImageUrl(image.image_url) : null;
  if (!url)
    return html`<span class="${className} missing" role="img" aria-label="${image.alt_text}">${image.alt_text}</span>`;
  return html`<img class="${className}" src="${url}" alt="${image.alt_text}" loading="lazy" referrerpolicy="no-referrer">`;
}
