import type { Entity } from './entity.ts';

export const MANAGED_BY = 'backstage.io/managed-by-location';
export const MANAGED_BY_ORIGIN = 'backstage.io/managed-by-origin-location';
const VIEW_URL = 'backstage.io/view-url';
const EDIT_URL = 'backstage.io/edit-url';
const SOURCE_LOCATION = 'backstage.io/source-location';

/** Every annotation that the catalog may derive from where an entity stands. */
export const LOCATION_ANNOTATIONS = [
  MANAGED_BY,
  MANAGED_BY_ORIGIN,
  VIEW_URL,
  EDIT_URL,
  SOURCE_LOCATION,
] as const;

type Annotations = Record<string, string>;

/** All annotations of an entity as it is shown: its own, and where it is managed, seen and edited. Its own view, edit and source win. */
export function shownAnnotations(entity: Entity, location: string): Annotations {
  return { ...locationAnnotations(location), ...statedAnnotations(entity), ...managed(location) };
}

/** The annotations an entity states and is believed: the two of its management are the catalog's alone, and no link runs a script. */
export function statedAnnotations(entity: Entity): Annotations {
  const stated: Annotations = { ...entity.metadata.annotations };
  delete stated[MANAGED_BY];
  delete stated[MANAGED_BY_ORIGIN];
  for (const key of [VIEW_URL, EDIT_URL])
    if (stated[key] !== undefined && isScript(stated[key])) stated[key] = REJECTED;
  return stated;
}

/** As Backstage derives them from `url:https://github.com/o/r/blob/main/catalog-info.yaml` or `file:/srv/a.yaml`. */
export function locationAnnotations(location: string): Annotations {
  const url = /^url:(.+)$/s.exec(location)?.[1];
  if (!url) return managed(location);
  const derived: Annotations = { ...managed(location), [VIEW_URL]: url };
  if (!isOfGitHub(url)) return derived;
  // What stands at a commit is never edited there.
  if (!COMMIT.test(url)) derived[EDIT_URL] = ofType(url, 'edit');
  const folder = /^[^?#]*\//.exec(url)?.[0] ?? url;
  derived[SOURCE_LOCATION] = `url:${ofType(folder, 'tree')}`;
  return derived;
}

function managed(location: string): Annotations {
  return { [MANAGED_BY]: location, [MANAGED_BY_ORIGIN]: location };
}

const COMMIT = /\b[0-9a-f]{40,}\b/;
const REJECTED = 'https://backstage.io/annotation-rejected-for-security-reasons';
const TYPE = /(\/\/[^/]+\/[^/]+\/[^/]+)\/(?:blob|tree|edit)\//;

/** Browsers pass over control characters and spaces around a scheme, and over some within it. */
function isScript(url: string): boolean {
  const visible = [...url].filter((character) => character > ' ').join('');
  return visible.toLowerCase().startsWith('javascript:');
}

/** github.com, or a server whose addresses are formed the same way. */
function isOfGitHub(url: string): boolean {
  return /^https?:\/\/github\.com\//i.test(url) || TYPE.test(url);
}

function ofType(url: string, type: 'edit' | 'tree'): string {
  return url.replace(TYPE, `$1/${type}/`);
}
