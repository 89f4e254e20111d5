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
  /** Makes the new text of the file from what it is now; from '' where it is not there and may be created. */
  edit: (text: string) => Edited;
  /** Whether the file is made where there is none. */
  mayCreate?: boolean;
};

export type Proposed =
  | { kind: 'opened'; number: number; url: string }
  | { kind: 'merged'; number: number; url: string; by: string | null }
  /** `why`: what whoever closed it said last. */
  | { kind: 'closed'; number: number; url: string; by: string | null; why: string | null }
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

/** Says something below a pull request of ours, once for its `mark`, and closes it where that is meant. */
export type AnswerPullRequest = (at: {
  repository: string;
  number: number;
  words: string;
  mark: string;
  closes: boolean;
}) => Promise<Exclude<Proposed, { kind: 'same' }>>;

/** What writes to GitHub for corrections. */
export type PullRequests = {
  propose: ProposeFile;
  look: LookAtPullRequest;
  answer: AnswerPullRequest;
};
