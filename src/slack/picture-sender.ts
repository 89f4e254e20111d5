import type { WebClient } from '@slack/web-api';
import type { Log } from '../log.ts';
import { chartBlock } from './digest/chart.ts';
import { type Failure, failureOf, remedy } from './failure.ts';
import {
  awaitsPicture,
  type Drawable,
  namesOf,
  withBlock,
  withPicture,
  withWords,
} from './picture.ts';
import type { Send, Sent } from './sender.ts';

export type DrawPicture = (drawable: Drawable) => Promise<{ png: Uint8Array; alt: string }>;

export type PictureSenderOptions = {
  web: WebClient;
  fetch: typeof globalThis.fetch;
  draw: DrawPicture;
  send: Send;
  sleep: (ms: number) => Promise<unknown>;
  log: Log;
};

/**
 * Slack looks at a file for a while after its upload, and until then refuses blocks that show it. Asking whether it is ready needs a
 * scope of its own (files:read), so the message itself is tried again.
 */
const WAITS_MS = [300, 700, 1_500, 3_000, 5_000];
const UPLOAD_TIMEOUT_MS = 10_000;

/**
 * Sends a message with its picture: draws, uploads, and posts with the file in place. The picture is extra: where it cannot be had the
 * words go out and say so. A message tried again uploads again; a file that no message shows is seen by nobody.
 */
export function createPictureSender(options: PictureSenderOptions): Send {
  const { send, sleep, log } = options;
  // Not every workspace has charts of its own yet: one that refused is not asked again by this process.
  let hasCharts = true;

  return async function sendWithPicture(address, content, id) {
    const { picture } = content;
    if (!picture || !awaitsPicture(content)) return send(address, content, id);
    const chart = hasCharts && 'digest' in picture ? chartBlock(picture.digest) : null;
    if (chart) {
      const sent = await attempt(() => send(address, withBlock(content, chart)));
      if (sent.kind === 'sent') return sent.sent;
      hasCharts = false;
      log.info({ channel: address.channel }, 'slack takes no charts here: pictures are sent');
    }
    const uploaded = await upload(options, picture);
    if (uploaded.kind === 'failed') return send(address, withWords(content, uploaded.reason), id);
    const shown = withPicture(content, uploaded.fileId);
    for (const wait of WAITS_MS) {
      const sent = await attempt(() => send(address, shown, id));
      if (sent.kind === 'sent') return sent.sent;
      await sleep(wait);
    }
    log.warn({ channel: address.channel }, 'slack did not show an uploaded picture');
    return send(address, withWords(content, 'Slack would not show it'), id);
  };
}

type Attempt = { kind: 'sent'; sent: Sent } | { kind: 'refused' };

/** Only a refusal of the blocks is worth another try here; for everything else there is the outbox. */
async function attempt(post: () => Promise<Sent>): Promise<Attempt> {
  try {
    return { kind: 'sent', sent: await post() };
  } catch (error) {
    if (failureOf(error).kind !== 'blocks') throw error;
    return { kind: 'refused' };
  }
}

type Uploaded = { kind: 'uploaded'; fileId: string } | { kind: 'failed'; reason: string };

async function upload(options: PictureSenderOptions, drawable: Drawable): Promise<Uploaded> {
  const { web, log } = options;
  try {
    const { png, alt } = await options.draw(drawable);
    const { filename, title } = namesOf(drawable);
    const place = await web.files.getUploadURLExternal({
      filename,
      length: png.length,
      alt_text: alt,
    });
    if (!place.upload_url || !place.file_id) throw new Error('Slack named no place for the file.');
    await putBytes(options.fetch, place.upload_url, png);
    await web.files.completeUploadExternal({ files: [{ id: place.file_id, title }] });
    return { kind: 'uploaded', fileId: place.file_id };
  } catch (error) {
    const failure = failureOf(error);
    // With a token that is refused the message cannot go either: the outbox keeps it until that is mended.
    if (failure.kind === 'refused') throw error;
    log.warn({ reason: failure.reason }, 'picture not uploaded to slack');
    return { kind: 'failed', reason: reasonOf(failure) };
  }
}

function reasonOf({ kind, reason }: Failure): string {
  return kind === 'temporary' ? 'Slack did not take it' : remedy(reason);
}

async function putBytes(
  fetch: typeof globalThis.fetch,
  url: string,
  bytes: Uint8Array,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`The upload address answered HTTP ${response.status}.`);
}
