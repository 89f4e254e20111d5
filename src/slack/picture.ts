import type { ImageBlock, KnownBlock } from '@slack/types';
import { describeDigest, drawDigest } from '../charts/digest-picture.ts';
import { describeGraph } from '../pictures/describe.ts';
import type { GraphModel } from '../pictures/graph-model.ts';
import { graphPng, type Picture, pngOf } from '../pictures/png.ts';
import type { Digest } from '../scorecards/digest/digest.ts';
import { context, escaped, LIMITS, name, section } from './blocks.ts';
import type { Content } from './message.ts';

/** Stands for the file while a message waits: pictures are uploaded when it is sent. */
const PENDING = 'F00000PENDING';

/** What is drawn for a message: a graph, or the chart of a digest. */
export type Drawable = GraphModel | { kind: 'digest'; digest: Digest; title: string };

/** The drawing in words. */
export function describeDrawable(drawable: Drawable): string {
  return 'digest' in drawable
    ? describeDigest(drawable.digest, drawable.title)
    : describeGraph(drawable);
}

export function drawPng(drawable: Drawable): Promise<Picture> {
  if (!('digest' in drawable)) return graphPng(drawable);
  return pngOf(drawDigest(drawable.digest, { title: drawable.title }));
}

/** What the file is called, by programs and by people. */
export function namesOf(drawable: Drawable): { filename: string; title: string } {
  if ('digest' in drawable) {
    const day = drawable.digest.until.slice(0, 10);
    return { filename: `digest-${day}.png`, title: drawable.title };
  }
  const { ref, label } = drawable.focus;
  return { filename: `graph-of-${ref.replace(/[^\w.-]+/g, '-')}.png`, title: `Graph of ${label}` };
}

export function pendingPicture(drawable: Drawable): ImageBlock {
  return { type: 'image', slack_file: { id: PENDING }, alt_text: describeDrawable(drawable) };
}

/** Whether a picture has to be uploaded for it. */
export function awaitsPicture(content: Content): boolean {
  return content.blocks.some(isPending);
}

/** Another block in place of the picture. */
export function withBlock(content: Content, block: KnownBlock): Content {
  return { ...content, blocks: content.blocks.map((one) => (isPending(one) ? block : one)) };
}

export function withPicture(content: Content, fileId: string): Content {
  const blocks = content.blocks.map(
    (block): KnownBlock => (isPending(block) ? { ...block, slack_file: { id: fileId } } : block),
  );
  return { ...content, blocks };
}

/** The words in place of the picture, and why there is none. */
export function withWords(content: Content, reason: string): Content {
  const words = content.picture
    ? escaped(describeDrawable(content.picture), LIMITS.sectionText)
    : '';
  const why = context([`I could not attach the picture: ${name(reason, 300)}.`]);
  const blocks = content.blocks.flatMap((block): KnownBlock[] =>
    isPending(block) ? [...(words ? [section(words)] : []), why] : [block],
  );
  return { ...content, blocks };
}

function isPending(block: KnownBlock): block is ImageBlock & { slack_file: { id: string } } {
  return (
    block.type === 'image' &&
    'slack_file' in block &&
    block.slack_file !== undefined &&
    'id' in block.slack_file &&
    block.slack_file.id === PENDING
  );
}
