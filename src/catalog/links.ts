import type { Entity, EntityLink } from './entity.ts';
import { localName } from './names.ts';

/** What a link is for. */
export type LinkRole = 'runbook' | 'dashboard' | 'slo' | 'docs' | 'repository' | 'chat';

export type RoleLink = EntityLink & {
  role: LinkRole | null;
  /** Where the entity says so: `metadata.links` or the key of an annotation. */
  from: string;
};

// Looked for in a link's type, then title, then icon, then address: what its author says about it comes before what it looks like.
const ROLES: readonly [LinkRole, RegExp][] = [
  ['runbook', /run-?\s?books?|play-?\s?books?/i],
  ['slo', /\bslos?\b|service.level/i],
  [
    'dashboard',
    /dashboards?|grafana|datadog|kibana|new.?relic|monitoring|metrics|honeycomb|looker/i,
  ],
  ['docs', /\bdocs?\b|documentation|techdocs|wiki|confluence|guide|manual|handbook|readme|notion/i],
  ['repository', /\brepo(sitory)?\b|source.?code|\bgit(hub|lab)?\b/i],
  ['chat', /\bslack\b|\bchat\b|\bteams channel\b/i],
];

function roleOf(link: EntityLink): LinkRole | null {
  for (const said of [link.type, link.title, link.icon, link.url]) {
    const found = said && ROLES.find(([, shape]) => shape.test(said));
    if (found) return found[0];
  }
  return null;
}

/** Links of an entity with what each is for, and annotations that hold an address beside them. */
export function roleLinks(entity: Entity): RoleLink[] {
  const links = (entity.metadata.links ?? []).map((link) => ({
    ...link,
    role: roleOf(link),
    from: 'metadata.links',
  }));
  for (const [key, value] of Object.entries(entity.metadata.annotations ?? {})) {
    if (!/^https?:\/\/\S+$/.test(value) || key.startsWith('backstage.io/')) continue;
    const role = ROLES.find(([, shape]) => shape.test(localName(key).replaceAll('-', ' ')))?.[0];
    if (role) links.push({ url: value, role, from: key });
  }
  return links;
}

/** `owner/name` on GitHub and the folder inside it, as annotations say. */
export function repositoryOf(entity: Entity): CodeFolder | null {
  const annotations = entity.metadata.annotations ?? {};
  const source = annotations['backstage.io/source-location'] ?? '';
  const [, fromSource, folder] =
    /^url:https?:\/\/[^/]*github[^/]*\/([^/]+\/[^/]+?)(?:\.git)?(?:\/(?:tree|blob)\/[^/]+\/?(.*?))?\/?$/.exec(
      source,
    ) ?? [];
  const slug = annotations['github.com/project-slug'] ?? fromSource;
  return slug ? { slug, folder: slug === fromSource ? (folder ?? '') : '' } : null;
}

export type CodeFolder = { slug: string; folder: string };

/**
 * The same for a component that says nothing about its code: it is where its `catalog-info.yaml` lies, as in Backstage, unless
 * that repository is made of descriptors.
 */
export function codeOf(entity: Entity, location: string): CodeFolder | null {
  const stated = repositoryOf(entity);
  if (stated || entity.kind.toLowerCase() !== 'component') return stated;
  const [, slug = '', folder = ''] =
    /^url:https?:\/\/[^/]*github[^/]*\/([^/]+\/[^/]+)\/blob\/[^/]+\/(?:(.*)\/)?catalog-info\.ya?ml$/i.exec(
      location,
    ) ?? [];
  const isCatalog = /catalog|backstage|callboard/i.test(slug.split('/')[1] ?? '');
  if (!slug || isCatalog) return null;
  return { slug, folder: /^(?:\.[\w-]+|docs)(?:\/|$)/.test(folder) ? '' : folder };
}
