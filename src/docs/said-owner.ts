/** Lines that say whose something is: `Owner: Payments Platform`, `Maintained by @marlin/risk`. */
const SAYS =
  /^\W*(?:code |service |page |docs? )?(?:owners?|owning team|owned by|maintainers?|maintained by|team)\W*[:|]\s*([^|]{2,80})/i;

/** So far down, a page tells of other things. */
const LINES = 40;

/** Whose a page says its subject is, in its own words; null where it does not say. `text` is plain, a line a block. */
export function saidOwner(text: string): string | null {
  for (const line of text.split('\n', LINES)) {
    const said = SAYS.exec(line.trim().slice(0, 200))?.[1];
    if (said) return said.replaceAll(/^[\s|*_`]+|[\s|*_`.]+$/g, '') || null;
  }
  return null;
}
