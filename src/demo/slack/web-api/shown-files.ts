import { z } from 'zod';
import type { Problem } from '../model.ts';
import type { State } from '../state.ts';

const PICTURES = /\.(?:png|jpe?g|gif)$/i;

/** What Slack says against the files that blocks show: they must be pictures of this app, uploaded to the end and ready. */
export function fileProblems(state: State, blocks: readonly unknown[]): Problem[] {
  return blocks.flatMap((block, index) => {
    const id = SlackFile.safeParse(block).data?.slack_file.id;
    if (id === undefined) return [];
    const file = state.files.get(id);
    const isKnown = file?.isComplete && PICTURES.test(file.name);
    if (isKnown && file.looksUntilReady <= 0) return [];
    if (file?.isComplete) file.looksUntilReady -= 1;
    return [{ pointer: `/blocks/${index}/slack_file`, message: 'invalid slack file' }];
  });
}

const SlackFile = z.object({ slack_file: z.object({ id: z.string() }) });
