import type { App, ViewResponseAction } from '@slack/bolt';
import type {
  Button,
  ExternalSelect,
  ModalView,
  PlainTextOption,
  StaticSelect,
} from '@slack/types';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { LIMITS, plain, safeUrl } from './blocks.ts';

// A button, select or modal is declared once: the same object draws the element and registers its listener, so ids cannot drift apart.

/** Where something was pressed, and by whom. The person is who Slack says, never who the value says. */
export type Press<Value> = {
  value: Value;
  person: string;
  triggerId: string;
  /** Null on the Home tab and in modals. */
  channel: string | null;
  messageTs: string | null;
  threadTs: string | null;
  isEphemeral: boolean;
  responseUrl: string | null;
  /** The modal or Home tab it was pressed in, with what stood in its fields. */
  view: { id: string; sort: 'home' | 'modal'; metadata: string; filled: unknown } | null;
};

const PressBody = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string().default(''),
  response_url: z.string().optional(),
  view: z
    .object({
      id: z.string(),
      type: z.enum(['home', 'modal']).catch('modal'),
      private_metadata: z.string().default(''),
      state: z.object({ values: z.unknown() }).optional(),
    })
    .optional(),
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
  container: z
    .object({
      message_ts: z.string().optional(),
      thread_ts: z.string().optional(),
      channel_id: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .optional(),
});

type Handler<Value> = (press: Press<Value>) => Promise<unknown>;

/** `index` tells apart buttons of one kind in one block, where Slack wants every id once. */
type Face = {
  text: string;
  index?: number;
  style?: Button['style'];
  /** Slack asks this before it reports the press. */
  confirm?: NonNullable<Button['confirm']>;
};

/** A button that carries a value of `schema` (JSON, at most 2,000 characters). */
export function defineButton<Schema extends z.ZodType>(id: string, schema: Schema) {
  return {
    id,
    element({ text, index, style, confirm }: Face, value: z.input<Schema>): Button {
      return {
        type: 'button',
        action_id: actionId(id, index),
        text: plain(text, LIMITS.buttonText),
        value: encode(value),
        ...(style && { style }),
        ...(confirm && { confirm }),
      };
    },
    /** Whether the value may stand in a button: one that does not fit has none. */
    fits: (value: z.input<Schema>) =>
      schema.safeParse(value).success && JSON.stringify(value).length <= LIMITS.value,
    listen(app: App, handler: Handler<z.output<Schema>>): void {
      app.action(
        { type: 'block_actions', action_id: matching(id) },
        async ({ ack, body, action }) => {
          await ack();
          const raw = 'value' in action && typeof action.value === 'string' ? action.value : '';
          await handler(pressOf(body, read(schema, decode(raw))));
        },
      );
    },
  };
}

/** A button that opens an address. Slack reports the press all the same and wants it acknowledged. */
export function defineLink(id: string) {
  return {
    id,
    /** Null where the address is none that people may be sent to. */
    element({ text, index, style }: Face, url: string): Button | null {
      const safe = safeUrl(url);
      if (!safe) return null;
      return {
        type: 'button',
        action_id: actionId(id, index),
        text: plain(text, LIMITS.buttonText),
        url: safe,
        ...(style && { style }),
      };
    },
    listen(app: App): void {
      app.action({ type: 'block_actions', action_id: matching(id) }, async ({ ack }) => ack());
    },
  };
}

/** A select whose picked value is a string of `schema`; options that Slack would refuse are left out. */
export function defineSelect<Schema extends z.ZodType<unknown, string>>(
  id: string,
  schema: Schema,
) {
  return {
    id,
    element(
      placeholder: string,
      options: readonly { label: string; value: string; detail?: string | null }[],
    ): StaticSelect | null {
      const drawn = drawOptions(options);
      if (drawn.length === 0) return null;
      return {
        type: 'static_select',
        action_id: id,
        placeholder: plain(placeholder, LIMITS.optionText),
        options: drawn,
      };
    },
    /** The same with options looked up while the person types. */
    typeahead(placeholder: string): ExternalSelect {
      return {
        type: 'external_select',
        action_id: id,
        placeholder: plain(placeholder, LIMITS.optionText),
        min_query_length: 2,
      };
    },
    listen(app: App, handler: Handler<z.output<Schema>>): void {
      app.action(
        { type: 'block_actions', action_id: matching(id) },
        async ({ ack, body, action }) => {
          await ack();
          const picked = 'selected_option' in action ? action.selected_option : null;
          if (!picked || !('value' in picked)) return;
          await handler(pressOf(body, read(schema, picked.value)));
        },
      );
    },
    /** `search` answers from memory or the database: Slack waits three seconds and shows nothing after that. */
    suggest(
      app: App,
      search: (text: string) => Promise<readonly { label: string; value: string }[]>,
    ): void {
      app.options<'block_suggestion'>({ action_id: id }, async ({ ack, options }) => {
        const typed = z.string().max(200).catch('').parse(options.value);
        await ack({ options: drawOptions(await search(typed)) });
      });
    },
  };
}

