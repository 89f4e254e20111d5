import { type Fact, known, unknown } from '../fact.ts';
import { absent, type Checkout, filesBelow, findFile } from './checkout.ts';
import { defineFacts, OF_BOTH } from './define.ts';

const PAGE = /\.(?:md|mdx|adoc|rst)$/i;
const RUNBOOK =
  /(?:^|\/)(?:run-?_?books?|play-?_?books?)(?:\.(?:md|mdx|adoc|rst)|\/[^/]+\.(?:md|mdx|adoc|rst))$/i;

/** Docs are what is shown as docs: pages below `docs/`, beside an `mkdocs.yml`, or where the annotation of TechDocs points. A README alone is none. */
export const DOCS = defineFacts({
  restsOn: 'files',
  facts: {
    hasDocs: { type: 'bool', title: 'Has docs', ...OF_BOTH },
    hasRunbook: { type: 'bool', title: 'Has a runbook', ...OF_BOTH },
  },
  read: (checkout) => ({ hasDocs: hasDocs(checkout), hasRunbook: hasRunbook(checkout) }),
});

function hasDocs(checkout: Checkout): Fact {
  const { entity, seenAt, descriptor, around } = checkout;
  const annotations = entity.metadata.annotations ?? {};
  const page = filesBelow(checkout, /^(?:docs?|documentation)\//i).find((path) => PAGE.test(path));
  if (page !== undefined) return known(true, seenAt(page));
  const techdocs =
    annotations['backstage.io/techdocs-entity'] ??
    elsewhere(annotations['backstage.io/techdocs-ref']);
  if (techdocs !== null) return known(true, seenAt(descriptor));
  // Docs may stand in a folder of another name: those that were read are shown.
  const { docs } = around;
  if (docs !== null && docs.pages > 0)
    return known(true, { source: 'its docs', url: docs.url, observedAt: docs.readAt });
  const nothing = absent(checkout, 'near');
  const mkdocs = findFile(checkout, /^mkdocs\.ya?ml$/i);
  return nothing.state === 'known' && mkdocs !== null ? known(false, seenAt(mkdocs)) : nothing;
}

/** `dir:.` points to the repository itself, whose pages are looked for; an address stands for pages somewhere else. */
function elsewhere(reference: string | undefined): string | null {
  return reference?.startsWith('url:') ? reference : null;
}

/** A page of that name, or a link or annotation that says so. */
function hasRunbook(checkout: Checkout): Fact {
  const { seenAt, descriptor, around } = checkout;
  const [runbook] = filesBelow(checkout, RUNBOOK);
  if (runbook !== undefined) return known(true, seenAt(runbook));
  const address = runbookAddress(checkout);
  if (address !== null) return known(true, seenAt(descriptor));
  const { docs } = around;
  if (docs !== null && docs.runbooks > 0)
    return known(true, { source: 'its docs', url: docs.runbookUrl, observedAt: docs.readAt });
  // A runbook may lie in any folder; where docs were read, all of their pages were.
  return absent(checkout, docs === null ? 'deep' : 'near');
}

/** Where the descriptor says that the runbook is. */
export function runbookAddress({ entity }: Checkout): string | null {
  const { links = [], annotations = {} } = entity.metadata;
  const link = links.find(
    ({ type, title, url }) =>
      /^(?:run|play)-?\s?book$/i.test(type ?? '') ||
      /\b(?:run|play)[-\s]?book\b/i.test(title ?? '') ||
      RUNBOOK.test(url.replace(/[?#].*$/, '')),
  );
  if (link) return link.url;
  const said = Object.entries(annotations).find(
    ([name, value]) => /\/run-?book/i.test(name) && value,
  );
  return said?.[1] ?? null;
}

const OF_DOCS = { source: 'docs', usableForDays: null } as const;

/** What the pages of its docs tell, as they were read and by the history of their files. */
export const DOC_PAGES = defineFacts({
  facts: {
    docsPages: { type: 'int', title: 'Pages of docs, a README aside', ...OF_DOCS },
    brokenDocsLinks: {
      type: 'int',
      title: 'Links and pictures of its docs that lead nowhere',
      ...OF_DOCS,
    },
    docsChangedAt: { type: 'timestamp', title: 'When its docs were changed last', ...OF_DOCS },
    runbookChangedAt: {
      type: 'timestamp',
      title: 'When its runbook was changed last',
      ...OF_DOCS,
    },
  },
  read(checkout) {
    const { docs } = checkout.around;
    if (docs === null) {
      const unread = unknown('its docs were not read');
      const changed = unknown('when its docs were changed was not read');
      return {
        docsPages: unread,
        brokenDocsLinks: unread,
        docsChangedAt: changed,
        runbookChangedAt: unknown(whyNoRunbookAge(checkout)),
      };
    }
    const seen = { source: 'its docs', url: docs.url, observedAt: docs.readAt };
    const pageless = docs.pages === 0 ? 'it has no docs' : 'the history of its docs was not read';
    return {
      docsPages: known(docs.pages, seen),
      brokenDocsLinks: known(docs.brokenLinks, seen),
      docsChangedAt: docs.changedAt ? known(docs.changedAt, seen) : unknown(pageless),
      runbookChangedAt: docs.runbookChangedAt
        ? known(docs.runbookChangedAt, { ...seen, url: docs.runbookUrl })
        : unknown(
            docs.runbooks > 0
              ? 'the history of its runbook was not read'
              : whyNoRunbookAge(checkout),
          ),
    };
  },
});

function whyNoRunbookAge(checkout: Checkout): string {
  if (runbookAddress(checkout) !== null)
    return 'its runbook stands elsewhere, and when that was changed nobody posted';
  const isThere = filesBelow(checkout, RUNBOOK).length > 0;
  return isThere ? 'the history of its runbook was not read' : 'it has no runbook that is read';
}
