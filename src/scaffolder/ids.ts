/** Whether a text can be the id of a run or a draft. PostgreSQL does not even look for one with a NUL in it, but fails. */
export function isId(text: string): boolean {
  return /^[\w-]{1,100}$/.test(text);
}
