import type { Choice, EntityInput, Field } from '../../../scaffolder/form/form.ts';
import type { Json } from '../../../scaffolder/json.ts';
import { plain } from '../../blocks.ts';
import { FIELD_ACTION } from './ids.ts';
import { FIELD_LIMITS } from './limits.ts';
import { yamlOf } from './structure.ts';
import type { FieldWorld } from './world.ts';

// One Slack element for each kind of input. What it holds at first is what was filled in before, else what the schema says.

const OPTION_TEXT = 75;
const OPTION_VALUE = 150;

export function elementOf(field: Field, value: Json | undefined, world: FieldWorld): object {
  const { input } = field;
  const typed = (type: string, more: object = {}) =>
    typedElement(field, type, { ...initial('initial_value', textOf(value)), ...more });
  switch (input.kind) {
    case 'text':
      return typed(typeOfText(input), input.format ? {} : lengths(input));
    case 'entity-name':
      return typed('plain_text_input', { max_length: 63, ...WHILE_TYPING });
    case 'number':
      return typed('number_input', {
        is_decimal_allowed: !input.isWhole,
        ...initial('min_value', numberText(input.minimum)),
        ...initial('max_value', numberText(input.maximum)),
      });
    case 'flag':
      return flagElement(field, value);
    case 'choice':
      return choiceElement(field, input, value);
    case 'choices':
      return choicesElement(field, input, value);
    case 'list':
      return typed('plain_text_input', {
        multiline: true,
        ...initial('initial_value', Array.isArray(value) ? value.join('\n') : null),
      });
    case 'structure':
      return typed('plain_text_input', {
        multiline: true,
        ...initial('initial_value', value === undefined ? null : yamlOf(value)),
      });
    case 'date':
      return picker('datepicker', 'initial_date', DATE.exec(textOf(value) ?? '')?.[0]);
    case 'time':
      return picker('timepicker', 'initial_time', TIME.exec(textOf(value) ?? '')?.[0]);
    case 'date-time':
      return picker('datetimepicker', 'initial_date_time', secondsOf(value));
    case 'entity':
      return entityElement(field, input, value, world);
    case 'tags':
      return external(field, 'multi_external_select', {
        ...initialOptions(stringsIn(value).map((tag) => option(tag, tag))),
      });
    case 'secret':
    case 'note':
    case 'repository':
      throw new Error(`A field of kind ${input.kind} is not one element.`);
  }
}

/** Slack tells of what is typed, letter by letter or so. */
export const WHILE_TYPING = {
  dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
};
const ON_ENTER = { dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } };

export function typedElement(field: Field, type: string, more: object): object {
  return {
    type,
    action_id: FIELD_ACTION,
    ...(field.isControlling && ON_ENTER),
    ...(field.placeholder && { placeholder: plain(field.placeholder, FIELD_LIMITS.placeholder) }),
    ...more,
  };
}

function typeOfText({ format }: { format: 'email' | 'uri' | null }): string {
  if (format === 'email') return 'email_text_input';
  return format === 'uri' ? 'url_text_input' : 'plain_text_input';
}

function lengths(input: { isLong: boolean; minLength: number | null; maxLength: number | null }) {
  const most = Math.min(input.maxLength ?? FIELD_LIMITS.text, FIELD_LIMITS.text);
  const least = Math.min(input.minLength ?? 0, most);
  return {
    ...(input.isLong && { multiline: true }),
    ...(least > 0 && { min_length: least }),
    ...(input.maxLength !== null && most > 0 && { max_length: most }),
  };
}

function flagElement(field: Field, value: Json | undefined): object {
  if (!field.isRequired) {
    const yes = option('Yes', 'true');
    const held = value === true ? { initial_options: [yes] } : {};
    return { type: 'checkboxes', action_id: FIELD_ACTION, options: [yes], ...held };
  }
  const options = [option('Yes', 'true'), option('No', 'false')];
  const chosen = options.find((one) => one.value === String(value ?? ''));
  return {
    type: 'radio_buttons',
    action_id: FIELD_ACTION,
    options,
    ...initial('initial_option', chosen),
  };
}

type ChoiceField = { options: readonly Choice[] };

