import {
  choiceOption,
  initialIsOffered,
  option,
  placeholder,
  plainText,
  style,
} from './composition.ts';
import { element } from './element.ts';
import { richText } from './rich-text.ts';
import {
  boolean,
  integer,
  list,
  object,
  oneOf,
  pattern,
  type Rule,
  report,
  type Shape,
  string,
  url,
} from './rules.ts';
import { SELECT_NAMES, SELECTS } from './selects.ts';

// Interactive elements. https://docs.slack.dev/reference/block-kit/block-elements

const DATE = pattern(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'date (YYYY-MM-DD)');
const TIME = pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'time (HH:mm)');
const NUMBER = pattern(/^-?\d+(\.\d+)?$/, 'number');

function textInput(type: string, shape: Shape): Rule {
  const dispatch = object({
    optional: {
      trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2),
    },
  });
  return element(
    type,
    { ...shape, optional: { dispatch_action_config: dispatch, placeholder, ...shape.optional } },
    { confirm: false },
  );
}

function boundsInOrder(min: string, max: string): NonNullable<Shape['also']> {
  return (value, pointer, walk) => {
    if (value[min] === undefined || value[max] === undefined) return;
    if (Number(value[min]) > Number(value[max])) {
      report(walk, `${pointer}/${min}`, `must be less than or equal to \`${max}\``);
    }
  };
}

const feedbackButton = object({
  required: { text: plainText(75), value: string(2000) },
  optional: { accessibility_label: string(75) },
});

export const ELEMENTS: Record<string, Rule> = {
  button: element(
    'button',
    {
      required: { text: plainText(75) },
      optional: { value: string(2000, 0), url, style, accessibility_label: string(75) },
    },
    { focus: false },
  ),
  workflow_button: element(
    'workflow_button',
    {
      required: {
        text: plainText(75),
        workflow: object({
          required: {
            trigger: object({
              required: { url },
              optional: {
                customizable_input_parameters: list(
                  object({ required: { name: string(), value: string(3000, 0) } }),
                ),
              },
            }),
          },
        }),
      },
      optional: { style, accessibility_label: string(75) },
    },
    { focus: false },
  ),
  feedback_buttons: element(
    'feedback_buttons',
    { required: { positive_button: feedbackButton, negative_button: feedbackButton } },
    { confirm: false, focus: false },
  ),
  icon_button: element(
    'icon_button',
    {
      required: { icon: string(), text: plainText(75) },
      optional: {
        value: string(2000, 0),
        accessibility_label: string(75),
        visible_to_user_ids: list(string(255)),
      },
    },
    { focus: false },
  ),
  overflow: element(
    'overflow',
    { required: { options: list(option({ text: plainText, hasUrl: true }), 5) } },
    { focus: false },
  ),
  checkboxes: element('checkboxes', {
    required: { options: list(choiceOption, 10) },
    optional: { initial_options: list(choiceOption, 10) },
    also: initialIsOffered,
  }),
  radio_buttons: element('radio_buttons', {
    required: { options: list(choiceOption, 10) },
    optional: { initial_option: choiceOption },
    also: initialIsOffered,
  }),
  datepicker: element('datepicker', { optional: { placeholder, initial_date: DATE } }),
  timepicker: element('timepicker', {
    optional: { placeholder, initial_time: TIME, timezone: string(100) },
  }),
  datetimepicker: element('datetimepicker', {
    // Ten digits: seconds since 1970.
    optional: { initial_date_time: integer(1e9, 1e10 - 1) },
  }),
  plain_text_input: textInput('plain_text_input', {
    optional: {
      initial_value: string(3000, 0),
      multiline: boolean,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    },
    also: boundsInOrder('min_length', 'max_length'),
  }),
  email_text_input: textInput('email_text_input', { optional: { initial_value: string(3000, 0) } }),
  url_text_input: textInput('url_text_input', { optional: { initial_value: string(3000, 0) } }),
  number_input: textInput('number_input', {
    required: { is_decimal_allowed: boolean },
    optional: { initial_value: NUMBER, min_value: NUMBER, max_value: NUMBER },
    also: boundsInOrder('min_value', 'max_value'),
  }),
  rich_text_input: textInput('rich_text_input', {
    required: { action_id: string(255) },
    optional: { initial_value: richText, min_lines: integer(1, 100), max_lines: integer(1, 100) },
  }),
  file_input: element(
    'file_input',
    { optional: { filetypes: list(string(100)), max_files: integer(1, 10) } },
    { confirm: false, focus: false },
  ),
  ...SELECTS,
};

const BUTTONS = ['button', 'workflow_button', 'overflow'];
const CHOICES = ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker', ...SELECT_NAMES];

/** Which elements may stand where. */
export const IN_ACTIONS = [...BUTTONS, ...CHOICES, 'datetimepicker', 'rich_text_input'];
export const AS_ACCESSORY = [...BUTTONS, ...CHOICES];
export const IN_INPUT = [
  ...CHOICES,
  'datetimepicker',
  'plain_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'rich_text_input',
  'file_input',
];
