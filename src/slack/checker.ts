import { BLOCKS } from './checker/blocks.ts';
import { plainText } from './checker/composition.ts';
import {
  boolean,
  byType,
  isObject,
  list,
  object,
  oneOf,
  type Problem,
  report,
  type Surface,
  string,
  type Walk,
} from './checker/rules.ts';

export type { Problem, Surface } from './checker/rules.ts';

// Slack's limits. https://docs.slack.dev/reference/block-kit and the reference of each method.
const MESSAGE_BLOCKS = 50;
const VIEW_BLOCKS = 100;
/** Longer text is cut at ten times this, and refused by chat.update. */
const TEXT_LIMIT = 4_000;
/** Undocumented: Slack answers `msg_blocks_too_long` from about 13,200 characters over all blocks (slackapi/bolt-js#2509). */
const BLOCKS_LIMIT = 13_000;
const VIEW_LIMIT_BYTES = 250_000;

/**
 * What Slack would refuse or mangle in a message: the pointer of each problem begins with `/text` or `/blocks`.
 * Never throws, whatever is given; takes well under a millisecond for a message of ordinary size.
 */
export function checkMessage(message: { text?: unknown; blocks?: unknown }): Problem[] {
  return carefully('message', (walk) => {
    if (!isObject(message)) return report(walk, '', 'must provide an object');
    const { text, blocks } = message;
    // Notifications and screen readers read the text; Slack itself only warns where there are blocks.
    if (text === undefined || (typeof text === 'string' && text.trim() === '')) {
      report(walk, '/text', 'missing required field: text');
    } else string(TEXT_LIMIT)(text, '/text', walk);
    if (blocks === undefined) return;
    // No blocks at all is a message of text alone.
    walkBlocks(blocks, '/blocks', walk, { max: MESSAGE_BLOCKS, min: 0 });
    if (lengthOf(blocks) > BLOCKS_LIMIT) {
      report(
        walk,
        '/blocks',
        `msg_blocks_too_long: must be less than ${BLOCKS_LIMIT + 1} characters`,
      );
    }
  });
}

/** What Slack would refuse in blocks that stand on `surface`, with pointers that begin with `/blocks`. */
export function checkBlocks(blocks: unknown, surface: Surface): Problem[] {
  const max = surface === 'message' ? MESSAGE_BLOCKS : VIEW_BLOCKS;
  return carefully(surface, (walk) => walkBlocks(blocks, '/blocks', walk, { max, min: 1 }));
}

const blocksOfView = list(byType(BLOCKS), VIEW_BLOCKS, 0);
const common = {
  private_metadata: string(3000, 0),
  callback_id: string(255, 0),
  external_id: string(255, 0),
};
const modal = object({
  required: { type: oneOf('modal'), title: plainText(24), blocks: blocksOfView },
  optional: {
    ...common,
    close: plainText(24),
    submit: plainText(24),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
  also(view, pointer, walk) {
    if (view['submit'] !== undefined || !Array.isArray(view['blocks'])) return;
    const index = view['blocks'].findIndex((block) => isObject(block) && block['type'] === 'input');
    if (index < 0) return;
    report(
      walk,
      `${pointer}/blocks/${index}/input`,
      'must define `submit` to use an `input` block in modals',
    );
  },
});
const home = object({ required: { type: oneOf('home'), blocks: blocksOfView }, optional: common });

/** What Slack would refuse in a modal or a Home tab, with pointers that begin with `/view`. Never throws. */
export function checkView(view: unknown): Problem[] {
  const surface = isObject(view) && view['type'] === 'home' ? 'home' : 'modal';
  return carefully(surface, (walk) => {
    byType({ modal, home })(view, '/view', walk);
    if (lengthOf(view) > VIEW_LIMIT_BYTES) {
      report(walk, '/view', `must be less than ${VIEW_LIMIT_BYTES} bytes`);
    }
  });
}

function walkBlocks(
  blocks: unknown,
  pointer: string,
  walk: Walk,
  { max, min }: { max: number; min: number },
): void {
  list(byType(BLOCKS), max, min)(blocks, pointer, walk);
}

function carefully(surface: Surface, look: (walk: Walk) => void): Problem[] {
  const walk: Walk = {
    surface,
    problems: [],
    blockIds: new Set(),
    actionIds: new Set(),
    counts: new Map(),
  };
  try {
    look(walk);
  } catch {
    // A loop, a getter that throws, a BigInt: nothing that could be sent as JSON.
    report(walk, '', 'must be valid JSON');
  }
  return walk.problems;
}

function lengthOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}
