const WORDS =
  /\s+(?:because of|because|cause|cuz|since|due to|on account of|regarding|concerning|about|re|as|for|reason|with|that)[:\s]+/gi;
const MARKS = /\s*(?:[:;–—]|,|\s-)\s+/g;

/** "risk because payments fail" in two. The first word or mark that gives a reason divides; null where none does. */
export function splitReason(text: string): { before: string; reason: string } | null {
  const marks = [...text.matchAll(WORDS), ...text.matchAll(MARKS)].sort(
    (a, b) => a.index - b.index,
  );
  const [first] = marks;
  if (!first) return null;
  const before = text.slice(0, first.index).trim();
  const reason = text.slice(first.index + first[0].length).trim();
  return before && reason ? { before, reason } : null;
}
