import type { KnownBlock } from '@slack/types';
import { subjectOf } from '../pictures/describe.ts';
import type { GraphModel } from '../pictures/graph-model.ts';
import { actions, bold, name, sections } from './blocks.ts';
import { showSelect } from './controls.ts';

/** A menu scrolls, but nobody looks through more. */
const PICKS = 40;

/** A picture with a line above it, and a menu to open what it shows. */
export function drawGraphView(model: GraphModel, picture: KnownBlock): KnownBlock[] {
  const others = model.nodes.filter(({ ref }) => ref !== model.focus.ref);
  const picker = showSelect.element(
    'Show one of them…',
    others
      .filter(({ presence }) => presence === 'known')
      .slice(0, PICKS)
      .map(({ ref, label }) => ({ label, value: ref })),
  );
  const { levels } = model.options;
  const far = `${levels} ${levels === 1 ? 'level' : 'levels'}`;
  return [
    ...sections([`${bold(model.focus.label)} — ${name(`${subjectOf(model)}, ${far}`, 300)}`]),
    picture,
    ...(picker ? [actions([picker])] : []),
  ];
}
