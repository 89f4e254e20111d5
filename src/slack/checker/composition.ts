import {
  boolean,
  isObject,
  list,
  object,
  oneOf,
  type Rule,
  report,
  string,
  url,
  type Walk,
} from './rules.ts';

// Composition objects. https://docs.slack.dev/reference/block-kit/composition-objects

const TEXT_LIMIT = 3000;

export function plainText(max = TEXT_LIMIT): Rule {
  return textOf(['plain_text'], max);
}

export function mrkdwn(max = TEXT_LIMIT): Rule {
  return textOf(['mrkdwn'], max);
}

export function anyText(max = TEXT_LIMIT): Rule {
  return textOf(['plain_text', 'mrkdwn'], max);
}

/** A text object of one of these types; `emoji` belongs to plain text, `verbatim` to mrkdwn. */
function textOf(types: readonly string[], max: number): Rule {
  const plain = object({
    required: { type: oneOf('plain_text'), text: string(max) },
    optional: { emoji: boolean },
  });
  const marked = object({
    required: { type: oneOf('mrkdwn'), text: string(max) },
    optional: { verbatim: boolean },
  });
  return (value, pointer, walk) => {
    if (!isObject(value)) return report(walk, pointer, 'must provide an object');
    const type = value['type'];
    if (type === undefined) return report(walk, pointer, 'missing required field: type');
    if (!types.includes(String(type))) {
      return report(walk, `${pointer}/type`, 'must be a valid enum value');
    }
    return (type === 'plain_text' ? plain : marked)(value, pointer, walk);
  };
}

export const confirmation = object({
  required: {
    title: plainText(100),
    text: anyText(300),
    confirm: plainText(30),
    deny: plainText(30),
  },
  optional: { style: oneOf('primary', 'danger') },
});

export const placeholder = plainText(150);

export const style = oneOf('primary', 'danger');

type OptionKind = { text: (max: number) => Rule; hasUrl?: boolean };

/** An option; its value may be 150 long (the reference and Slack's Python models agree, the TypeScript comment is older). */
export function option({ text, hasUrl = false }: OptionKind): Rule {
  return object({
    required: { text: text(75), value: string(150) },
    optional: { description: text(75), ...(hasUrl && { url }) },
  });
}

export const selectOption = option({ text: plainText });
export const choiceOption = option({ text: anyText });

export const optionGroups = list(
  object({ required: { label: plainText(75), options: list(selectOption, 100) } }),
  100,
);

/** Exactly one of `options` and `option_groups`. */
export function eitherOptionsOrGroups(
  value: Record<string, unknown>,
  pointer: string,
  walk: Walk,
): void {
  const given = ['options', 'option_groups'].filter((key) => value[key] !== undefined);
  if (given.length !== 1) {
    report(walk, pointer, 'must define either `options` or `option_groups`');
  }
}

/** An option that is selected at first must be one of those offered, in every field. */
export function initialIsOffered(
  value: Record<string, unknown>,
  pointer: string,
  walk: Walk,
): void {
  const groups = arrayOf(value['option_groups']).flatMap((group) =>
    isObject(group) ? arrayOf(group['options']) : [],
  );
  const offered = new Set([...arrayOf(value['options']), ...groups].map(fingerprint));
  const single = value['initial_option'];
  if (single !== undefined && !offered.has(fingerprint(single))) {
    report(walk, `${pointer}/initial_option`, 'must match one of the options');
  }
  for (const [index, initial] of arrayOf(value['initial_options']).entries()) {
    if (offered.has(fingerprint(initial))) continue;
    report(walk, `${pointer}/initial_options/${index}`, 'must match one of the options');
  }
}

/** Exactly one of an address and a file that Slack holds. */
export function imageSource(value: Record<string, unknown>, pointer: string, walk: Walk): void {
  const given = ['image_url', 'slack_file'].filter((key) => value[key] !== undefined);
  if (given.length !== 1) {
    report(walk, pointer, 'must define either `image_url` or `slack_file`');
  }
}

export const slackFile = object({
  optional: { id: string(255), url },
  also(value, pointer, walk) {
    const given = ['id', 'url'].filter((key) => value[key] !== undefined);
    if (given.length !== 1) report(walk, pointer, 'must define either `id` or `url`');
  },
});

/** The image that stands in a context, an accessory or a card. */
export const imageElement = object({
  required: { type: oneOf('image'), alt_text: string(2000) },
  optional: { image_url: url, slack_file: slackFile },
  also: imageSource,
});

function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The same text for the same content, however the keys are ordered. */
function fingerprint(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(fingerprint).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? '';
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${keys
    .sort()
    .map((key) => `${key}:${fingerprint(value[key])}`)
    .join()}}`;
}
