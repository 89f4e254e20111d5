import type { Entity } from './entity.ts';
import { codeOf } from './links.ts';

/** `host/path` of a web address or of something written like one, lower-case and without its query; null for other text. */
export function addressOf(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^(?:url:)?https?:\/\//i, '')
    .replace(/[?#].*$/, '')
    .replace(
      /^([^/]*git[^/]*\/[^/]+\/[^/]+)\/(?:-\/)?(?:tree|blob|edit|raw|blame|commits)\/[^/]+/i,
      '$1',
    )
    .replace(/\.git$/, '')
    .replace(/\/+$/, '');
  return /^[\w-]+(\.[\w-]+)+(:\d+)?\/\S+$/.test(bare) ? bare.toLowerCase() : null;
}

/**
 * Addresses an entity answers for: its repository and folder, its links, the pages its annotations name, and for an API the servers and paths of its definition
 * (`api.acme.com/v2/refunds`, and `/v2/refunds` alone).
 */
export function addressesOf(entity: Entity, location: string): string[] {
  const found = new Set<string>();
  const repository = codeOf(entity, location);
  if (repository) {
    const { slug, folder } = repository;
    found.add(`github.com/${slug}${folder && `/${folder}`}`.toLowerCase());
  }
  for (const link of entity.metadata.links ?? []) {
    const address = addressOf(link.url);
    if (address) found.add(address);
  }
  for (const [key, value] of Object.entries(entity.metadata.annotations ?? {})) {
    const isPage = /^https?:\/\/\S+$/.test(value) && !key.startsWith('backstage.io/');
    const address = isPage ? addressOf(value) : null;
    if (address) found.add(address);
  }
  const definition = entity.spec?.['definition'];
  if (entity.kind.toLowerCase() === 'api' && typeof definition === 'string') {
    for (const address of endpoints(definition)) found.add(address);
  }
  return [...found];
}

// Definitions may be megabytes of examples; servers and paths of an OpenAPI file are found without parsing it.
const SERVER = /["']?url["']?\s*:\s*["']?https?:\/\/([^\s"',}]+)/g;
const PATH = /^[ \t]*["']?(\/[\w\-./{}:]*)["']?\s*:/gm;

function endpoints(definition: string): string[] {
  if (!/["']?(openapi|swagger)["']?\s*:/.test(definition)) return [];
  const servers = [...definition.matchAll(SERVER)].map((match) => trimmed(match[1] ?? ''));
  const paths = [...definition.matchAll(PATH)].map((match) =>
    trimmed((match[1] ?? '').replace(/\{.*$/, '')),
  );
  const shared = new Set(paths.filter((path) => path.length > 1));
  return [...shared].flatMap((path) => [path, ...servers.map((server) => server + path)]);
}

function trimmed(path: string): string {
  return path.toLowerCase().replace(/\/+$/, '');
}
