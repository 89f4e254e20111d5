import { randomUUID } from 'node:crypto';
import type { Corrections } from './catalog/corrections/corrections.ts';
import type { PullRequests } from './catalog/corrections/pull-request.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { WHY_NO_WRITING } from './github-writer.ts';
import { sandbox } from './scaffolder/expressions/sandbox.ts';
import { createStandardsDesk } from './scorecards/desk/create.ts';
import type { StandardsDesk } from './scorecards/desk/desk.ts';
import type { OwnerProposed } from './scorecards/desk/parts.ts';
import { createFixes } from './scorecards/fixes/create.ts';
import type { Fixes } from './scorecards/fixes/fixes.ts';

/** What people decide about findings, and the pull requests that mend them. */
export type Decisions = { desk: StandardsDesk; fixes: Fixes };

/** Puts together what Slack, the API and chat decide with. */
export function composeDecisions({
  config: { admins },
  core: { db, index, standards, kinds },
  corrections,
  writer,
  now,
  readAgain,
}: {
  config: Pick<Config, 'admins'>;
  core: Pick<Core, 'db' | 'index' | 'standards' | 'kinds'>;
  corrections: Pick<Corrections, 'ask' | 'askerOf'>;
  writer: PullRequests | null;
  now: () => Date;
  /** Reads what was pushed last, should a webhook be lost. */
  readAgain: () => Promise<unknown>;
}): Decisions {
  const parts = { db, index, standards, now, newId: randomUUID, admins };
  return {
    desk: createStandardsDesk({
      ...parts,
      async proposeOwner({ ref, from, reason, askedBy, decidedBy }, to): Promise<OwnerProposed> {
        const by = decidedBy ?? askedBy;
        const asked = await corrections.ask({
          correction: { ref, field: 'owner', value: to, was: from },
          reason,
          asker: await corrections.askerOf(by.includes(':') ? by : null, by),
        });
        if (asked.kind === 'kept') return { kind: 'proposed', correction: asked.row.id };
        if (asked.kind === 'stuck') return asked;
        return { kind: 'stuck', reason: asked.check.message, nextStep: 'Change the file by hand.' };
      },
    }),
    fixes: createFixes({
      ...parts,
      kinds,
      github: writer,
      whyNot: WHY_NO_WRITING,
      render: (input, asked) => sandbox().renderValue(input, asked),
      onMerged: async () => void (await readAgain()),
    }),
  };
}
