import type { Assets } from './assets.ts';
import type { RenderedPage } from './page.ts';
import type { DocSearch } from './search/search.ts';
import type { PageRow, SiteRow } from './store.ts';
import type { Viewer } from './viewer.ts';

/** What docs do for pages, chat and jobs; sites, pages and sections themselves are read with `store.ts`. `src/docs.ts` puts it together. */
export type Docs = {
  search: DocSearch;
  /** Renders a page; it is kept for as long as it does not change. */
  open: (site: SiteRow, page: PageRow) => Promise<RenderedPage>;
  assets: Assets;
  /** Whether somebody may read what is shown to `readers` alone (`SiteRow.readers`). */
  mayRead: (viewer: Viewer, readers: readonly string[] | null) => Promise<boolean>;
};
