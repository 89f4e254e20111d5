import { parseRef } from '../../catalog/ref.ts';
import { DOCS } from '../../docs/address.ts';

export const CATALOG = '/catalog';
export const PROBLEMS = `${CATALOG}/problems`;
/** Names that people asked for and nobody knew. */
export const UNKNOWN = `${CATALOG}/unknown`;
/** What can be made, the forms for it, and what was made. */
export const TEMPLATES = '/templates';
export const RUNS = `${TEMPLATES}/runs`;
export const NUMBERS = `${TEMPLATES}/numbers`;
export const DOCS_SEARCH = `${DOCS}/search`;
export const DOCS_HEALTH = `${DOCS}/health`;
/** What is done by itself. */
export const JOBS = '/jobs';
/** What is measured, and what came of it. */
export const SCORECARDS = '/scorecards';
export const INITIATIVES = `${SCORECARDS}/initiatives`;
export const EXEMPTIONS = `${SCORECARDS}/exemptions`;
export const NUDGES = `${SCORECARDS}/nudges`;
export const DIGEST = `${SCORECARDS}/digest`;
export const ASSETS = '/assets';

/** Where the page about an entity is: `/catalog/default/component/ledger`. */
export function pathOf(ref: string): string {
  const { kind, namespace, name } = parseRef(ref, { kind: 'component' });
  return `${CATALOG}/${[namespace, kind, name].map(encodeURIComponent).join('/')}`;
}

/** The digest of the lead (`*`) or of a team. */
export function digestPath(audience: string): string {
  return audience === '*' ? DIGEST : `${DIGEST}?team=${encodeURIComponent(audience)}`;
}

/** Where a scorecard is: `/scorecards/production-readiness`. */
export function scorecardPath(name: string): string {
  return `${SCORECARDS}/${encodeURIComponent(name)}`;
}

/** Where an entity stands on a scorecard: `/scorecards/production-readiness/default/component/ledger`. */
export function scorePath(scorecard: string, ref: string, check?: string): string {
  const { kind, namespace, name } = parseRef(ref, { kind: 'component' });
  const path = [scorecard, namespace, kind, name].map(encodeURIComponent).join('/');
  return `${SCORECARDS}/${path}${check === undefined ? '' : `#${encodeURIComponent(check)}`}`;
}

/** The picture that says a score: `/scorecards/badge/default/component/ledger.svg`. */
export function badgePath(ref: string, scorecard: string): string {
  const { kind, namespace, name } = parseRef(ref, { kind: 'component' });
  const path = [namespace, kind, name].map(encodeURIComponent).join('/');
  return `${SCORECARDS}/badge/${path}.svg?${new URLSearchParams({ scorecard })}`;
}

/** Where the form of a template is: `/templates/default/go-service`. */
export function formPathOf(ref: string): string {
  const { namespace, name } = parseRef(ref, { kind: 'template' });
  return `${TEMPLATES}/${[namespace, name].map(encodeURIComponent).join('/')}`;
}

export function runPathOf(id: string): string {
  return `${RUNS}/${encodeURIComponent(id)}`;
}

/** `url` as people know it: an address on the web, or null for a file of this machine. */
export function webUrlOf(location: string): string | null {
  return /^url:https?:\/\//.test(location) ? location.slice('url:'.length) : null;
}

/** The line of a file on GitHub, where there is one. */
export function lineUrlOf(location: string, line: number | null): string | null {
  const url = webUrlOf(location);
  return url && line !== null ? `${url}#L${line}` : url;
}

/** `payments/catalog-info.yaml` of `acme/shop`: a location as people say it. */
export function placeOf(location: string): string {
  const [, slug, path] =
    /^url:https?:\/\/[^/]+\/([^/]+\/[^/]+)\/(?:blob|tree)\/[^/]+\/(.+)$/.exec(location) ?? [];
  if (slug && path) return `${slug} / ${readable(path)}`;
  return readable(location.replace(/^(?:url|file):/, ''));
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The entity that a page of ours is about; null for every other address. `base` is where our pages are reached. */
export function refOfPage(url: string, base: string | null): string | null {
  const asked = URL.parse(url);
  if (!base || asked?.host !== URL.parse(base)?.host) return null;
  const [, catalog, ...parts] = asked?.pathname.replace(/\/+$/, '').split('/') ?? [];
  if (`/${catalog}` !== CATALOG || parts.length !== 3) return null;
  const [namespace, kind, name] = parts.map(readable);
  return `${kind}:${namespace}/${name}`;
}
