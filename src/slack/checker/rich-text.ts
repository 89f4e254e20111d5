import {
  boolean,
  byType,
  integer,
  list,
  number,
  object,
  oneOf,
  type Rule,
  string,
  url,
} from './rules.ts';

// Rich text. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

const textStyle = object({
  optional: {
    bold: boolean,
    italic: boolean,
    strike: boolean,
    code: boolean,
    underline: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
});

function leaf(required: Record<string, Rule>, optional: Record<string, Rule> = {}): Rule {
  return object({
    required: { type: string(), ...required },
    optional: { style: textStyle, ...optional },
  });
}

const LEAVES: Record<string, Rule> = {
  text: leaf({ text: string() }),
  link: leaf({ url }, { text: string(Number.POSITIVE_INFINITY, 0), unsafe: boolean }),
  user: leaf({ user_id: string(255) }),
  usergroup: leaf({ usergroup_id: string(255) }),
  channel: leaf({ channel_id: string(255) }),
  team: leaf({ team_id: string(255) }),
  broadcast: leaf({ range: oneOf('here', 'channel', 'everyone') }),
  emoji: leaf({ name: string(255) }, { unicode: string(255), url, skin_tone: integer(1, 6) }),
  color: leaf({ value: string(255) }),
  date: leaf({ timestamp: number, format: string(255) }, { url, fallback: string(255) }),
};

const leaves = list(byType(LEAVES));
const border = oneOf(0, 1);

const section = object({
  required: { type: oneOf('rich_text_section'), elements: list(byType(LEAVES), undefined, 0) },
});

const PARTS: Record<string, Rule> = {
  rich_text_section: section,
  rich_text_list: object({
    required: {
      type: oneOf('rich_text_list'),
      style: oneOf('bullet', 'ordered'),
      elements: list(section),
    },
    optional: { indent: integer(0, 8), offset: integer(0, 100_000), border },
  }),
  rich_text_quote: object({
    required: { type: oneOf('rich_text_quote'), elements: leaves },
    optional: { border },
  }),
  rich_text_preformatted: object({
    required: {
      type: oneOf('rich_text_preformatted'),
      elements: list(byType({ text: LEAVES['text'] as Rule, link: LEAVES['link'] as Rule })),
    },
    optional: { border, language: string(255) },
  }),
};

/** The fields a rich text block has beside its type and id. */
export const richTextElements = list(byType(PARTS));

/** Rich text as it stands inside another block or element. */
export const richText = object({
  required: { type: oneOf('rich_text'), elements: richTextElements },
  optional: { block_id: string(255) },
});
