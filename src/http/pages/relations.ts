import type { CatalogView } from '../../catalog/search.ts';
import { sortOf } from '../../catalog/sort.ts';
import { type Html, html, nothing } from '../../html.ts';
import type { Section } from './entity.ts';
import type { EntityData } from './entity-data.ts';
import { entityLink, numeral } from './words.ts';

/** What a relation says of the entity whose page it is, in the order people ask. */
const TITLES = new Map([
  ['memberOf', 'Member of'],
  ['hasMember', 'Members'],
  ['childOf', 'Parent team'],
  ['parentOf', 'Sub-teams'],
  ['ownedBy', 'Owned by'],
  ['ownerOf', 'Owns'],
  ['partOf', 'Part of'],
  ['hasPart', 'Parts'],
  ['dependsOn', 'Depends on'],
  ['dependencyOf', 'Needed by'],
  ['providesApi', 'Provides'],
  ['apiProvidedBy', 'Provided by'],
  ['consumesApi', 'Uses'],
  ['apiConsumedBy', 'Used by'],
]);
const ORDER = [...TITLES.keys()];
/** As many as fit on a screen; the rest is a click away. */
const SHORT = 12;
/** A domain of thousands would make a page nobody reads. */
const LONG = 500;

/** All relations as lists: what the picture shows, and more than a picture could. */
export function drawRelations({ view, found }: EntityData): Section | null {
  const { relations } = found;
  if (relations.length === 0) return null;
  const groups = [...Map.groupBy(relations, ({ type }) => type)].sort(
    ([a], [b]) => rank(a) - rank(b),
  );
  const body = html`<div class="relations">${groups.map(([type, list]) =>
    drawGroup(
      view,
      TITLES.get(type) ?? type,
      list.map(({ targetRef }) => targetRef),
    ),
  )}</div>`;
  return { id: 'relations', title: 'Relations', count: relations.length, body };
}

function rank(type: string): number {
  const at = ORDER.indexOf(type);
  return at < 0 ? ORDER.length : at;
}

function drawGroup(view: CatalogView, title: string, refs: readonly string[]): Html {
  const draw = (some: readonly string[]) =>
    html`<ul>${some.map((ref) => drawTarget(view, ref))}</ul>`;
  const rest = refs.slice(SHORT, LONG);
  const unseen = refs.length - SHORT - rest.length;
  return html`<section class="relation"><h3>${title} <span class="count">${numeral(refs.length)}</span></h3>${draw(refs.slice(0, SHORT))}${
    rest.length > 0
      ? html`<details><summary>${numeral(refs.length - SHORT)} more</summary>${draw(rest)}${unseen > 0 ? html`<p class="also">${numeral(unseen)} more are in the list of the catalog.</p>` : nothing}</details>`
      : nothing
  }</section>`;
}

function drawTarget(view: CatalogView, ref: string): Html {
  const entry = view.get(ref);
  const sort = entry ? sortOf(entry) : 'not in the catalog';
  return html`<li>${entityLink(view, ref)} <span class="also">${sort}</span></li>`;
}
