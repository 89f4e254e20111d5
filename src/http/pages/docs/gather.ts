import type { Db } from '#dialect';
import { channelsOf } from '../../../catalog/channels.ts';
import { ownerDirectory } from '../../../catalog/owner-directory.ts';
import type { CatalogView } from '../../../catalog/search.ts';
import { entityByRef } from '../../../catalog/store.ts';
import { saidOwner } from '../../../docs/said-owner.ts';
import { type PageRow, pagesOf, type SiteRow, sectionsOf } from '../../../docs/store.ts';
import { link } from '../../../questions/link.ts';
import type { Surroundings } from './about.ts';
import { ownerOf } from './list.ts';

/** A page as the nav and its neighbours need it. */
export type PageTitle = Pick<PageRow, 'path' | 'title' | 'isInNav'>;

/** As many sites as people read in an hour. */
const SITES_KEPT = 64;
const PAGES_KEPT = 2_000;

/** Reads what stands around a page, and keeps what only changes with the site or the page. */
export function createGatherer(db: Db) {
  const titles = new Map<string, { hash: string; pages: readonly PageTitle[] }>();
  const said = new Map<string, string | null>();

  /** The pages of a site in the order of reading. */
  async function pagesIn({ id, hash }: SiteRow): Promise<readonly PageTitle[]> {
    const kept = titles.get(id);
    if (kept?.hash === hash) return kept.pages;
    const rows = await pagesOf(db, [id]);
    const pages = rows.map(({ path, title, isInNav }) => ({ path, title, isInNav }));
    keep(titles, SITES_KEPT, id, { hash, pages });
    return pages;
  }

  async function surroundingsOf(
    { view, site, page }: Pick<Surroundings, 'view' | 'site' | 'page'>,
    now: Date,
  ): Promise<Surroundings> {
    const owner = ownerOf(view, site.ref);
    const [team, words] = await Promise.all([owner ? entityByRef(db, owner) : null, saidOn(page)]);
    const { channel, askChannel } = channelsOf(team?.entity ?? null);
    const other = words === null ? null : teamNamed(view, words);
    return {
      view,
      site,
      page,
      now,
      owner,
      channel: askChannel ?? channel,
      saidOwner: other !== null && !isOf(view, other, owner) ? other : null,
    };
  }

  async function saidOn({ id, etag }: PageRow): Promise<string | null> {
    const key = `${id} ${etag}`;
    const kept = said.get(key);
    if (kept !== undefined) return kept;
    const [first, second] = await sectionsOf(db, id);
    const words = saidOwner(first?.text ?? '') ?? saidOwner(second?.text ?? '');
    keep(said, PAGES_KEPT, key, words);
    return words;
  }

  return { pagesIn, surroundingsOf };
}

/** The one team or person that words mean beyond doubt. */
function teamNamed(view: CatalogView, words: string): string | null {
  const linked = link(view, words, {
    want: 'team',
    talk: { asker: null, subjects: [], refs: [] },
  });
  if (linked.kind !== 'linked' || linked.rest || linked.mentions.length !== 1) return null;
  const [mention] = linked.mentions;
  const kind = mention && view.get(mention.ref)?.kind;
  return mention && !mention.isGuess && (kind === 'group' || kind === 'user') ? mention.ref : null;
}

/** Whether somebody is the owner, or a part or the whole of it: no disagreement worth a word. */
function isOf(view: CatalogView, ref: string, owner: string | null): boolean {
  if (owner === null) return false;
  const { isWithin } = ownerDirectory(view);
  return isWithin(ref, owner) || isWithin(owner, ref);
}

function keep<Value>(kept: Map<string, Value>, most: number, key: string, value: Value): void {
  kept.delete(key);
  kept.set(key, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(oldest);
  }
}
