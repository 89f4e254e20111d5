import { html } from '../../html.ts';
import type { Section } from './entity.ts';
import type { EntityData } from './entity-data.ts';

/** Shown elsewhere on the page: on its card, among its relations, or as its definition. */
const SHOWN = new Set([
  'type',
  'lifecycle',
  'owner',
  'system',
  'domain',
  'definition',
  'remotes',
  'profile',
  'parent',
  'children',
  'members',
  'memberOf',
  'subcomponentOf',
  'subdomainOf',
  'providesApis',
  'consumesApis',
  'dependsOn',
  'dependencyOf',
]);

/** What else `spec` says in single values, such as the fields of a kind that only this company has. Structures stand in the YAML. */
export function drawDetails({ found }: EntityData): Section | null {
  const said = Object.entries(found.entity.spec ?? {}).flatMap(([key, value]) => {
    const text = SHOWN.has(key) ? null : textOf(value);
    return text === null ? [] : [{ key, text }];
  });
  if (said.length === 0) return null;
  const body = html`<dl class="details">${said.map(({ key, text }) => html`<div><dt>${key}</dt><dd>${text}</dd></div>`)}</dl>`;
  return { id: 'details', title: 'Details', body };
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() || null;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value) || value.length === 0) return null;
  const parts = value.map(textOf);
  return parts.includes(null) ? null : parts.join(', ');
}
