import type { ImageBlock, KnownBlock } from '@slack/types';
import { describeGraph } from '../pictures/describe.ts';
import type { GraphModel } from '../pictures/graph-model.ts';
import { context, escaped, LIMITS, name, section } from './blocks.ts';
import type { Content } from './message.ts';

/** Stands for the file while a message waits: pictures are uploaded when it is sent. */
const PENDING = 'F00000PENDING';

export function pendingPicture(model: GraphModel): ImageBlock {
  return { type: 'image', slack_file: { id: PENDING }, alt_text: describeGraph(model) };
}

/** Whether a picture has to be uploaded for it. */
export function awaitsPicture(content: Content): boolean {
  return content.blocks.some(isPending);
}

export function withPicture(content: Content, fileId: string): Content {
  const blocks = content.blocks.map(
    (block): KnownBlock => (isPending(block) ? { ...block, slack_file: { id: fileId } } : block),
  );
  return { ...content, blocks };
}

/** The words in place of the picture, and why there is none. */
export function withWords(content: Content, reason: string): Content {
  const words = content.picture ? escaped(describeGraph(content.picture), LIMITS.sectionText) : '';
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
