/** Something wrong with a document, in words a person can act on. Lines and columns count from 1. */
export type Problem = {
  message: string;
  line: number;
  column: number;
  /** Where in the entity: `spec.owner`, `metadata.tags.0`; empty for the whole document. */
  path: string;
  /** A warning leaves the document valid: it is used as it is, and somebody should look at it. Absent: an error. */
  severity?: 'warning';
};
