import { z } from 'zod';
import { serialId } from '../ids.ts';
import { post } from '../messages.ts';
import type { State, StoredFile } from '../state.ts';
import { checkContent, placeToPost } from './chat.ts';
import { answer, count, json, method, refuse, text } from './method.ts';

/** Slack works on a file for a while after its upload: a picture shown at once is refused. */
const LOOKS_UNTIL_READY = 1;

export const files = {
  'files.getUploadURLExternal': method({
    scopes: ['files:write'],
    args: z.object({
      filename: z.string().min(1),
      length: count.min(1),
      alt_text: text.optional(),
      snippet_type: text.optional(),
    }),
    run(args, { state }) {
      const id = serialId('F', state.nextSerial());
      state.files.set(id, {
        id,
        name: args.filename,
        title: args.filename,
        length: args.length,
        bytes: null,
        user: state.bot.userId,
        channel: null,
        isComplete: false,
        looksUntilReady: LOOKS_UNTIL_READY,
      });
      return answer({ upload_url: `${state.origin}/upload/v1/${id}`, file_id: id });
    },
  }),

  'files.completeUploadExternal': method({
    scopes: ['files:write'],
    args: z.object({
      files: json(z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)),
      channel_id: text.optional(),
      thread_ts: text.optional(),
      initial_comment: text.optional(),
      blocks: json(z.array(z.unknown())).optional(),
    }),
    run(args, call) {
      const { state } = call;
      const stored = args.files.map(({ id }) => state.files.get(id));
      if (stored.some((file) => !file?.bytes)) return refuse('file_not_found');
      const uploaded = stored.filter((file) => file !== undefined);
      for (const [index, file] of uploaded.entries()) {
        file.title = args.files[index]?.title ?? file.name;
        file.isComplete = true;
      }
      if (!args.channel_id) return answer({ files: uploaded.map((file) => fileJson(state, file)) });

      const found = placeToPost(state, { channel: args.channel_id, thread_ts: args.thread_ts });
      if ('body' in found) return found;
      if (args.blocks && args.initial_comment) return refuse('initial_comment_blocks_conflict');
      const content = { text: args.initial_comment, blocks: args.blocks };
      const checked = args.blocks ? checkContent(state, content) : null;
      if (checked && 'body' in checked) return checked;
      const message = post(state, {
        channel: found.channel.id,
        user: state.bot.userId,
        threadTs: args.thread_ts,
        text: args.initial_comment ?? '',
        blocks: args.blocks,
        files: uploaded.map(({ id, name, length }) => ({ id, name, bytes: length })),
      });
      for (const file of uploaded) file.channel = found.channel.id;
      call.posted(message);
      return answer(
        { files: uploaded.map((file) => fileJson(state, file)) },
        { message: { channel: message.channel, ts: message.ts } },
      );
    },
  }),

  'files.info': method({
    scopes: ['files:read'],
    args: z.object({ file: text }),
    run(args, { state }) {
      const file = state.files.get(args.file);
      return file?.bytes ? answer({ file: fileJson(state, file) }) : refuse('file_not_found');
    },
  }),
};

/** Takes the bytes sent to an upload address: raw, or as the one part of a form. Slack answers `OK - {length}`. */
export async function receiveUpload(state: State, id: string, request: Request): Promise<Response> {
  const file = state.files.get(id);
  if (!file) return new Response('not found', { status: 404 });
  const bytes = await bytesOf(request);
  if (bytes.length !== file.length) return new Response('length mismatch', { status: 400 });
  file.bytes = bytes;
  return new Response(`OK - ${bytes.length}`);
}

async function bytesOf(request: Request): Promise<Uint8Array> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return new Uint8Array(await request.arrayBuffer());
  const form = await request.formData();
  const part = [...form.values()].find((value) => typeof value !== 'string');
  return part ? new Uint8Array(await part.arrayBuffer()) : new Uint8Array();
}

function fileJson(state: State, file: StoredFile): Record<string, unknown> {
  const extension = file.name.split('.').at(-1) ?? '';
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    filetype: extension,
    mimetype: MIME_TYPES[extension] ?? 'application/octet-stream',
    size: file.length,
    user: file.user,
    url_private: `${state.origin}/files-pri/${file.id}/${file.name}`,
    permalink: `https://${state.team.domain}.slack.com/files/${file.user}/${file.id}/${file.name}`,
    channels: file.channel ? [file.channel] : [],
  };
}

const MIME_TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  csv: 'text/csv',
  txt: 'text/plain',
};
