/** Names that only machines speak: `SCAN_TIMEOUT`, `SP-204`. */
const LITERAL = /\b(?:[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+|[A-Za-z]{1,8}-\d+)\b/g;

/** The settings, codes and fields that a question names: no other one is meant, however alike. */
export function literalsIn(text: string, names: readonly string[] = []): readonly string[] {
  const known = new Set(names.map(joined));
  return (text.match(LITERAL) ?? []).map(joined).filter((one) => !known.has(one));
}

/** Whether a text has all of them, however it joins their parts. */
export function hasLiterals(text: string, literals: readonly string[]): boolean {
  const whole = literals.length > 0 ? joined(text) : '';
  return literals.every((one) => whole.includes(one));
}

function joined(text: string): string {
  return text.toLowerCase().replace(/[_\-\s]+/g, '');
}
