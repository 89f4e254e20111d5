import { type Facts, known } from '../fact.ts';
import { type Checkout, filesBelow, findFile } from './checkout.ts';

const PAGE = /\.(?:md|mdx|adoc|rst)$/i;
const RUNBOOK =
  /(?:^|\/)(?:run-?_?books?|play-?_?books?)(?:\.(?:md|mdx|adoc|rst)|\/[^/]+\.(?:md|mdx|adoc|rst))$/i;

/** Docs are what is shown as docs: pages below `docs/`, beside an `mkdocs.yml`, or where the annotation of TechDocs points. A README alone is none. */
export function docsFacts(checkout: Checkout, descriptor: string): Facts {
  const { entity, seenAt } = checkout;
  const annotations = entity.metadata.annotations ?? {};
  const techdocs =
    annotations['backstage.io/techdocs-entity'] ??
    elsewhere(annotations['backstage.io/techdocs-ref']);
  const page = filesBelow(checkout, /^(?:docs?|documentation)\//i).find((path) => PAGE.test(path));
  const mkdocs = findFile(checkout, /^mkdocs\.ya?ml$/i);
  const link = entity.metadata.links?.find(
    ({ type, title, url }) =>
      /^(?:run|play)-?\s?book$/i.test(type ?? '') ||
      /\b(?:run|play)[-\s]?book\b/i.test(title ?? '') ||
      RUNBOOK.test(url.replace(/[?#].*$/, '')),
  );
  const annotated = Object.entries(annotations).find(
    ([name, value]) => /\/run-?book/i.test(name) && value,
  );
  const runbook = filesBelow(checkout, RUNBOOK)[0] ?? null;
  const isStated = link !== undefined || annotated !== undefined;
  return {
    hasDocs: known(
      page !== undefined || techdocs !== null,
      seenAt(page ?? (techdocs === null ? (mkdocs ?? '') : descriptor)),
    ),
    hasRunbook: known(
      runbook !== null || isStated,
      seenAt(runbook ?? (isStated ? descriptor : '')),
    ),
  };
}

/** `dir:.` points to the repository itself, whose pages are looked for; an address stands for pages somewhere else. */
function elsewhere(reference: string | undefined): string | null {
  return reference?.startsWith('url:') ? reference : null;
}
