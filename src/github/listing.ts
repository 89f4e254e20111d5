import { RepositoryPage } from './answers.ts';
import { toFacts } from './facts.ts';
import { pagesOf } from './pages.ts';
import { DELTA, SWEEP } from './queries.ts';
import type { Reader } from './reader.ts';
import { recordFacts } from './repositories.ts';

export type Listing = {
  /** Ids GitHub listed, readable or not. */
  seen: Set<string>;
  /** How many repositories the last page said there are. */
  totalCount: number;
  changed: number;
  /** Everything that makes it incomplete, in words; empty: what was asked for was listed. */
  problems: string[];
  /** Newest push that was listed. */
  pushedAt: Date | null;
};

/**
 * Lists every repository, oldest first, and writes the facts page by page: what a failing page leaves out, the earlier ones keep.
 * @throws GitHubStop
 */
export function listAll(reader: Reader): Promise<Listing> {
  return list(reader, SWEEP, null);
}

/** Lists repositories, last pushed first, until they are known: pushed before `since`, or at it and unchanged. */
export function listPushed(reader: Reader, since: Date): Promise<Listing> {
  return list(reader, DELTA, since);
}

async function list(reader: Reader, query: string, since: Date | null): Promise<Listing> {
  const listing: Listing = {
    seen: new Set(),
    totalCount: 0,
    changed: 0,
    problems: [],
    pushedAt: null,
  };
  const pages = pagesOf(reader, {
    name: 'listing',
    schema: RepositoryPage,
    query,
    variables: { organization: reader.organization },
    connection: (answer) => answer.organization?.repositories ?? null,
  });
  for await (const page of pages) {
    if (page.kind === 'failed') {
      listing.problems.push(
        `the list of repositories ends after ${listing.seen.size}: ${page.reason}`,
      );
      break;
    }
    const facts = page.nodes.flatMap((node, index) => {
      if (!node) return [];
      listing.seen.add(node.id);
      // A field that an error made null is not a fact.
      const isTouched = page.errors.some((error) => error.path?.includes(index));
      return (isTouched ? null : toFacts(node)) ?? [];
    });
    listing.problems.push(...problemsOf(page, facts.length));
    const changed = await recordFacts(reader, facts);
    listing.changed += changed;
    listing.totalCount = page.totalCount;
    const pushes = facts.flatMap((fact) => fact.pushedAt ?? []);
    listing.pushedAt = newest(listing.pushedAt, pushes);
    reader.progress({ phase: 'listing', done: listing.seen.size, total: page.totalCount });
    if (since && isKnown(pushes, { since, changed })) break;
  }
  return listing;
}

function problemsOf(
  { nodes, errors }: { nodes: readonly unknown[]; errors: readonly { message: string }[] },
  readable: number,
): string[] {
  const [error] = errors;
  const unreadable = nodes.length - readable;
  if (unreadable === 0) return error ? [error.message] : [];
  const because = error ? ` (${error.message})` : '';
  return [`${unreadable} repositories are listed but cannot be read${because}`];
}

function isKnown(
  pushes: readonly Date[],
  { since, changed }: { since: Date; changed: number },
): boolean {
  return pushes.some((at) => at < since) || (changed === 0 && pushes.some((at) => at <= since));
}

function newest(known: Date | null, pushes: readonly Date[]): Date | null {
  return pushes.reduce<Date | null>((last, at) => (!last || at > last ? at : last), known);
}
