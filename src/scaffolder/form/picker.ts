import { isObject, type Json, type JsonObject, textOr } from '../json.ts';
import type { EntityInput, Input } from './form.ts';
import { listOf } from './resolve.ts';
import { numberOr, optionsOf, textsIn } from './ui.ts';

/** Backstage's own fields: https://backstage.io/docs/features/software-templates/ui-options-examples */
export const PICKERS = [
  'EntityPicker',
  'MultiEntityPicker',
  'OwnerPicker',
  'OwnedEntityPicker',
  'MyGroupsPicker',
  'EntityNamePicker',
  'EntityTagsPicker',
  'RepoUrlPicker',
  'RepoOwnerPicker',
  'RepoBranchPicker',
  'Secret',
] as const;
export type Picker = (typeof PICKERS)[number];

export function isPicker(field: unknown): field is Picker {
  return PICKERS.some((picker) => picker === field);
}

/** What a field of Backstage asks for. */
export function pickerInput(picker: Picker, schema: JsonObject): Input {
  const options = optionsOf(schema);
  switch (picker) {
    case 'EntityPicker':
      return entityInput(schema, { filter: filterOf(options, []) });
    case 'MultiEntityPicker':
      return entityInput(schema, { filter: filterOf(options, []), isMany: true });
    case 'OwnerPicker':
      return entityInput(schema, {
        filter: filterOf(options, ['Group', 'User']),
        defaultKind: textOr(options['defaultKind'], 'Group'),
      });
    case 'OwnedEntityPicker':
      return entityInput(schema, { filter: filterOf(options, []), among: 'owned' });
    case 'MyGroupsPicker':
      return entityInput(schema, {
        filter: filterOf({}, ['Group']),
        among: 'my-groups',
        defaultKind: 'Group',
        isAnythingAllowed: false,
      });
    case 'EntityNamePicker':
      return { kind: 'entity-name' };
    case 'EntityTagsPicker':
      return { kind: 'tags', kinds: textsIn(options['kinds']) };
    case 'RepoUrlPicker':
      return {
        kind: 'repository',
        hosts: namesIn(options['allowedHosts']),
        owners: namesIn(options['allowedOwners']),
        repositories: namesIn(options['allowedRepos']),
      };
    case 'RepoOwnerPicker':
    case 'RepoBranchPicker':
      return PLAIN;
    case 'Secret':
      return { kind: 'secret' };
  }
}

/** A form renders no expressions: one in a list of names names nothing. */
function namesIn(list: Json | undefined): string[] {
  return textsIn(list).filter((name) => !name.includes('{{'));
}

const PLAIN: Input = {
  kind: 'text',
  isLong: false,
  minLength: null,
  maxLength: null,
  format: null,
  examples: [],
};

function entityInput(schema: JsonObject, special: Partial<EntityInput>): EntityInput {
  const options = optionsOf(schema);
  return {
    kind: 'entity',
    isMany: schema['type'] === 'array',
    filter: [],
    among: 'all',
    defaultKind: textOr(options['defaultKind'], null),
    // `false` only says that lists show the namespace.
    defaultNamespace: textOr(options['defaultNamespace'], 'default'),
    isAnythingAllowed: options['allowArbitraryValues'] !== false,
    maxItems: numberOr(schema['maxItems'], null),
    ...special,
  };
}

/** `catalogFilter`, one or several; else `allowedKinds`, which is the older word for a filter of kinds. */
function filterOf(options: JsonObject, kinds: readonly string[]): EntityInput['filter'] {
  const stated = options['catalogFilter'];
  const list = Array.isArray(stated) ? listOf(stated) : stated === undefined ? [] : [stated];
  const read = list.filter(isObject).map(readFilter);
  if (read.some((one) => Object.keys(one).length > 0)) return read;
  const allowed = textsIn(options['allowedKinds']);
  const kind = allowed.length > 0 ? allowed : kinds;
  return kind.length > 0 ? [{ kind }] : [];
}

function readFilter(filter: JsonObject): EntityInput['filter'][number] {
  const conditions = Object.entries(filter).flatMap(([key, value]) => {
    const condition = conditionOf(value);
    return condition === null ? [] : [[key, condition] as const];
  });
  return Object.fromEntries(conditions);
}

function conditionOf(value: Json): readonly string[] | 'exists' | null {
  if (isObject(value)) return value['exists'] === true ? 'exists' : null;
  const values = (Array.isArray(value) ? value : [value]).filter((one) => one !== null);
  return values.length > 0 ? values.map(String) : null;
}
