import { type Corrections, createCorrections } from './catalog/corrections/corrections.ts';
import { labelIn } from './catalog/corrections/label.ts';
import type { PullRequests } from './catalog/corrections/pull-request.ts';
import type { CorrectionRow } from './catalog/corrections/store.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { WHY_NO_WRITING } from './github-writer.ts';
import { writeAudit } from './operations/audit.ts';
import { answersFor, isAmong } from './operations/rights.ts';
import { serviceCard } from './questions/card.ts';
import { gatherFacts } from './questions/facts.ts';

/** Puts together "Wrong? Fix it": what is kept, who writes to GitHub, and who tells people. */
export function composeCorrections({
  config,
  writer,
  core,
  now,
  tell,
}: {
  config: Config;
  /** Null where nothing may be written to GitHub. */
  writer: PullRequests | null;
  core: Core;
  now: () => Date;
  tell: (row: CorrectionRow) => Promise<void>;
}): Corrections {
  const { db, index, kinds } = core;
  return createCorrections({
    db,
    index,
    now,
    kinds,
    github: writer,
    whyNot: WHY_NO_WRITING,
    async said(ref) {
      const view = await index.current();
      const facts = await gatherFacts(db, view, ref);
      return facts ? serviceCard(view, facts).facts : [];
    },
    tell,
    owners: {
      async refusal(ref, by) {
        const view = await index.current();
        const owners = answersFor(view, ref);
        if (isAmong(view, by, [...owners, ...config.admins])) return null;
        const names = owners.map((one) => labelIn(view, one));
        return names.length > 0
          ? `That is for members of ${names.join(' or ')} to say.`
          : 'Nobody of the catalog owns it, so that is for the platform admins (CALLBOARD_ADMINS).';
      },
      record: (line) =>
        writeAudit(db, { ...line, at: now(), what: 'correction verdict', proposal: null }),
    },
  });
}
