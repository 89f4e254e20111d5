import { type DefinitionName, definitionNames } from './definition-names.ts';
import type { Entity } from './entity.ts';
import { localName } from './names.ts';

/**
 * `name`: an id that is nobody's plain word, e.g. a topic `ledger.entries.v2`; `word`: what means it only where a question says the
 * sort, e.g. a type `Account`; `host`: a host name; `module`: a package or namespace, with all that is below it.
 */
export type HandleSort = 'name' | 'word' | 'host' | 'module';

/** One more thing an entity is known by, and where the catalog says so. */
export type Handle = {
  sort: HandleSort;
  /** As `handleKey` writes it. */
  key: string;
  /** `a topic in its definition`, `its annotation acme.com/java-package`. */
  from: string;
};

const MODULES = /package|module|namespace|import|artifact|gem|crate|pypi|npm|maven|nuget|golang/i;
const NAMES =
  /topic|queue|stream|subject|exchange|database|schema|table|bucket|alert|monitor|dashboard|job|dataset/i;
const HOSTS = /host|domain|endpoint|service-url|base-url|address/i;
const NOT_OURS = /^backstage\.io\/|kubernetes\.io|argoproj|slack|email|mail/i;
const DEFINED: Record<DefinitionName['sort'], string> = {
  topic: 'a topic in its definition',
  operation: 'an operation in its definition',
  type: 'a type in its definition',
  service: 'a service in its definition',
  package: 'the package of its definition',
  host: 'a server in its definition',
};

/** What an entity is known by beside its names: in annotations, links and the definition of an API. */
export function thingHandles(entity: Entity): Handle[] {
  const found = new Map<string, Handle>();
  const add = (sort: HandleSort, text: string, from: string) => {
    const key = handleKey(sort, text);
    if (key.length > 1 && !found.has(`${sort} ${key}`))
      found.set(`${sort} ${key}`, { sort, key, from });
  };
  for (const [annotation, value] of Object.entries(entity.metadata.annotations ?? {})) {
    if (NOT_OURS.test(annotation)) continue;
    const from = `its annotation ${annotation}`;
    const name = localName(annotation);
    for (const part of String(value).split(/[\s,]+/)) {
      const host = hostOf(part);
      if (host && (HOSTS.test(name) || isHomepage(part))) add('host', host, from);
      else if (MODULES.test(annotation) && /^@?[A-Za-z][\w.:/@-]+$/.test(part))
        add('module', part, from);
      else if (NAMES.test(name) && /^(?!https?:)[\w.:/-]+$/.test(part))
        add(nameSort(part), part, from);
    }
  }
  for (const { url, title } of entity.metadata.links ?? []) {
    const host = isHomepage(url) ? hostOf(url) : null;
    if (host) add('host', host, `its link ${title ?? url}`);
  }
  const definition = entity.spec?.['definition'];
  if (entity.kind.toLowerCase() === 'api' && typeof definition === 'string') {
    for (const { sort, name } of definitionNames(definition)) {
      if (sort === 'host') add('host', name, DEFINED[sort]);
      else if (sort === 'package') add('module', name, DEFINED[sort]);
      else add(sort === 'topic' ? nameSort(name) : 'word', name, DEFINED[sort]);
    }
  }
  return [...found.values()];
}

/** One spelling for all: modules are alike with dots, slashes, colons and dashes of any sort. */
export function handleKey(sort: HandleSort, text: string): string {
  const plain = text.trim().toLowerCase();
  if (sort !== 'module') return plain;
  return plain
    .replace(/^@/, '')
    .replace(/[/\\:]+/g, '.')
    .replaceAll('_', '-')
    .replace(/^\.+|\.+$/g, '');
}

/** A name of several parts is a name wherever it is said. */
function nameSort(text: string): 'name' | 'word' {
  return /[\d._/:-]|\p{Ll}\p{Lu}/u.test(text) ? 'name' : 'word';
}

/** The host of an address, or of what is written like a host with a dot in it; null for other text. */
export function hostOf(text: string): string | null {
  const [, host = ''] =
    /^(?:[a-z][\w+.-]*:\/\/)?(?:[^/@\s]*@)?([a-z0-9_-]+(?:\.[a-z0-9_-]+)+)(?::\d+)?(?:[/?#]|$)/i.exec(
      text.trim(),
    ) ?? [];
  return host.toLowerCase() || null;
}

/** An address without a path is of the thing itself; one with a path is a page somewhere. */
function isHomepage(text: string): boolean {
  return /^https?:\/\/[^/?#]+\/?$/i.test(text);
}
