import { isObject, type Json, type JsonObject, ownValue, textOr } from '../json.ts';
import type { Template } from '../template.ts';
import type { EntityInput, Field, Form, FormPage, Input, Values } from './form.ts';
import { inTime } from './in-time.ts';
import { inputOf } from './input-of.ts';
import { MOST_FIELDS, pageTooLong, whyNotInModal } from './not-in-modal.ts';
import { listOf, resolve } from './resolve.ts';
import { helpOf, textsIn, titleOf, typeOf, uiOf } from './ui.ts';

/** A field with the schema that its value has to fulfil. */
export type Asked = { field: Field; schema: JsonObject };

/** The form of a template for what is filled in; `team` (a ref) stands where an owner is asked for. One page a page of the template. */
export function formOf(
  template: Pick<Template, 'pages' | 'secrets'>,
  values: Values,
  { team = null }: { team?: string | null } = {},
): Form {
  const pages = template.pages.map((page) => pageOf(page, values, team));
  const secrets = furtherSecrets(template.secrets, pages);
  return { pages: secrets ? [...pages, secrets] : pages };
}

function pageOf(page: JsonObject, values: Values, team: string | null): FormPage {
  const fields = askedOn(page, values).map(({ field }) => withTeam(field, team));
  const shown = fields.filter(({ isHidden }) => !isHidden).length;
  return {
    title: textOr(page['title'], '').trim() || null,
    description: textOr(page['description'], '').trim() || null,
    fields:
      shown <= MOST_FIELDS
        ? fields
        : fields.map((field, at) =>
            at < MOST_FIELDS
              ? field
              : { ...field, notInModal: field.notInModal ?? pageTooLong(shown) },
          ),
  };
}

/** What a page asks for with the values given, in the order of the form. @throws UserError where its definitions unfold without end. */
export function askedOn(page: JsonObject, values: Values): Asked[] {
  return inTime(() =>
    askedOf(page, {
      value: values,
      path: [],
      titles: [],
      root: page,
      isAlways: true,
      default: undefined,
    }),
  );
}

type Around = {
  value: Json | undefined;
  path: readonly string[];
  /** Of the objects around. */
  titles: readonly string[];
  root: JsonObject;
  /** Whether the object is there in any case, so that what it requires is required. */
  isAlways: boolean;
  /** What an object around gives for this one. */
  default: Json | undefined;
};

const MAX_DEPTH = 8;

function askedOf(schema: JsonObject, around: Around): Asked[] {
  const { schema: found, controlling } = resolve(schema, around);
  const required = new Set(listOf(found['required']));
  return inOrder(found).flatMap(([name, stated]) => {
    const property = isObject(stated) ? stated : {};
    if (stated === false || property['backstage:featureFlag'] !== undefined) return [];
    const value = ownValue(around.value, name);
    const path = [...around.path, name];
    const inside = resolve(property, { value, root: around.root }).schema;
    const isWanted = around.isAlways && required.has(name);
    const standard = inside['default'] ?? inside['const'] ?? ownValue(around.default, name);
    const title = titleOf(inside, name);
    if (isGroup(inside) && path.length < MAX_DEPTH)
      return askedOf(property, {
        value,
        path,
        titles: [...around.titles, title],
        root: around.root,
        isAlways: isWanted || value !== undefined,
        default: standard,
      });
    const field = fieldOf(inside, {
      path,
      title: [...around.titles, title].join(': '),
      root: around.root,
      standard,
    });
    return [
      {
        field: { ...field, isRequired: isWanted, isControlling: controlling.has(name) },
        schema: inside,
      },
    ];
  });
}

/** Whether its properties are asked for one by one. */
function isGroup(schema: JsonObject): boolean {
  const isMap = isObject(schema['properties']) && Object.keys(schema['properties']).length > 0;
  return isMap && typeOf(schema) === 'object' && schema['enum'] === undefined;
}

function fieldOf(
  schema: JsonObject,
  {
    path,
    title,
    root,
    standard,
  }: { path: readonly string[]; title: string; root: JsonObject; standard: Json | undefined },
): Omit<Field, 'isRequired' | 'isControlling'> {
  const input = inputOf(schema, root);
  const isFixed = schema['const'] !== undefined;
  const marks = [uiOf(schema, 'readonly'), uiOf(schema, 'disabled'), schema['readOnly']];
  return {
    path,
    title,
    help: helpOf(schema),
    placeholder: textOr(uiOf(schema, 'placeholder'), '').trim() || null,
    isReadOnly: isFixed || marks.includes(true),
    isHidden: uiOf(schema, 'widget') === 'hidden',
    default: standard,
    input,
    notInModal: whyNotInModal(input, schema),
  };
}

/** `ui:order`, with `*` for all that it does not name. */
function inOrder(schema: JsonObject): [string, Json][] {
  const properties = Object.entries(isObject(schema['properties']) ? schema['properties'] : {});
  const order = textsIn(uiOf(schema, 'order'));
  if (order.length === 0) return properties;
  const rest = order.includes('*') ? order.indexOf('*') : order.length;
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : rest);
  return properties.toSorted(([a], [b]) => place(a) - place(b));
}

function withTeam(field: Field, team: string | null): Field {
  const isOpen = team !== null && field.default === undefined && !field.isReadOnly;
  return isOpen && asksForOwner(field) ? { ...field, default: team } : field;
}

/** Whether it asks who will own what is made: for a team, under a name that says so or for teams and people alone. */
export function asksForOwner({ path, input }: Pick<Field, 'path' | 'input'>): boolean {
  if (input.kind !== 'entity' || input.isMany) return false;
  if (input.among === 'my-groups') return true;
  const isCalledOwner = /owner|team/i.test(path.at(-1) ?? '');
  return isForTeams(input) && (isCalledOwner || input.defaultKind?.toLowerCase() === 'group');
}

function isForTeams({ filter }: EntityInput): boolean {
  const kinds = filter.flatMap(({ kind }) => (Array.isArray(kind) ? kind : []));
  const isLimited = filter.length > 0 && filter.every(({ kind }) => Array.isArray(kind));
  return (
    isLimited &&
    kinds.some((kind) => /^group$/i.test(kind)) &&
    kinds.every((kind) => /^(?:group|user)$/i.test(kind))
  );
}

/** Secrets that the template names and no field of its pages asks for. */
function furtherSecrets(schema: JsonObject | null, pages: readonly FormPage[]): FormPage | null {
  const properties = schema?.['properties'];
  if (!schema || !isObject(properties)) return null;
  const known = new Set(pages.flatMap(({ fields }) => fields.flatMap(secretNames)));
  const required = new Set(listOf(schema['required']));
  const input: Input = { kind: 'secret' };
  const fields = Object.entries(properties).flatMap(([name, stated]): Field[] => {
    if (known.has(name)) return [];
    const property = isObject(stated) ? stated : {};
    const field = fieldOf(
      { ...property, 'ui:field': 'Secret' },
      { path: [name], title: titleOf(property, name), root: schema, standard: undefined },
    );
    return [{ ...field, input, isRequired: required.has(name), isControlling: false }];
  });
  return fields.length > 0 ? { title: 'Secrets', description: null, fields } : null;
}

function secretNames({ path, input }: Field): string[] {
  return input.kind === 'secret' ? [path.at(-1) ?? ''] : [];
}
