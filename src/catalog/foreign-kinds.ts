/**
 * Kinds that are not Backstage's and are kept all the same because the settings name them, each written `acme.com/v1/Cluster`:
 * apiVersion, "/", kind. Their `spec` follows no rules.
 */
export type ForeignKinds = ReadonlySet<string>;

export const NO_FOREIGN_KINDS: ForeignKinds = new Set();

/** The one word for apiVersion and kind. */
export function foreignKind(apiVersion: string, kind: string): string {
  return `${apiVersion}/${kind}`;
}

/** What a person writes into the settings so that this kind is kept. */
export function howToAllow(apiVersion: string, kind: string): string {
  return `To keep it in the catalog as it is, write \`catalog: { kinds: [${foreignKind(apiVersion, kind)}] }\` into callboard.yaml.`;
}

/** YAML of other trades (workflows, manifests) is not the catalog's business: does the text hold an apiVersion of ours? */
export function holdsEntities(text: string, kinds: ForeignKinds): boolean {
  for (const [, version = ''] of text.matchAll(API_VERSION)) {
    if (/^[\w.-]*backstage\.io\//.test(version)) return true;
    for (const kind of kinds) if (kind.slice(0, kind.lastIndexOf('/')) === version) return true;
  }
  return false;
}

/** At the beginning of a line, or within braces: JSON is YAML too. */
const API_VERSION =
  /(?:^[ \t]*|[{,][ \t]*)["']?apiVersion["']?[ \t]*:[ \t]*["']?([\w.-]+(?:\/[\w.-]*)?)/gm;
