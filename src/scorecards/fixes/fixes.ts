import type { Preview } from '../../catalog/corrections/preview.ts';
import type { By } from '../desk/desk.ts';
import type { FixRow } from './fix-row.ts';

/** One check of one entity. */
export type CheckKey = { ref: string; scorecard: string; check: string };

/** It cannot be done from here: a sentence, what to do instead, and where. */
export type FixStuck = { kind: 'stuck'; reason: string; nextStep: string; url: string | null };

export type FixAsked =
  | { kind: 'kept'; row: FixRow; isNew: boolean }
  /** This person may not. */
  | { kind: 'refused'; reason: string; nextStep: string }
  | FixStuck;

/** What a fix would do, to be read before somebody presses. */
export type FixPreview =
  | FixStuck
  | {
      kind: 'planned';
      /** Of the pull request: `Add docs/runbook.md to ledger`. */
      title: string;
      repository: string;
      path: string;
      /** The lines that change, as far as the last read of the file tells. */
      change: Preview;
    };

/** "Open PR": from a failing check that says how it is mended to the merged pull request. */
export type Fixes = {
  /** Why there is no fix for this check now, or null where a press would open a pull request, should it still fail. Nothing is asked of GitHub. */
  check: (key: CheckKey) => Promise<FixStuck | null>;
  preview: (key: CheckKey) => Promise<FixPreview>;
  /** Keeps the fix as a row; the pull request comes with `carryOut` or `work`. One that is under way is found again. */
  ask: (key: CheckKey, by: By) => Promise<FixAsked>;
  /** Does what is to be done about one fix now: opens its pull request, or looks after it. */
  carryOut: (id: string) => Promise<FixRow | null>;
  /** Opens pull requests that are due and looks after those that are open. Ends the same however often it runs. */
  work: () => Promise<void>;
  /** Something happened to pull requests of a repository, by GitHub's node id. */
  hint: (repositoryId: string) => Promise<void>;
  /** The newest fix of a check; null where nobody asked for one. */
  of: (ref: string, check: Pick<CheckKey, 'scorecard' | 'check'>) => Promise<FixRow | null>;
};
