import { parseRef } from '../catalog/ref.ts';
import { editAddress } from './site/settings.ts';
import type { SiteRow } from './store.ts';

/** Below it are all docs, by the entity whose they are. */
export const DOCS = '/docs';

/** Where a page of an entity's docs is: `/docs/default/component/ledger/runbook/#restart`. `path` as in `SitePage`. */
export function docAddress(ref: string, path = '', anchor = ''): string {
  const { kind, namespace, name } = parseRef(ref, { kind: 'component' });
  const parts = [namespace, kind, name, ...path.split('/').filter(Boolean)];
  const hash = anchor ? `#${encodeURIComponent(anchor)}` : '';
  return `${DOCS}/${parts.map(encodeURIComponent).join('/')}/${hash}`;
}

/** Where a file of a site can be corrected; null where nobody can. */
export function editAddressOf(
  { settings }: Pick<SiteRow, 'settings'>,
  file: string,
): string | null {
  return editAddress(settings, file);
}

/** Where a file of a site can be looked at; null for what is only on this machine. */
export function sourceAddressOf(
  { settings: { sourceUrl } }: Pick<SiteRow, 'settings'>,
  file: string,
  anchor = '',
): string | null {
  if (sourceUrl === null) return null;
  const path = file.split('/').map(encodeURIComponent).join('/');
  return `${sourceUrl}${path}${anchor ? `#${encodeURIComponent(anchor)}` : ''}`;
}

/** The page that an address of ours names; null for every other text. The host may stand before it. */
export function readDocAddress(said: string): { ref: string; path: string; anchor: string } | null {
  const [, parts, anchor = ''] =
    /^(?:https?:\/\/[^/\s]+)?\/docs\/([^\s#?]+)[^\s#]*(?:#(\S*))?$/.exec(said.trim()) ?? [];
  const [namespace, kind, name, ...path] = (parts ?? '').split('/').filter(Boolean).map(plain);
  if (!namespace || !kind || !name) return null;
  const ref = `${kind}:${namespace}/${name}`.toLowerCase();
  return { ref, path: path.join('/'), anchor: plain(anchor) };
}

function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
