import type {
  Datepicker,
  DateTimepicker,
  EmailInput,
  FileInput,
  NumberInput,
  PlainTextInput,
  RichTextInput,
  Timepicker,
  URLInput,
} from '@slack/types';
import { type Html, html } from '../../../html.ts';
import { localTime } from '../times.ts';
import { labelling, type Placed, wrapped } from './element.ts';
import { textOfRichText } from './rich-text.ts';

type Field =
  | PlainTextInput
  | RichTextInput
  | EmailInput
  | URLInput
  | NumberInput
  | Datepicker
  | Timepicker
  | DateTimepicker
  | FileInput;

/** What a person types or picks on a calendar or a clock. */
export function drawField(element: Field, placed: Placed): Html {
  const placeholder = 'placeholder' in element ? (element.placeholder?.text ?? '') : '';
  const common = (name: string) =>
    html`${labelling(element, placed, placeholder || name)} data-field ${placeholder ? html`placeholder="${placeholder}"` : ''} ${
      'focus_on_load' in element && element.focus_on_load ? html`autofocus` : ''
    } ${enterDispatches(element) ? html`data-enter` : ''} ${typingDispatches(element) ? html`data-typing` : ''}`;
  const input = (type: string, name: string, value: string, more: Html = html``) =>
    html`<input type="${type}" value="${value}" autocomplete="off" ${common(name)} ${more}>`;
  switch (element.type) {
    case 'plain_text_input': {
      const length = html`${element.min_length ? html`minlength="${element.min_length}"` : ''} ${element.max_length ? html`maxlength="${element.max_length}"` : ''}`;
      const drawn = element.multiline
        ? html`<textarea rows="4" ${common('Text')} ${length}>${element.initial_value ?? ''}</textarea>`
        : input('text', 'Text', element.initial_value ?? '', length);
      return wrapped(element, placed, drawn);
    }
    case 'rich_text_input': {
      const text = element.initial_value ? textOfRichText(element.initial_value) : '';
      return wrapped(
        element,
        placed,
        html`<textarea rows="${element.min_lines ?? 4}" ${common('Text')}>${text}</textarea>`,
      );
    }
    case 'email_text_input':
      return wrapped(element, placed, input('email', 'E-mail', element.initial_value ?? ''));
    case 'url_text_input':
      return wrapped(element, placed, input('url', 'Address', element.initial_value ?? ''));
    case 'number_input':
      return wrapped(
        element,
        placed,
        input(
          'text',
          'Number',
          element.initial_value ?? '',
          html`inputmode="${element.is_decimal_allowed ? 'decimal' : 'numeric'}"`,
        ),
      );
    case 'datepicker':
      return wrapped(element, placed, input('date', 'Date', element.initial_date ?? ''));
    case 'timepicker':
      return wrapped(element, placed, input('time', 'Time', element.initial_time ?? ''));
    case 'datetimepicker': {
      const initial = element.initial_date_time;
      const value = initial ? localTime(new Date(initial * 1000), placed.stage.tz) : '';
      return wrapped(element, placed, input('datetime-local', 'Date and time', value));
    }
    case 'file_input':
      return wrapped(
        element,
        placed,
        html`<input type="file" ${common('File')} ${(element.max_files ?? 10) > 1 ? html`multiple` : ''} ${
          element.filetypes?.length
            ? html`accept="${element.filetypes.map((type) => `.${type}`).join(',')}"`
            : ''
        }>`,
      );
  }
}

type Dispatched = { dispatch_action_config?: { trigger_actions_on?: string[] } };

function triggers(element: Field): string[] | null {
  if (!('dispatch_action_config' in element)) return null;
  return (element as Dispatched).dispatch_action_config?.trigger_actions_on ?? null;
}

// Slack's default for a dispatching text field is Enter.
function enterDispatches(element: Field): boolean {
  return triggers(element)?.includes('on_enter_pressed') ?? true;
}

function typingDispatches(element: Field): boolean {
  return triggers(element)?.includes('on_character_entered') ?? false;
}
