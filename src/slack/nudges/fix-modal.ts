import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { FixPreview } from '../../scorecards/fixes/fixes.ts';
import type { ShownLine } from '../../scorecards/nudges/shown.ts';
import { defineModal, defineSelect } from '../actions.ts';
import { actions, bold, context, escaped, name, section } from '../blocks.ts';
import { openLink } from '../controls.ts';
import { codeOf } from '../diff-block.ts';
import { Filled } from './filled.ts';
import { drawn, lineChoices } from './inputs.ts';
import type { LabelOf } from './parts.ts';

export const fixModal = defineModal('nudge-fix', Filled);
/** Which of several; its change is shown. */
export const mendSelect = defineSelect('nudge-mend', z.string().min(1));
export const MendState = z.object({ nudge: z.string(), finding: z.string() });
export type MendState = z.infer<typeof MendState>;

/** The change a pull request would make, to be read before it is opened. */
export function fixView({
  state,
  lines,
  preview,
  labelOf,
}: {
  state: MendState;
  /** What can be mended so. */
  lines: readonly ShownLine[];
  preview: FixPreview;
  labelOf: LabelOf;
}): ModalView {
  const line = lines.find(({ finding }) => finding === state.finding);
  return fixModal.view({
    title: 'Open PR',
    ...(preview.kind === 'planned' && { submit: 'Open pull request' }),
    metadata: JSON.stringify(state),
    blocks: [
      ...picker(state, lines, labelOf),
      ...(line
        ? [section(`So that ${bold(labelOf(line.ref), 80)} passes ${bold(line.title, 150)}`)]
        : []),
      ...previewBlocks(preview),
    ],
  });
}

function picker(state: MendState, lines: readonly ShownLine[], labelOf: LabelOf): KnownBlock[] {
  const options = drawn(lineChoices(lines, labelOf));
  const initial = options.find(({ value }) => value === state.finding);
  if (options.length < 2 || !initial) return [];
  const select = {
    type: 'static_select' as const,
    action_id: mendSelect.id,
    options,
    initial_option: initial,
  };
  return [{ ...actions([select]), block_id: 'mend' }];
}

function previewBlocks(preview: FixPreview): KnownBlock[] {
  if (preview.kind === 'stuck') {
    const open = preview.url ? openLink.element({ text: 'Open it' }, preview.url) : null;
    const sentence = `${preview.reason} ${preview.nextStep}`;
    return [section(escaped(sentence, 2_000)), ...(open ? [actions([open])] : [])];
  }
  const { title, repository, path, change } = preview;
  const head = section(`${bold(title, 200)}\n${name(path, 200)} of ${name(repository, 100)}`);
  if (change.kind === 'diff')
    return [head, ...(change.lines.length > 0 ? [codeOf(change.lines)] : []), FOOT];
  if (change.kind === 'unread')
    return [head, context(['I read the file when I open the pull request.']), FOOT];
  const sentence =
    change.kind === 'same'
      ? 'The file says so already; the check follows within minutes.'
      : `${change.reason} ${change.nextStep}`;
  return [head, section(escaped(sentence, 2_000))];
}

const FOOT = context(['It is opened in your name, and merged by whoever may merge there.']);
