import type { KnownBlock } from '@slack/types';
import type { Field } from '../../scaffolder/form/form.ts';
import { blockIdOf } from './fields/ids.ts';

// Whether a view would show anything else: where it would not, no call is made.

export function isSameView(before: readonly KnownBlock[], after: readonly KnownBlock[]): boolean {
  return idsOf(after) === idsOf(before) && saidIn(after) === saidIn(before);
}

export function areSameFields(a: readonly Field[], b: readonly Field[]): boolean {
  const paths = (fields: readonly Field[]) => fields.map(({ path }) => blockIdOf(path)).join('\n');
  return paths(a) === paths(b);
}

function idsOf(blocks: readonly KnownBlock[]): string {
  return blocks.map(({ type, block_id: id }) => (type === 'input' ? id : type)).join('\n');
}

/** The words of the lines below fields; Slack sends blocks back with fields of its own. */
function saidIn(blocks: readonly KnownBlock[]): string {
  return blocks
    .flatMap((block) => (block.type === 'context' ? block.elements : []))
    .map((element) => ('text' in element ? element.text : ''))
    .join('\n');
}
