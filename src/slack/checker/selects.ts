import {
  eitherOptionsOrGroups,
  initialIsOffered,
  optionGroups,
  placeholder,
  selectOption,
} from './composition.ts';
import { element } from './element.ts';
import { boolean, integer, list, object, oneOf, type Rule, type Shape, string } from './rules.ts';

// Select menus. https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element

const SOURCE_ID = string(255);

const conversationFilter = object({
  optional: {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 4),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
});

/** A select and its `multi_` sister. */
function select(
  kind: string,
  shape: Shape,
  initial: { one: string; many: string; rule: Rule },
): Record<string, Rule> {
  return {
    [kind]: element(kind, {
      ...shape,
      optional: { placeholder, [initial.one]: initial.rule, ...shape.optional },
    }),
    [`multi_${kind}`]: element(`multi_${kind}`, {
      ...shape,
      optional: {
        placeholder,
        [initial.many]: list(initial.rule, 100),
        max_selected_items: integer(1, 100),
        ...without(shape.optional ?? {}, 'response_url_enabled'),
      },
    }),
  };
}

function without(fields: Record<string, Rule>, name: string): Record<string, Rule> {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
}

export const SELECTS: Record<string, Rule> = {
  ...select(
    'static_select',
    {
      optional: { options: list(selectOption, 100), option_groups: optionGroups },
      also(value, pointer, walk) {
        eitherOptionsOrGroups(value, pointer, walk);
        initialIsOffered(value, pointer, walk);
      },
    },
    { one: 'initial_option', many: 'initial_options', rule: selectOption },
  ),
  ...select(
    'external_select',
    { optional: { min_query_length: integer(0, 100) } },
    { one: 'initial_option', many: 'initial_options', rule: selectOption },
  ),
  ...select('users_select', {}, { one: 'initial_user', many: 'initial_users', rule: SOURCE_ID }),
  ...select(
    'channels_select',
    { optional: { response_url_enabled: boolean } },
    { one: 'initial_channel', many: 'initial_channels', rule: SOURCE_ID },
  ),
  ...select(
    'conversations_select',
    {
      optional: {
        default_to_current_conversation: boolean,
        response_url_enabled: boolean,
        filter: conversationFilter,
      },
    },
    { one: 'initial_conversation', many: 'initial_conversations', rule: SOURCE_ID },
  ),
};

export const SELECT_NAMES = Object.keys(SELECTS);