export type ModalResult =
  | { kind: 'close' }
  | { kind: 'errors'; errors: Record<string, string> }
  | { kind: 'update'; view: ModalView }
  /** On top of the one that was submitted; its close button leads back. */
  | { kind: 'push'; view: ModalView }
  /** Closes it and those below. */
  | { kind: 'clear' };

/** A modal whose state is read by `schema`: an object of block ids, each an object of action ids, as Slack sends it. */
export function defineModal<Schema extends z.ZodType>(callbackId: string, schema: Schema) {
  return {
    id: callbackId,
    view(parts: {
      title: string;
      submit?: string;
      close?: string;
      blocks: ModalView['blocks'];
      /** Comes back with what is submitted: plain data, never more than a person may see. */
      metadata?: string;
    }): ModalView {
      return {
        type: 'modal',
        callback_id: callbackId,
        title: plain(parts.title, 24),
        ...(parts.submit && { submit: plain(parts.submit, 24) }),
        close: plain(parts.close ?? 'Cancel', 24),
        ...(parts.metadata !== undefined && { private_metadata: parts.metadata }),
        blocks: parts.blocks,
      };
    },
    /** The answer is the acknowledgement, so the handler checks and writes, and calls nobody. */
    listen(
      app: App,
      handler: (submitted: {
        person: string;
        values: z.output<Schema>;
        metadata: string;
        /** For showing something else in the modal later. */
        viewId: string;
      }) => Promise<{ result: ModalResult; afterwards?: () => Promise<void> }>,
    ): void {
      app.view(
        { type: 'view_submission', callback_id: callbackId },
        async ({ ack, body, view }) => {
          const values = read(schema, view.state.values);
          const { result, afterwards } = await handler({
            person: body.user.id,
            values,
            metadata: view.private_metadata,
            viewId: view.id,
          });
          const response = responseOf(result);
          await (response ? ack(response) : ack());
          await afterwards?.();
        },
      );
    },
  };
}

function responseOf(result: ModalResult): ViewResponseAction | undefined {
  switch (result.kind) {
    case 'close':
      return undefined;
    case 'errors':
      return { response_action: 'errors', errors: result.errors };
    case 'update':
      return { response_action: 'update', view: result.view };
    case 'push':
      return { response_action: 'push', view: result.view };
    case 'clear':
      return { response_action: 'clear' };
  }
}

function drawOptions(
  options: readonly { label: string; value: string; detail?: string | null }[],
): PlainTextOption[] {
  return options
    .filter(({ value }) => value.length > 0 && value.length <= LIMITS.optionValue)
    .slice(0, LIMITS.options)
    .map(({ label, value, detail }) => ({
      text: plain(label, LIMITS.optionText),
      value,
      ...(detail && { description: plain(detail, LIMITS.optionText) }),
    }));
}

function actionId(id: string, index: number | undefined): string {
  return index === undefined ? id : `${id}:${index}`;
}

function matching(id: string): RegExp {
  return new RegExp(`^${id}(:\\d+)?$`);
}

function encode(value: unknown): string {
  const text = JSON.stringify(value);
  if (text.length > LIMITS.value) throw new Error('A button value is longer than Slack takes.');
  return text;
}

function decode(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Buttons stay in old messages for years, so a value that no longer fits is the asker's to mend, by asking again. */
function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new UserError(
    'That control is from an older message that I no longer understand.',
    'Please ask again.',
  );
}

function pressOf<Value>(body: unknown, value: Value): Press<Value> {
  const press = PressBody.parse(body);
  return {
    value,
    person: press.user.id,
    triggerId: press.trigger_id,
    channel: press.channel?.id ?? press.container?.channel_id ?? null,
    messageTs: press.message?.ts ?? press.container?.message_ts ?? null,
    threadTs: press.message?.thread_ts ?? press.container?.thread_ts ?? null,
    isEphemeral: press.container?.is_ephemeral ?? false,
    responseUrl: press.response_url ?? null,
    view: press.view
      ? {
          id: press.view.id,
          sort: press.view.type,
          metadata: press.view.private_metadata,
          filled: press.view.state?.values ?? {},
        }
      : null,
  };
}
