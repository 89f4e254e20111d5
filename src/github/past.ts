import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { FilePast, FileVersion } from '../catalog/file-past.ts';
import { fileAddress } from './address.ts';
import type { GitHubClient } from './client.ts';
import { FILE_HISTORY } from './queries.ts';
import { GitHubStop } from './stop.ts';

/** Somebody waits for the answer; the client itself waits minutes where GitHub asks for it. */
const PATIENCE_MS = 8_000;
/** A descriptor changes a few times a year; texts come with the commits, so this bounds what is read. */
const COMMITS = 10;

const Text = z.object({
  text: z.string().nullish(),
  isTruncated: z.boolean().optional(),
});
const FileHistory = z.object({
  repository: z
    .object({
      object: z
        .object({
          history: z
            .object({
              pageInfo: z.object({ hasNextPage: z.boolean() }),
              nodes: z.array(
                z.object({
                  oid: z.string(),
                  committedDate: z.coerce.date(),
                  file: z.object({ object: Text.nullish() }).nullish(),
                }),
              ),
            })
            .optional(),
        })
        .nullish(),
    })
    .nullable(),
});

type Looking = { client: GitHubClient; host: string };

/** The last versions up to a time of the file at a location, with one query. */
export async function pastOfFile(
  looking: Looking,
  location: string,
  until: Date,
): Promise<FilePast> {
  if (!location.startsWith('url:')) return { kind: 'unread', reason: null };
  const waiting = new AbortController();
  const late = sleep(PATIENCE_MS, unread('it did not answer in time'), {
    signal: waiting.signal,
    ref: false,
  }).catch(() => unread('the question was answered'));
  try {
    return await Promise.race([readHistory(looking, location, until), late]);
  } catch (error) {
    if (error instanceof GitHubStop) return unread(error.message);
    throw error;
  } finally {
    waiting.abort();
  }
}

async function readHistory(
  { client, host }: Looking,
  location: string,
  until: Date,
): Promise<FilePast> {
  const address = fileAddress(location.slice('url:'.length), host);
  if (address.kind === 'other') return { kind: 'unread', reason: null };
  const { repository: slug, branch, path } = address.file;
  const [owner, name] = slug.split('/');
  const answer = await client.query(FileHistory, FILE_HISTORY, {
    owner,
    name,
    branch,
    path,
    first: COMMITS,
    until: until.toISOString().replace(/\.\d+Z$/, 'Z'),
  });
  if (answer.kind === 'tooMuch') return unread(answer.reason);
  // A text that is missing because of an error must not pass for a file that was deleted.
  const [error] = answer.errors;
  if (error) return unread(error.message);
  const history = answer.data.repository?.object?.history;
  if (!history) return unread(`it shows no branch ${branch} of ${slug}`);
  const versions: FileVersion[] = [];
  for (const { oid: commit, committedDate: at, file } of history.nodes) {
    const blob = file?.object;
    if (file && (!blob || blob.isTruncated || typeof blob.text !== 'string'))
      return unread(`${path} was no text that can be read whole at ${commit.slice(0, 7)}`);
    versions.unshift({ commit, at, text: blob?.text ?? null });
  }
  return { kind: 'read', versions, isCut: history.pageInfo.hasNextPage };
}

function unread(why: string): FilePast {
  const reason = `GitHub could not be asked for the git history of its file: ${why.replace(/\.$/, '')}.`;
  return { kind: 'unread', reason };
}
