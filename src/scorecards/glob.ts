/** Whether `text` is as `glob` says: `*` is any number of characters, `?` one. Goes back to the last star only, so that many stay quick. */
export function likeGlob(glob: string, text: string): boolean {
  let at = 0;
  let here = 0;
  let star = -1;
  let resume = 0;
  while (here < text.length) {
    if (glob[at] === '*') {
      star = at++;
      resume = here;
    } else if (at < glob.length && (glob[at] === '?' || glob[at] === text[here])) {
      at++;
      here++;
    } else if (star >= 0) {
      at = star + 1;
      here = ++resume;
    } else return false;
  }
  while (glob[at] === '*') at++;
  return at === glob.length;
}
