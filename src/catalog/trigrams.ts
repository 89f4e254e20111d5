/** Finds texts that share rare three-letter pieces with a query. Ids are small whole numbers; nothing is ever taken out. */
export type Trigrams = {
  add: (id: number, text: string) => void;
  /** Up to `limit` ids, most shared pieces first. */
  near: (text: string, limit: number, isWanted: (id: number) => boolean) => number[];
};

// At most so many postings are looked at for a query, rarest pieces first: the common ones ("ser", "ice") tell little and cost most.
const MOST_POSTINGS = 40_000;
const SHARE_OF_PIECES = 0.6;

export function createTrigrams(): Trigrams {
  const postings = new Map<string, number[]>();

  function add(id: number, text: string): void {
    for (const piece of pieces(text)) {
      const ids = postings.get(piece);
      if (!ids) postings.set(piece, [id]);
      else if (ids.at(-1) !== id) ids.push(id);
    }
  }

  function near(text: string, limit: number, isWanted: (id: number) => boolean): number[] {
    const lists = pieces(text)
      .map((piece) => postings.get(piece) ?? [])
      .filter((ids) => ids.length > 0)
      .sort((a, b) => a.length - b.length);
    const rare = lists.slice(0, Math.max(2, Math.ceil(lists.length * SHARE_OF_PIECES)));
    const shared = new Map<number, number>();
    let seen = 0;
    for (const ids of rare) {
      seen += ids.length;
      if (seen > MOST_POSTINGS && shared.size > 0) break;
      for (const id of ids) shared.set(id, (shared.get(id) ?? 0) + 1);
    }
    return [...shared]
      .filter(([id]) => isWanted(id))
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, limit)
      .map(([id]) => id);
  }

  return { add, near };
}

function pieces(text: string): string[] {
  const padded = `  ${text} `;
  const found = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) found.add(padded.slice(at, at + 3));
  return [...found];
}
