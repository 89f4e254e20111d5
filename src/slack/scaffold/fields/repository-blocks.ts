import type { KnownBlock } from '@slack/types';
import type { Field, RepositoryInput } from '../../../scaffolder/form/form.ts';
import {
  placesFor,
  type RepositoryPlace,
  readRepositoryUrl,
} from '../../../scaffolder/form/repository-place.ts';
import type { Json } from '../../../scaffolder/json.ts';
import { external, initial, option, select, typedElement, WHILE_TYPING } from './element.ts';
import { blockIdOf } from './ids.ts';
import { inputBlock } from './input-block.ts';
import { FIELD_LIMITS } from './limits.ts';

/** GitHub's own limit for the name of a repository. */
const NAME_LENGTH = 100;

/** Of whom the repository is, where there is a choice, and its name. */
export function repositoryBlocks(
  field: Field,
  input: RepositoryInput,
  { value, places: own }: { value: Json | undefined; places: readonly RepositoryPlace[] },
): KnownBlock[] {
  const held = readRepositoryUrl(value);
  const places = placesFor(input, own);
  const only = places.length === 1 ? places[0] : null;
  const hint = [field.help, only && `In ${only.host}/${only.owner}.`].filter(Boolean).join(' ');
  return [
    ...(only ? [] : [ownerBlock(field, places, held)]),
    inputBlock(field, {
      blockId: blockIdOf(field.path),
      element: nameElement(field, input, held.name),
      hint,
    }),
  ];
}

function ownerBlock(
  field: Field,
  places: readonly RepositoryPlace[],
  held: RepositoryPlace,
): KnownBlock {
  const blockId = blockIdOf(field.path, 'owner');
  const asked: Field = { ...field, placeholder: null, help: null };
  const label = `${field.title}: owner`;
  if (places.length === 0) {
    const element = typedElement(asked, 'plain_text_input', {
      max_length: NAME_LENGTH,
      ...initial('initial_value', held.owner),
    });
    return inputBlock(asked, { blockId, element, label, hint: 'A user or an organisation.' });
  }
  const options = places.map((place, at) => option(labelOf(place, places), String(at)));
  const at = places.findIndex(({ host, owner }) => host === held.host && owner === held.owner);
  const chosen = initial('initial_option', options[at]);
  const element =
    places.length > FIELD_LIMITS.options
      ? external(asked, 'external_select', chosen)
      : select(asked, 'static_select', { options, ...chosen });
  return inputBlock(asked, { blockId, element, label });
}

/** The host is said where there are several. */
export function labelOf(
  { host, owner }: RepositoryPlace,
  among: readonly RepositoryPlace[],
): string {
  return among.some((other) => other.host !== host) ? `${host}/${owner}` : owner;
}

function nameElement(field: Field, { repositories }: RepositoryInput, held: string): object {
  if (repositories.length === 0)
    return typedElement(field, 'plain_text_input', {
      max_length: NAME_LENGTH,
      ...WHILE_TYPING,
      ...initial('initial_value', held),
    });
  const options = repositories.map((one, at) => option(one, String(at)));
  const chosen = initial('initial_option', options[repositories.indexOf(held)]);
  return repositories.length > FIELD_LIMITS.options
    ? external(field, 'external_select', chosen)
    : select(field, 'static_select', { options, ...chosen });
}
