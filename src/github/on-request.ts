import { locationByTarget, noteLocationRead } from '../catalog/location-store.ts';
import { type Platform, PlatformDown } from '../catalog/platform.ts';
import { filesAt, type Looking, surveyOf } from './look.ts';
import { pastOfFile } from './past.ts';
import type { Reader } from './reader.ts';
import { readRegistered } from './registered.ts';
import { type RunKind, type RunReport, reasonOf } from './report.ts';
import { readRepositories } from './repositories.ts';
import { organisation } from './runs.ts';
import { GitHubStop } from './stop.ts';
import { markUnread, repositoriesById } from './store.ts';

type Run = (
  kind: RunKind,
  work: (reader: Reader, report: RunReport) => Promise<void>,
) => Promise<RunReport>;

/** What people ask GitHub for, in the words of the catalog. */
export function onRequest({
  run,
  now,
  ...looking
}: Looking & Pick<Reader, 'now'> & { run: Run }): Platform {
  const { db, host } = looking;
  return {
    async readTargets(targets) {
      if (targets.length === 0) return;
      const report = await run('asked', (reader) => readRegistered({ ...reader, host }, targets));
      const reason = reasonOf(report);
      if (!reason) return;
      for (const target of targets) {
        const row = await locationByTarget(db, { type: 'url', target });
        // What was read before the run ended has said so.
        if (row && (row.readAt === null || row.readAt < new Date(report.startedAt)))
          await noteLocationRead(db, row, { at: now(), error: reason });
      }
    },

    async readSource(source) {
      const id = /^github:(.+)$/.exec(source)?.[1];
      const report = await run('asked', async (reader, report) => {
        if (id === undefined)
          return organisation(reader, report, { ifOlder: false, isAccepted: false });
        await markUnread(db, [id]);
        await readRepositories(reader, [id]);
      });
      const row = id === undefined ? undefined : (await repositoriesById(db, [id])).get(id);
      const reason = reasonOf(report) ?? row?.readError;
      if (reason) throw new PlatformDown(reason, '');
    },

    lookAt: (target) => orDown(filesAt(looking, target)),
    survey: (address) => orDown(surveyOf(looking, address)),
    readPast: (location, until) => pastOfFile(looking, location, until),
  };
}

/** What stops a run of the sync is, for somebody who waits, GitHub not answering now. */
async function orDown<Result>(looking: Promise<Result>): Promise<Result> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof GitHubStop)
      throw new PlatformDown(error.message, error.nextStep, { cause: error });
    throw error;
  }
}
