import type { Edited } from './edit.ts';

/** A change of one file, to be proposed to the people of a repository. */
export type FileProposal = {
  /** `owner/name`. */
  repository: string;
  path: string;
  branch: string;
  title: string;
  body: string;
  /** Of the commit: the title, and who helped. */
  message: string;
  author: { name: string; email: string } | null;
  /** Slugs of teams and logins of people who are asked to look at it. */
  reviewers: { teams: string[]; people: string[] };
  /** Makes the new text of the file from what it is now. */
  edit: (text: string) => Edited;
};

export type Proposed =
  | { kind: 'opened'; number: number; url: string }
  | { kind: 'merged' | 'closed'; number: number; url: string; by: string | null }
  /** The file says so already. */
  | { kind: 'same' }
  | { kind: 'stuck'; reason: string; nextStep: string }
  /** GitHub is away or asks for a pause. */
  | { kind: 'later'; reason: string };

/**
 * Opens a pull request, or finds the one that is open on this branch. May be called again after a crash anywhere in it: each step
 * finds what the last call left.
 */
export type ProposeFile = (proposal: FileProposal) => Promise<Proposed>;

export type LookAtPullRequest = (at: {
  repository: string;
  number: number;
}) => Promise<Exclude<Proposed, { kind: 'same' }>>;
