import { FIELDS, type Field } from '../catalog/corrections/correction.ts';

/**
 * Something that would be done if a person pressed a button: asking is not doing. Plain data, so that it waits as a row; the rights
 * are those of whoever presses. Each kind is carried out in one place, `deeds.ts`, and leaves an audit line.
 */
export type Deed =
  /** Wakes who is on call for an entity or a team, or one person. */
  | { kind: 'page'; target: string; reason: string | null }
  /** Says that nobody may deploy `ref` (`*`: anything); `until` is ISO 8601, told in `zone`. */
  | { kind: 'lock'; ref: string; until: string | null; zone: string; reason: string | null }
  | { kind: 'unlock'; ref: string }
  /** Tells the owners of what depends on `about`, once in each place: a channel, or a person by ref. */
  | {
      kind: 'tell';
      about: string;
      text: string;
      to: readonly { place: string; owners: readonly string[]; things: readonly string[] }[];
    }
  /** Another name for an entity, kept beside the catalog. */
  | { kind: 'alias'; ref: string; alias: string }
  | { kind: 'unalias'; ref: string; alias: string }
  /** A pull request to the file that says something wrong. */
  | { kind: 'correct'; ref: string; field: CorrectedField; value: string; was: string | null }
  /** Asks `question` again at each turn of `cron` (in `zone`) and posts the answer: to a channel, a person by ref, or where it was asked. */
  | { kind: 'repeat'; question: string; place: string | null; cron: string; zone: string }
  /** Ends what `by` had scheduled. */
  | { kind: 'unrepeat'; ids: readonly string[]; by: string }
  /** Tells `recipient` nothing of failing checks until then (ISO 8601): of an entity, of a check, of both, or of any where all are null. */
  | {
      kind: 'snooze';
      recipient: string;
      ref: string | null;
      scorecard: string | null;
      check: string | null;
      until: string;
      reason: string | null;
    }
  /** Asks for an exemption from a check until then (ISO 8601). */
  | {
      kind: 'exempt';
      ref: string;
      scorecard: string;
      check: string;
      until: string;
      reason: string;
    }
  /** Says yes or no to an exemption that waits. */
  | { kind: 'decide-exemption'; id: string; isApproved: boolean; reason: string | null }
  /** Sends a digest (`*`: of everybody, else of a team) again and again, once its preview was let go: to a channel, a person by ref, or where it was asked. */
  | { kind: 'digest-schedule'; audience: string; place: string | null; cron: string; zone: string }
  /** Opens the pull request that makes a check pass. */
  | { kind: 'fix'; ref: string; scorecard: string; check: string };

export type DeedKind = Deed['kind'];

/** What "Wrong? Fix it" can mend in a descriptor. */
export const CORRECTED_FIELDS = FIELDS;
export type CorrectedField = Field;
