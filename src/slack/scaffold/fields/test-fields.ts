import type { Field, Input } from '../../../scaffolder/form/form.ts';
import type { FieldWorld } from './world.ts';

/** A field of a form, for tests. */
export function field(input: Input, over: Partial<Field> = {}): Field {
  return {
    path: ['thing'],
    title: 'Thing',
    help: null,
    placeholder: null,
    isRequired: false,
    isReadOnly: false,
    isHidden: false,
    isControlling: false,
    default: undefined,
    input,
    notInModal: null,
    ...over,
  };
}

export const TEXT: Input & { kind: 'text' } = {
  kind: 'text',
  isLong: false,
  minLength: null,
  maxLength: null,
  format: null,
  examples: [],
};

export const ENTITY: Input & { kind: 'entity' } = {
  kind: 'entity',
  isMany: false,
  filter: [],
  among: 'all',
  defaultKind: null,
  defaultNamespace: 'default',
  isAnythingAllowed: false,
  maxItems: null,
};

export const REPOSITORY: Input & { kind: 'repository' } = {
  kind: 'repository',
  hosts: [],
  owners: [],
  repositories: [],
};

export function choices(count: number, label = (at: number) => `Choice ${at}`) {
  return Array.from({ length: count }, (_, at) => ({ value: `value-${at}`, label: label(at) }));
}

export const WORLD: FieldWorld = {
  labelOf: (ref) => ref.replace(/^.*\//, ''),
  places: [{ host: 'github.com', owner: 'acme' }],
};
