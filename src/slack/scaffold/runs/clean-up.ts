import type { ModalView } from '@slack/types';
import type { RunReport } from '../../../scaffolder/runs/run.ts';
import { context, link, name, section, sections } from '../../blocks.ts';
import { cleanUpModal } from '../controls.ts';
import { words } from './draw.ts';

const SHOWN = 40;

/** Names what will be removed, for somebody to say yes to. */
export function cleanUpView({ id: run, created }: RunReport): ModalView {
  const lines = created
    .slice(0, SHOWN)
    .map(({ kind, name: of, url }) => `• ${words(kind)} ${url ? link(url, of) : name(of)}`);
  const more = created.length - lines.length;
  return cleanUpModal.view({
    title: 'Clean up',
    submit: 'Remove all of it',
    metadata: JSON.stringify({ run }),
    blocks: [
      section('*This is removed, and it cannot be undone:*'),
      ...sections(lines),
      ...(more > 0 ? [context([`and ${more} more`])] : []),
    ],
  });
}
