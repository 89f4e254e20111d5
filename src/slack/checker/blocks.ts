import { anyText, imageElement, imageSource, mrkdwn, plainText, slackFile } from './composition.ts';
import { AS_ACCESSORY, ELEMENTS, IN_ACTIONS, IN_INPUT } from './elements.ts';
import { richText, richTextElements } from './rich-text.ts';
import {
  boolean,
  byType,
  integer,
  list,
  object,
  oneOf,
  pick,
  type Rule,
  report,
  type Shape,
  type Surface,
  string,
  url,
} from './rules.ts';
import { dataTable, dataVisualization, table } from './tables.ts';

// Blocks. https://docs.slack.dev/reference/block-kit/blocks

const EVERYWHERE: readonly Surface[] = ['message', 'modal', 'home'];
const MESSAGE: readonly Surface[] = ['message'];
/** Characters in all the markdown blocks of one message. */
const MARKDOWN_LIMIT = 12_000;

/** A block: its fields, its id (unique in the payload) and the surfaces it may stand on. */
function block(type: string, shape: Shape, surfaces: readonly Surface[] = EVERYWHERE): Rule {
  const fields = object({
    required: { type: oneOf(type), ...shape.required },
    optional: { block_id: string(255), ...shape.optional },
    ...(shape.also && { also: shape.also }),
  });
  return (value, pointer, walk) => {
    if (!surfaces.includes(walk.surface)) {
      report(walk, `${pointer}/type`, `unsupported type: ${type}`);
      return;
    }
    walk.actionIds = new Set();
    const id = (value as Record<string, unknown>)['block_id'];
    if (typeof id === 'string') {
      if (walk.blockIds.has(id)) {
        report(walk, `${pointer}/block_id`, `\`block_id\` must be unique: ${id.slice(0, 60)}`);
      }
      walk.blockIds.add(id);
    }
    fields(value, pointer, walk);
  };
}

const text = {
  plain_text: plainText(),
  mrkdwn: mrkdwn(),
};

const section = block('section', {
  optional: {
    text: anyText(3000),
    fields: list(anyText(2000), 10),
    accessory: byType({ image: imageElement, ...pick(ELEMENTS, AS_ACCESSORY) }),
    expand: boolean,
  },
  also(value, pointer, walk) {
    if (value['text'] === undefined && value['fields'] === undefined) {
      report(walk, pointer, 'must define either `text` or `fields`');
    }
  },
});