function choiceElement(
  field: Field,
  { look, options }: ChoiceField & { look: 'select' | 'radio' },
  value: Json | undefined,
): object {
  const drawn = options.map(choiceOption);
  const at = options.findIndex((one) => isSame(one.value, value));
  const held = initial('initial_option', drawn[at]);
  if (options.length > FIELD_LIMITS.options) return external(field, 'external_select', held);
  if (look === 'radio' && options.length <= FIELD_LIMITS.choices)
    return { type: 'radio_buttons', action_id: FIELD_ACTION, options: drawn, ...held };
  return select(field, 'static_select', { options: drawn, ...held });
}

function choicesElement(
  field: Field,
  { options, maxItems }: ChoiceField & { maxItems: number | null },
  value: Json | undefined,
): object {
  const drawn = options.map(choiceOption);
  const held = initialOptions(
    drawn.filter(
      (_, at) => Array.isArray(value) && value.some((one) => isSame(options[at]?.value, one)),
    ),
  );
  if (options.length <= FIELD_LIMITS.choices)
    return { type: 'checkboxes', action_id: FIELD_ACTION, options: drawn, ...held };
  const most = maxItems !== null && maxItems > 0 ? { max_selected_items: maxItems } : {};
  if (options.length > FIELD_LIMITS.options)
    return external(field, 'multi_external_select', { ...held, ...most });
  return select(field, 'multi_static_select', { options: drawn, ...held, ...most });
}

function entityElement(
  field: Field,
  { isMany, maxItems }: EntityInput,
  value: Json | undefined,
  { labelOf }: FieldWorld,
): object {
  const held = stringsIn(value).map((ref) => option(labelOf(ref), ref));
  if (!isMany) return external(field, 'external_select', initial('initial_option', held[0]));
  const most = maxItems !== null && maxItems > 0 ? { max_selected_items: maxItems } : {};
  return external(field, 'multi_external_select', { ...initialOptions(held), ...most });
}

/** Options are known by their place, whatever their values are and however long. */
function choiceOption({ label }: Choice, at: number) {
  const drawn = option(label, String(at));
  return label.length > OPTION_TEXT
    ? { ...drawn, description: plain(label.slice(OPTION_TEXT - 1), OPTION_TEXT) }
    : drawn;
}

export function option(label: string, value: string) {
  return { text: plain(label, OPTION_TEXT), value };
}

export function select(field: Field, type: string, more: object): object {
  const placeholder = plain(field.placeholder ?? 'Choose', FIELD_LIMITS.placeholder);
  return { type, action_id: FIELD_ACTION, placeholder, ...more };
}

/** Answered while the person types (`suggest.ts`), and from the first click. */
export function external(field: Field, type: string, more: object): object {
  const placeholder = plain(field.placeholder ?? 'Type to search', FIELD_LIMITS.placeholder);
  return { type, action_id: FIELD_ACTION, placeholder, min_query_length: 0, ...more };
}

function picker(type: string, key: string, held: string | number | undefined | null): object {
  return { type, action_id: FIELD_ACTION, ...initial(key, held) };
}

export function initial(key: string, held: unknown): object {
  return held === undefined || held === null || held === '' ? {} : { [key]: held };
}

function initialOptions(held: readonly { value: string }[]): object {
  const fitting = held
    .filter(({ value }) => value.length > 0 && value.length <= OPTION_VALUE)
    .slice(0, FIELD_LIMITS.options);
  return fitting.length > 0 ? { initial_options: fitting } : {};
}

export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

function stringsIn(value: Json | undefined): string[] {
  const all: readonly Json[] = Array.isArray(value)
    ? value
    : value === undefined
      ? []
      : [value as Json];
  return all.flatMap((one) => (typeof one === 'string' && one !== '' ? [one] : []));
}

function textOf(value: Json | undefined): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? numberText(value) : null;
}

function numberText(value: number | null): string | null {
  const text = value === null ? '' : String(value);
  return /^-?\d+(?:\.\d+)?$/.test(text) ? text : null;
}

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d/;

function secondsOf(value: Json | undefined): number | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  const seconds = Math.floor(ms / 1000);
  // Slack takes ten digits.
  return seconds >= 1e9 && seconds < 1e10 ? seconds : null;
}
