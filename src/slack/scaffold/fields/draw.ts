import type { Checkboxes, KnownBlock } from '@slack/types';
import type { Field, FormError } from '../../../scaffolder/form/form.ts';
import type { Json } from '../../../scaffolder/json.ts';
import { bold, context, escaped, plain, section } from '../../blocks.ts';
import { elementOf, option } from './element.ts';
import { anywayIdOf, blockIdOf } from './ids.ts';
import { inputBlock } from './input-block.ts';
import { FIELD_LIMITS, obstacleTo } from './limits.ts';
import { repositoryBlocks } from './repository-blocks.ts';
import { shownValue } from './shown.ts';
import type { FieldWorld } from './world.ts';

/** A field as blocks of a modal: what is asked, and below it what was found wrong with it. */
export function fieldBlocks(
  field: Field,
  {
    value,
    said,
    world,
  }: { value: Json | undefined; said: readonly FormError[]; world: FieldWorld },
): KnownBlock[] {
  if (field.isHidden) return [];
  return [...asked(field, value, world), ...said.flatMap((error) => verdict(field, error))];
}

function asked(field: Field, value: Json | undefined, world: FieldWorld): KnownBlock[] {
  if (field.input.kind === 'note') return [section(noteText(field))];
  if (field.isReadOnly) {
    const shown = value === undefined ? 'nothing' : shownValue(field, value, world);
    return [section(`${bold(field.title)}\n${escaped(shown, 1_000)}`)];
  }
  const obstacle = obstacleTo(field, value);
  if (obstacle)
    return [context([`${bold(field.title)} is not asked here: ${escaped(obstacle, 300)}`])];
  if (field.input.kind === 'repository')
    return repositoryBlocks(field, field.input, { value, places: world.places });
  const element = elementOf(field, value, world);
  return [inputBlock(field, { blockId: blockIdOf(field.path), element })];
}

function noteText({ title, help }: Field): string {
  const text = help ? escaped(help, 2_500) : '';
  return title ? `${bold(title)}${text && `\n${text}`}` : text || '–';
}

/** What is wrong, below the field it is wrong with; a warning comes with a box that says: do it all the same. */
function verdict(field: Field, { message, isWarning }: FormError): KnownBlock[] {
  const line = context([`${isWarning ? ':warning:' : ':no_entry:'} ${escaped(message, 1_000)}`]);
  if (!isWarning) return [line];
  const box: Checkboxes = {
    type: 'checkboxes',
    action_id: 'anyway',
    options: [option('Create it all the same', 'yes')],
  };
  const block_id = anywayIdOf(field.path, message);
  const label = plain('No, this is another one', FIELD_LIMITS.label);
  return [line, { type: 'input', block_id, label, element: box }];
}
