import { emailOf, markOf } from '../../catalog/summary.ts';
import { type Html, html, nothing, safeUrl } from '../../html.ts';
import { repositoryUrl } from '../../questions/card.ts';
import type { EntityData } from './entity-data.ts';
import { narrowedUrl } from './list-query.ts';
import { placeOf, webUrlOf } from './paths.ts';
import { entityLink, when } from './words.ts';

type Row = { name: string; value: Html };

/** What somebody wants to know at a glance, beside the page or on top of it where the screen is narrow. */
export function drawAside(data: EntityData, now: Date): Html {
  const rows = [
    ...ownerRows(data),
    ...docsRows(data),
    ...placeRows(data),
    ...sourceRows(data, now),
  ];
  return html`<aside class="facts" aria-label="Facts">
<dl>${rows.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${drawLinks(data)}
${drawMarks(data)}
</aside>`;
}

function ownerRows({ view, facts, found }: EntityData): Row[] {
  const { owner, operator, codeOwners } = facts;
  const rows: Row[] = [];
  if (owner) {
    const parent = view.out(owner.ref, 'childOf')[0];
    const contact = [owner.channel, owner.askChannel].filter((one) => one !== null);
    rows.push({
      name: 'Owner',
      value: html`<strong>${entityLink(view, owner.ref)}</strong>${parent ? html`<span class="under">part of ${entityLink(view, parent)}</span>` : nothing}${[...new Set(contact)].map((channel) => html`<span class="under">${channel}</span>`)}`,
    });
  }
  if (operator) rows.push({ name: 'Operated by', value: entityLink(view, operator) });
  if (codeOwners) {
    const who = codeOwners.handles.map((handle) => html`<span class="handle">${handle}</span> `);
    const url = safeUrl(codeOwners.url);
    rows.push({
      name: 'CODEOWNERS',
      value: html`${who}<span class="under">${VERDICTS[codeOwners.verdict]}${url ? html` · <a href="${url}">the rule</a>` : nothing}</span>`,
    });
  }
  const onCall = onCallOf(found.entity.metadata.annotations ?? {});
  if (onCall) rows.push({ name: 'On call', value: onCall });
  const email = emailOf(found.entity);
  if (email) rows.push({ name: 'E-mail', value: html`<a href="mailto:${email}">${email}</a>` });
  return rows;
}

const VERDICTS = {
  agree: 'agrees with the descriptor',
  shared: 'names others as well',
  differ: 'disagrees with the descriptor',
  unknown: 'cannot be compared',
} as const;

/** Which schedule a pager would ring by, as annotations of the known vendors name it. */
function onCallOf(annotations: Readonly<Record<string, string>>): Html | null {
  const found = Object.entries(annotations).find(([key]) =>
    /^(?:pagerduty\.com|opsgenie\.com|rootly\.com|incident\.io|firehydrant\.com|victorops\.com)\//.test(
      key,
    ),
  );
  if (!found) return null;
  const [key, value] = found;
  return html`<code>${value}</code><span class="under">${key}</span>`;
}

function docsRows({ docs }: EntityData): Row[] {
  return docs ? [{ name: 'Docs', value: html`<a href="${docs.href}">${docs.title}</a>` }] : [];
}

/** What it belongs to; everything else it touches stands among the relations. */
function placeRows({ view, facts, found }: EntityData): Row[] {
  const { entry } = facts;
  const rows: Row[] = [];
  const belongs = (name: string, type: string) => {
    const refs = view.out(entry.ref, type);
    if (refs.length > 0)
      rows.push({
        name,
        value: html`${refs.map((ref) => html`<span class="line">${entityLink(view, ref)}</span>`)}`,
      });
  };
  belongs('Part of', 'partOf');
  belongs('Parent team', 'childOf');
  if (entry.kind === 'user') belongs('Teams', 'memberOf');
  const language = markOf(found.entity, 'language')?.value ?? facts.repository?.language;
  if (language) rows.push({ name: 'Language', value: html`${language}` });
  if (entry.tags.length > 0) {
    rows.push({
      name: 'Tags',
      value: html`${entry.tags.map((tag) => html`<a class="tag" href="${narrowedUrl('tag', tag)}">${tag}</a> `)}`,
    });
  }
  if (entry.aliases.length > 0)
    rows.push({ name: 'Also called', value: html`${entry.aliases.join(', ')}` });
  return rows;
}

function sourceRows({ found, facts }: EntityData, now: Date): Row[] {
  const { location, commit, changedAt, isCurrent } = found;
  const url = webUrlOf(location);
  const place = placeOf(location);
  const file =
    url && safeUrl(url) ? html`<a href="${url}">${place}</a>` : html`<span>${place}</span>`;
  const read = new Date(facts.source.observedAt);
  const repository = repositoryUrl(facts);
  const rows: Row[] = [
    {
      name: 'Described in',
      value: html`${found.source.startsWith('github-org:') ? html`GitHub` : file}<span class="under">${commit ? html`at <code title="${commit}">${commit.slice(0, 7)}</code>, ` : nothing}read ${when(read, now)}${isCurrent ? nothing : html`, the last good content`}</span>`,
    },
    { name: 'Changed', value: when(changedAt, now) },
  ];
  if (repository && safeUrl(repository))
    rows.unshift({
      name: 'Code',
      value: html`<a href="${repository}">${repository.replace(/^https?:\/\/(?:www\.)?/, '')}</a>${facts.repository?.isArchived ? html`<span class="under">archived</span>` : nothing}`,
    });
  return rows;
}

function drawLinks({ links }: EntityData): Html {
  const safe = links.flatMap(({ label, url }) => (safeUrl(url) ? [{ label, url }] : []));
  if (safe.length === 0) return nothing;
  return html`<h2>Links</h2><ul class="links">${safe.map(({ label, url }) => html`<li><a href="${url}" rel="noreferrer">${label}</a></li>`)}</ul>`;
}

/** Labels and annotations word for word: what tools and filters go by. */
function drawMarks({ found }: EntityData): Html {
  const { labels = {}, annotations = {} } = found.entity.metadata;
  const marks = [...Object.entries(labels), ...Object.entries(annotations)];
  if (marks.length === 0) return nothing;
  return html`<details class="marks"><summary>Labels and annotations <span class="count">${marks.length}</span></summary>
<dl>${marks.map(([key, value]) => html`<div><dt>${key}</dt><dd>${drawValue(String(value))}</dd></div>`)}</dl></details>`;
}

function drawValue(value: string): Html {
  const url = /^https?:\/\//.test(value) ? safeUrl(value) : null;
  return url ? html`<a href="${url}" rel="noreferrer">${value}</a>` : html`${value}`;
}
