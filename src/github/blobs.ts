import type { Db } from '#dialect';
import { inBatches, type Sizes } from './adaptive.ts';
import { BlobsAnswer } from './answers.ts';
import type { GitHubClient } from './client.ts';
import { blobsQuery } from './queries.ts';
import { saveBlobs, storedBlobs } from './store.ts';

/** A text to have: any repository that holds the object will do. */
export type WantedBlob = { repository: string; oid: string; bytes: number };

/** Blob texts in one answer; GitHub counts the time it takes to load them. */
const BYTES_PER_CALL = 2_000_000;

/**
 * Makes sure that the texts are stored, fetching only those that are not: content never changes under its id.
 * Returns the object ids that could not be had, with the reason.
 */
export async function fetchBlobs(
  { client, sizes, db }: { client: GitHubClient; sizes: Sizes; db: Db },
  wanted: readonly WantedBlob[],
  onRead: (done: number, total: number) => void = () => {},
): Promise<Map<string, string>> {
  const failed = new Map<string, string>();
  const distinct = new Map(wanted.map((blob) => [blob.oid, blob]));
  const stored = await storedBlobs(db, [...distinct.keys()]);
  const missing = [...distinct.values()].filter((blob) => !stored.has(blob.oid));
  let done = 0;
  await inBatches(missing, {
    name: 'blobs',
    sizes,
    take: takeBySize,
    async read(batch) {
      const answer = await client.query(BlobsAnswer, blobsQuery(batch));
      if (answer.kind === 'tooMuch') return answer;
      const texts = new Map(answer.data.flatMap((blob) => (blob ? [[blob.oid, blob]] : [])));
      await saveBlobs(
        db,
        batch.flatMap(({ oid }) => {
          const blob = texts.get(oid);
          if (!blob) return [];
          const { byteSize, isTruncated } = blob;
          return [{ oid, text: storable(blob.text), bytes: byteSize, isTruncated }];
        }),
      );
      const reason = answer.errors[0]?.message ?? 'GitHub does not show this file';
      for (const { oid } of batch) if (!texts.has(oid)) failed.set(oid, reason);
      done += batch.length;
      onRead(done, missing.length);
      return { kind: 'done' };
    },
    giveUp: (blob, reason) => failed.set(blob.oid, reason),
  });
  return failed;
}

/** A binary file has no text. PostgreSQL keeps no NUL, which a YAML file may not hold either. */
function storable(text: string | null | undefined): string {
  return (text ?? '').replaceAll('\0', '\uFFFD');
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
