import type { Env, MarkdownIt, StateBlock } from 'markdown-it';
import { createFenceEnds } from '../fence-ends.ts';
import { lineAt } from './indented.ts';

type BlockRule = (state: StateBlock, start: number, last: number, silent: boolean) => boolean;

const known = new WeakMap<Env, ReturnType<typeof createFenceEnds>>();

/** Code between marks, where the second stands. */
export function closedFences(md: MarkdownIt): void {
  const rule = md.block.ruler.getRules('').find(({ name }) => name === 'fence') as BlockRule;
  md.block.ruler.at(
    'fence',
    (state, start, last, silent) => {
      const mark = /^(?:`{3,}|~{3,})/.exec(lineAt(state, start) ?? '')?.[0];
      if (!mark || !endsOf(state)(start, mark)) return false;
      return rule(state, start, last, silent);
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
}

function endsOf(state: StateBlock): ReturnType<typeof createFenceEnds> {
  const found = known.get(state.env) ?? createFenceEnds(state.src.split('\n'));
  known.set(state.env, found);
  return found;
}