const input = block('input', {
  required: { label: plainText(2000), element: byType(pick(ELEMENTS, IN_INPUT)) },
  optional: { hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  also(value, pointer, walk) {
    const isFile = (value['element'] as { type?: unknown } | null)?.type === 'file_input';
    if (!isFile) return;
    if (walk.surface !== 'modal') {
      report(walk, `${pointer}/element/type`, 'unsupported type: file_input');
    }
    if (value['dispatch_action'] === true) {
      report(walk, `${pointer}/dispatch_action`, 'must not be set with a `file_input`');
    }
  },
});

const card = block(
  'card',
  {
    optional: {
      hero_image: imageElement,
      icon: imageElement,
      // Not yet in @slack/types: an icon of Slack's own, by name.
      slack_icon: object({ required: { name: string(255) }, optional: { type: string(255) } }),
      title: anyText(150),
      subtitle: anyText(150),
      body: anyText(200),
      actions: list(byType(pick(ELEMENTS, ['button', 'workflow_button', 'overflow'])), 25),
    },
    also(value, pointer, walk) {
      const has = ['hero_image', 'title', 'actions', 'body'].some(
        (key) => value[key] !== undefined,
      );
      if (!has) report(walk, pointer, 'must define `hero_image`, `title`, `actions` or `body`');
    },
  },
  ['message', 'home'],
);

const taskCard = block(
  'task_card',
  {
    required: {
      task_id: string(255),
      title: string(),
      status: oneOf('pending', 'in_progress', 'complete', 'error'),
    },
    optional: {
      details: richText,
      output: richText,
      sources: list(object({ required: { type: oneOf('url'), url, text: string() } })),
    },
  },
  MESSAGE,
);

const BASE: Record<string, Rule> = {
  section,
  input,
  divider: block('divider', {}),
  header: block('header', {
    required: { text: plainText(150) },
    optional: { level: integer(1, 4) },
  }),
  context: block('context', {
    required: { elements: list(byType({ image: imageElement, ...text }), 10) },
  }),
  actions: block('actions', {
    required: { elements: list(byType(pick(ELEMENTS, IN_ACTIONS)), 25) },
  }),
  image: block('image', {
    required: { alt_text: string(2000) },
    optional: { image_url: url, slack_file: slackFile, title: plainText(2000) },
    also: imageSource,
  }),
  rich_text: block('rich_text', { required: { elements: richTextElements } }),
  table: block('table', table, MESSAGE),
  video: block('video', {
    required: {
      video_url: url,
      thumbnail_url: url,
      alt_text: string(2000),
      title: plainText(199),
    },
    optional: {
      title_url: url,
      author_name: string(49),
      provider_name: string(),
      provider_icon_url: url,
      description: plainText(200),
    },
  }),
};

const IN_CONTAINER = [
  'actions',
  'context',
  'divider',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
  'video',
];

/** Every block an app may send. `file` is not here: Slack shows it, and takes it from nobody. */
export const BLOCKS: Record<string, Rule> = {
  ...BASE,
  markdown: block(
    'markdown',
    {
      required: { text: string(MARKDOWN_LIMIT) },
      also(value, pointer, walk) {
        const length = typeof value['text'] === 'string' ? value['text'].length : 0;
        const sum = (walk.counts.get('markdown') ?? 0) + length;
        walk.counts.set('markdown', sum);
        if (sum > MARKDOWN_LIMIT && sum > length) {
          report(
            walk,
            `${pointer}/text`,
            `all markdown must be less than ${MARKDOWN_LIMIT + 1} characters`,
          );
        }
      },
    },
    MESSAGE,
  ),
  data_table: block('data_table', dataTable, MESSAGE),
  data_visualization: block('data_visualization', dataVisualization, MESSAGE),
  card,
  carousel: block('carousel', { required: { elements: list(byType({ card }), 10) } }, [
    'message',
    'home',
  ]),
  container: block(
    'container',
    {
      required: { child_blocks: list(byType(pick(BASE, IN_CONTAINER)), 10) },
      optional: {
        title: plainText(150),
        rich_text_title: richText,
        subtitle: anyText(150),
        width: oneOf('narrow', 'standard', 'wide', 'full'),
        icon: imageElement,
        is_collapsible: boolean,
        default_collapsed: boolean,
        has_header_divider: boolean,
      },
      also(value, pointer, walk) {
        if (value['title'] === undefined && value['rich_text_title'] === undefined) {
          report(walk, pointer, 'must define either `title` or `rich_text_title`');
        }
        if (value['default_collapsed'] === true && value['is_collapsible'] !== true) {
          report(walk, `${pointer}/default_collapsed`, 'requires `is_collapsible`');
        }
      },
    },
    ['message', 'home'],
  ),
  alert: block(
    'alert',
    {
      required: { text: anyText() },
      optional: { level: oneOf('default', 'info', 'warning', 'error', 'success') },
    },
    ['modal'],
  ),
  context_actions: block(
    'context_actions',
    {
      required: { elements: list(byType(pick(ELEMENTS, ['feedback_buttons', 'icon_button'])), 5) },
    },
    MESSAGE,
  ),
  task_card: taskCard,
  plan: block(
    'plan',
    { required: { title: string() }, optional: { tasks: list(byType({ task_card: taskCard })) } },
    MESSAGE,
  ),
};
