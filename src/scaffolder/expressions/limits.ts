/** Characters of all that comes out of one step's input, or of one skeleton. */
export const MOST_OUTPUT = 50_000_000;
export const TOO_MUCH_TEXT = 'All files together are more than a run may hold.';
