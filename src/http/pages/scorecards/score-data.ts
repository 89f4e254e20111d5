import type { Db } from '#dialect';
import type { CatalogView } from '../../../catalog/search.ts';
import type { Exemption } from '../../../scorecards/desk/exemption.ts';
import { exemptionsWhere } from '../../../scorecards/desk/exemption-store.ts';
import type { Result } from '../../../scorecards/evaluate.ts';
import type { FactTable } from '../../../scorecards/fact.ts';
import type { FixRow } from '../../../scorecards/fixes/fix-row.ts';
import { fixesWhere } from '../../../scorecards/fixes/fix-store.ts';
import type { Finding, LogLine } from '../../../scorecards/nudges/nudge.ts';
import { findingsOf, logWhere } from '../../../scorecards/nudges/store.ts';
import { changesWhere, resultsOf } from '../../../scorecards/results/read.ts';
import type { StoredChange, StoredResult } from '../../../scorecards/results/stored.ts';
import type { Scorecard } from '../../../scorecards/scorecard.ts';
import type { Standards } from '../../../scorecards/standards.ts';

const LOG_LINES = 100;
const CHANGES = 40;

/** Everything the page about one entity on one scorecard says, gathered before anything is drawn. */
export type ScoreData = {
  view: CatalogView;
  scorecard: Scorecard;
  ref: string;
  /** Judged now, with evidence; null where the scorecard is not about it. */
  result: Result | null;
  /** As the last run left it. */
  stored: StoredResult | null;
  /** The newest first. */
  changes: readonly StoredChange[];
  findings: readonly Finding[];
  log: readonly LogLine[];
  exemptions: readonly Exemption[];
  fixes: readonly FixRow[];
  /** The facts that rules may ask for: how much it takes to change them. */
  table: FactTable;
};

/** Null where there is no such entity, and never was one on this scorecard. */
export async function gatherScore(
  { db, standards }: { db: Db; standards: Standards },
  { view, scorecard, ref }: { view: CatalogView; scorecard: Scorecard; ref: string },
): Promise<ScoreData | null> {
  const { name } = scorecard;
  const [{ table }, judged, results, changes, findings, log, exemptions, fixes] = await Promise.all(
    [
      standards.loaded(),
      standards.judge(ref),
      resultsOf(db, ref),
      changesWhere(db, { ref, scorecard: name }),
      findingsOf(db, ref),
      logWhere(db, { ref, limit: LOG_LINES }),
      exemptionsWhere(db, { ref, scorecard: name }),
      fixesWhere(db, { refs: [ref], scorecard: name }),
    ],
  );
  if (!view.get(ref) && changes.length === 0) return null;
  const own = <One extends { scorecard: string }>(list: readonly One[]) =>
    list.filter((one) => one.scorecard === name);
  return {
    ...{ view, scorecard, ref, exemptions, fixes, table },
    result: judged.find((one) => one.scorecard.name === name) ?? null,
    stored: own(results)[0] ?? null,
    changes: changes.toReversed().slice(0, CHANGES),
    findings: own(findings),
    log: own(log),
  };
}
