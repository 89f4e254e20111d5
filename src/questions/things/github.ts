import type { CodePlace, Pasted } from './thing.ts';

const HOST =
  /^(?:(?:https?|ssh|git):\/\/)?(?:[\w-]+@)?((?:[\w-]+\.)*git(?:hub)(?:usercontent)?[\w-]*(?:\.[\w-]+)+)[/:](.+)$/i;
/** What stands first in an address of GitHub that is about no repository. */
const NOT_OWNERS =
  /^(?:orgs|settings|notifications|marketplace|topics|features|search|sponsors|users|apps|enterprises|login|about|pricing|explore|trending|stars|issues|pulls)$/i;

/** A repository on GitHub or a place in it: pages, raw files, commits, pull requests, clone addresses and Go import paths. */
export function readGitHub(text: string): Pasted | null {
  const [, host = '', tail = ''] = /\s/.test(text.trim()) ? [] : (HOST.exec(text.trim()) ?? []);
  const parts = tail
    .replace(/[?#].*$/, '')
    .split('/')
    .map(decoded)
    .filter(Boolean);
  if (/^api\./i.test(host) && parts[0] === 'repos') parts.shift();
  if (/^api$/i.test(parts[0] ?? '') && parts[1] === 'v3' && parts[2] === 'repos')
    parts.splice(0, 3);
  const [owner = '', name = '', ...rest] = parts;
  if (!owner || !name || NOT_OWNERS.test(owner)) return null;
  const isRaw = /usercontent\./i.test(host);
  const site =
    isRaw || /^(?:api|www)\.github\.com$/i.test(host) ? 'github.com' : host.toLowerCase();
  return {
    what: 'address on GitHub',
    isSure: true,
    things: [
      {
        kind: 'code',
        said: text.trim(),
        host: site,
        slug: `${owner}/${name.replace(/\.git$/, '').replace(/@v[\d.].*$/, '')}`,
        place: isRaw ? placeOf(['raw', ...rest]) : placeOf(rest),
      },
    ],
  };
}

function placeOf([page = '', ...rest]: readonly string[]): CodePlace | null {
  const path = rest.join('/');
  if (/^(?:blob|raw|blame|edit|contents)$/.test(page))
    return rest.length > 1 || page === 'contents'
      ? { path, hasBranch: page !== 'contents', sort: 'file' }
      : null;
  if (/^(?:tree|commits)$/.test(page))
    return rest.length > 1
      ? { path, hasBranch: true, sort: page === 'tree' ? 'folder' : null }
      : null;
  if (page === '' || PAGES.test(page)) return null;
  // `github.com/acme/ledger/v2/pkg/x` is how Go imports a folder of a repository.
  const folders = /^v\d+$/.test(page) ? rest : [page, ...rest];
  return folders.length > 0 ? { path: folders.join('/'), hasBranch: false, sort: null } : null;
}

/** Pages of a repository that are about no file: https://github.com/acme/ledger/pull/7 and the like. */
const PAGES =
  /^(?:pulls?|issues|commit|compare|actions|releases|tags|branches|wiki|settings|security|projects|discussions|graphs|network|pulse|deployments|packages|labels|milestones?|stargazers|watchers|forks|archive|tarball|zipball|checks|runs|find|new|upload|contributors|codespaces|git)$/;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
