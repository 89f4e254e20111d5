import type { Json, JsonObject } from '../json.ts';

// What a template asks for, as plain data. The file of the same name in slack/ makes a modal of it, the one in http/pages/ a web form.

/** What was filled in so far, nested as the parameters are. */
export type Values = JsonObject;

export type Form = { pages: readonly FormPage[] };

export type FormPage = {
  title: string | null;
  description: string | null;
  /** Those that are asked for with the values given; conditions are resolved. */
  fields: readonly Field[];
};

export type Field = {
  /** Where its value stands in the parameters: `['component', 'name']`. */
  path: readonly string[];
  title: string;
  help: string | null;
  placeholder: string | null;
  isRequired: boolean;
  isReadOnly: boolean;
  /** Kept and sent, never shown (`ui:widget: hidden`). */
  isHidden: boolean;
  /** Other fields come and go with its value. */
  isControlling: boolean;
  /** From the schema; undefined where it states none. */
  default: Json | undefined;
  input: Input;
  /** Why a modal cannot ask for it; null where it can. The web form can ask for everything. */
  notInModal: string | null;
};

export type Choice = { value: Json; label: string };

export type Input =
  | {
      kind: 'text';
      isLong: boolean;
      minLength: number | null;
      maxLength: number | null;
      format: 'email' | 'uri' | null;
      /** Suggestions: anything else may be typed too. */
      examples: readonly string[];
      /** A password among the parameters: not shown while it is typed, and no secret either. */
      isConcealed?: true;
    }
  | { kind: 'number'; isWhole: boolean; minimum: number | null; maximum: number | null }
  | { kind: 'flag' }
  | { kind: 'choice'; look: 'select' | 'radio'; options: readonly Choice[] }
  | { kind: 'choices'; options: readonly Choice[]; minItems: number; maxItems: number | null }
  /** Several words of one's own, one a line. */
  | { kind: 'list'; of: 'text' | 'number'; minItems: number; maxItems: number | null }
  | { kind: 'date' }
  | { kind: 'time' }
  | { kind: 'date-time' }
  | EntityInput
  | { kind: 'entity-name' }
  | { kind: 'tags'; kinds: readonly string[] }
  | RepositoryInput
  | { kind: 'secret' }
  /** A paragraph; nothing is asked. */
  | { kind: 'note' }
  /** An object or a list of objects that is typed as YAML. */
  | { kind: 'structure' };

export type EntityInput = {
  kind: 'entity';
  isMany: boolean;
  /** Backstage's filters: any of them, all keys of one. Empty: every entity. */
  filter: readonly Readonly<Record<string, readonly string[] | 'exists'>>[];
  /** Whose entities: all of the catalog, those the asker owns, the groups the asker is in. */
  among: 'all' | 'owned' | 'my-groups';
  defaultKind: string | null;
  defaultNamespace: string;
  isAnythingAllowed: boolean;
  maxItems: number | null;
};

/** The value is Backstage's: `github.com?owner=o&repo=r`. */
export type RepositoryInput = {
  kind: 'repository';
  hosts: readonly string[];
  /** Empty: the organisation Callboard reads. */
  owners: readonly string[];
  /** Empty: any name. */
  repositories: readonly string[];
};

/** Something wrong with what was filled in, in words; `path` is empty where it is the whole page. */
export type FormError = {
  path: readonly string[];
  message: string;
  /** Worth a second look, and no reason to refuse: a name that is too close to another. `start` does not mind it. */
  isWarning?: true;
};
