import { labelOf } from '../../../catalog/labels.ts';
import { ownerDirectory } from '../../../catalog/owner-directory.ts';
import type { CatalogView } from '../../../catalog/search.ts';
import type { PageKind } from '../../../docs/page.ts';
import type { PageRow, SiteRow } from '../../../docs/store.ts';
import { type Html, html, nothing, safeUrl } from '../../../html.ts';
import { counted, entityLink, when } from '../words.ts';

/** What is known of a page beside its text. */
export type Surroundings = {
  view: CatalogView;
  site: SiteRow;
  page: PageRow;
  now: Date;
  /** Ref of who owns the entity whose docs these are. */
  owner: string | null;
  /** Where that team is asked: `#team-payments`. */
  channel: string | null;
  /** Where the page says somebody else owns it: the ref of those. */
  saidOwner: string | null;
};

/** Longer ago than this, a page may tell of how things were. */
const OLD_DAYS = 365;

export const KINDS_OF_PAGES: Record<PageKind, string | null> = {
  page: null,
  runbook: 'Runbook',
  adr: 'Decision',
  readme: 'README',
  api: 'API',
};

export function kindOfPage(kind: PageKind): Html {
  const word = KINDS_OF_PAGES[kind];
  return word ? html`<span class="badge">${word}</span>` : nothing;
}

/** When its file was last changed; null while that is not known of its text as it is. */
export function ageOf({ agedOid, oid, changedAt }: PageRow): Date | null {
  return agedOid === oid ? changedAt : null;
}

/** What sort of page it is, whose, and how old; and where page and catalog disagree. */
export function drawAbout(around: Surroundings): Html {
  const { view, site, page, now, owner } = around;
  const changedAt = ageOf(page);
  // A decision was made when it was made.
  const isOld =
    page.kind !== 'adr' &&
    changedAt !== null &&
    now.getTime() - changedAt.getTime() > OLD_DAYS * 24 * 3_600_000;
  const status = page.meta.status ?? null;
  const parts = [
    html`${kindOfPage(page.kind)}${status ? html` <span class="badge">${status}</span>` : nothing}`,
    html`Docs of ${entityLink(view, site.ref)}`,
    owner ? html`owned by ${entityLink(view, owner)}` : html`nobody is registered as owner`,
    changedAt
      ? html`changed ${when(changedAt, now)}${page.changedBy ? html` by ${drawPerson(view, page.changedBy)}` : nothing}`
      : null,
  ];
  const shown = parts.filter((part) => part !== null && String(part).trim() !== '');
  return html`<p class="doc-about">${shown.map((part, at) => html`${at === 0 ? nothing : html` <span class="dot" aria-hidden="true">·</span> `}<span>${part}</span>`)}</p>
${isOld ? html`<p class="doc-note">Nobody has changed this page for more than a year: it may tell of how things were.</p>` : nothing}
${drawDisagreement(around)}`;
}

/** Git names people by login or as they call themselves; whom the catalog knows has a page. */
function drawPerson(view: CatalogView, name: string): Html {
  const ref = /^[\w-]+$/.test(name) ? ownerDirectory(view).refOfHandle(`@${name}`) : null;
  return ref ? entityLink(view, ref) : html`${name}`;
}

function drawDisagreement({ view, owner, saidOwner }: Surroundings): Html {
  if (!saidOwner) return nothing;
  const catalog = owner
    ? html`the catalog says ${entityLink(view, owner)}`
    : html`the catalog knows no owner`;
  return html`<p class="doc-note">This page says that ${entityLink(view, saidOwner)} owns it; ${catalog}.</p>`;
}

/** What somebody can do about the page: mend it, ask, look at its source. */
export function drawFoot(around: Surroundings): Html {
  const { view, owner, channel, page } = around;
  const { edit, source } = addressesOf(around);
  const asked = channel ? channelUrl(channel) : null;
  const whom = owner ? labelOf(view, owner) : 'the owner';
  const ask = channel
    ? html`<li>Ask ${whom} in ${asked ? html`<a href="${asked}" rel="noreferrer">Slack</a>` : html`<strong>${channel}</strong>`}</li>`
    : nothing;
  return html`<ul class="doc-deeds">
${edit ? html`<li><a class="button" href="${edit}" rel="noreferrer">Wrong? Fix it</a></li>` : nothing}
${ask}
${source ? html`<li><a href="${source}" rel="noreferrer">Source</a> <code>${page.file}</code></li>` : html`<li><code>${page.file}</code></li>`}
</ul>
${drawProblems(page)}`;
}

/** Slack opens a channel by its id; a name stays a name. */
function channelUrl(channel: string): string | null {
  return /^[CG][A-Z0-9]{6,}$/.test(channel)
    ? `https://slack.com/app_redirect?channel=${channel}`
    : null;
}

function addressesOf({ site, page }: Surroundings): { edit: string | null; source: string | null } {
  const { docsDir, editUrl, sourceUrl } = site.settings;
  const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/');
  const folder = docsDir === '' ? '' : `${docsDir}/`;
  const isInside = page.file.startsWith(folder);
  const edit = editUrl && isInside ? editUrl + encoded(page.file.slice(folder.length)) : null;
  const source = sourceUrl && sourceUrl + encoded(page.file);
  return { edit: edit && safeUrl(edit), source: source && safeUrl(source) };
}

function drawProblems({ problems }: PageRow): Html {
  if (problems.length === 0) return nothing;
  return html`<details class="doc-problems"><summary>${counted(problems.length, 'problem')} on this page</summary>
<ul>${problems.map(({ message, line }) => html`<li>${message}${line === null ? nothing : html` <span class="also">line ${line}</span>`}</li>`)}</ul></details>`;
}
