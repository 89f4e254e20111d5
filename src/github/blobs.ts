import type { Db } from '#dialect';
import { inBatches, type Sizes } from './adaptive.ts';
import { BlobsAnswer } from './answers.ts';
import type { GitHubClient } from './client.ts';
import { forEachInLanes } from './lanes.ts';
import { blobsQuery } from './queries.ts';
import { readWholeBlob } from './rest.ts';
import { saveBlobs, storedBlobs } from './store.ts';

/** A text to have: any repository that holds the object will do. */
export type WantedBlob = { repository: string; slug: string; oid: string; bytes: number };

/** Texts in one answer; GitHub counts the time it takes to load them. */
const BYTES_PER_CALL = 2_000_000;
/** GraphQL cuts texts at exactly this length; longer ones are read by REST. */
const CUT_AT = 512_000;
/** Twice what the catalog accepts, so that it can say how large a file is; more is not worth loading. */
const LARGEST = 8 * 1024 * 1024;

type Blobs = { client: GitHubClient; sizes: Sizes; db: Db };

/**
 * Makes sure that the texts are stored, fetching only those that are not: content never changes under its id.
 * Returns the object ids that could not be had, with the reason.
 */
export async function fetchBlobs(
  blobs: Blobs,
  wanted: readonly WantedBlob[],
  onRead: (done: number, total: number) => void = () => {},
): Promise<Map<string, string>> {
  const distinct = new Map(wanted.map((blob) => [blob.oid, blob]));
  const stored = await storedBlobs(blobs.db, [...distinct.keys()]);
  const missing = [...distinct.values()].filter((blob) => !stored.has(blob.oid));
  const failed = new Map<string, string>();
  const cut = missing.filter((blob) => blob.bytes > CUT_AT);
  let done = 0;
  await inBatches(
    missing.filter((blob) => blob.bytes <= CUT_AT),
    {
      name: 'blobs',
      sizes: blobs.sizes,
      take: takeBySize,
      async read(batch) {
        const reason = await fetchBatch(blobs, batch, { cut, failed });
        if (reason) return { kind: 'tooMuch', reason };
        done += batch.length;
        onRead(done, missing.length);
        return { kind: 'done' };
      },
      giveUp: (blob, reason) => failed.set(blob.oid, reason),
    },
  );
  await forEachInLanes(cut, async (blob) => {
    const reason = await fetchLarge(blobs, blob);
    if (reason) failed.set(blob.oid, reason);
    onRead(++done, missing.length);
  });
  return failed;
}

/** Reads and stores texts in one call. Returns why it was too much; texts that GitHub cut are put into `cut`, withheld ones into `failed`. */
async function fetchBatch(
  { client, db }: Blobs,
  batch: readonly WantedBlob[],
  { cut, failed }: { cut: WantedBlob[]; failed: Map<string, string> },
): Promise<string | null> {
  const answer = await client.query(BlobsAnswer, blobsQuery(batch));
  if (answer.kind === 'tooMuch') return answer.reason;
  const found = new Map(answer.data.flatMap((blob) => (blob ? [[blob.oid, blob]] : [])));
  const texts = [];
  for (const blob of batch) {
    const read = found.get(blob.oid);
    if (read?.isTruncated) cut.push({ ...blob, bytes: read.byteSize });
    else if (read && (read.isBinary || typeof read.text === 'string'))
      texts.push({ oid: blob.oid, text: storable(read.text ?? ''), bytes: read.byteSize });
    else failed.set(blob.oid, answer.errors[0]?.message ?? 'GitHub does not show this file');
  }
  await saveBlobs(db, texts);
  return null;
}

async function fetchLarge({ client, db }: Blobs, blob: WantedBlob): Promise<string | null> {
  if (blob.bytes > LARGEST)
    return `it has ${(blob.bytes / 1024 / 1024).toFixed(1)} MB, which is too large to read`;
  const read = await readWholeBlob(client, blob);
  if (read.kind === 'failed') return read.reason;
  await saveBlobs(db, [{ oid: blob.oid, text: storable(read.data), bytes: blob.bytes }]);
  return null;
}

/** PostgreSQL keeps no NUL, and no YAML file may hold one. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}

/** The next blobs up to the size of a call; a single large one goes alone. */
function takeBySize(queue: WantedBlob[], size: number): WantedBlob[] {
  let bytes = 0;
  let count = 0;
  while (count < Math.min(size, queue.length)) {
    bytes += queue[count]?.bytes ?? 0;
    if (count > 0 && bytes > BYTES_PER_CALL) break;
    count += 1;
  }
  return queue.splice(0, count);
}
