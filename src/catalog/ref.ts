import { UserError } from '../errors.ts';

export type EntityRef = { kind: string; namespace: string; name: string };

/**
 * Reads `[<kind>:][<namespace>/]<name>` with Backstage's grammar: the first ":" ends the kind unless a "/" stands before it,
 * the first "/" ends the namespace. There is no default kind: without one in `defaults` a bare name is an error.
 * @see https://github.com/backstage/backstage/blob/master/packages/catalog-model/src/entity/ref.ts
 */
export function parseRef(
  text: string,
  defaults: { kind?: string; namespace?: string } = {},
): EntityRef {
  return parseExactRef(text.trim(), defaults);
}

/** `parseRef` as Backstage does it in descriptors, where spaces are part of a name. */
export function parseExactRef(
  text: string,
  defaults: { kind?: string; namespace?: string } = {},
): EntityRef {
  let rest = text;
  let kind = defaults.kind;
  let namespace = defaults.namespace ?? 'default';
  const colon = rest.indexOf(':');
  const slash = rest.indexOf('/');
  if (colon >= 0 && (slash < 0 || colon < slash)) {
    kind = rest.slice(0, colon);
    rest = rest.slice(colon + 1);
  }
  const nextSlash = rest.indexOf('/');
  if (nextSlash >= 0) {
    namespace = rest.slice(0, nextSlash);
    rest = rest.slice(nextSlash + 1);
  }
  if (!kind)
    throw new UserError(
      `"${text}" does not say its kind.`,
      `Write it like "component:${rest || 'name'}".`,
    );
  if (!namespace || !rest)
    throw new UserError(`"${text}" is not an entity reference.`, 'Write kind:namespace/name.');
  return { kind, namespace, name: rest };
}

/** The canonical, all lower-case `kind:namespace/name`: the catalog's key. */
export function formatRef(ref: EntityRef): string {
  return `${ref.kind}:${ref.namespace}/${ref.name}`.toLowerCase();
}

/** `parseRef` and `formatRef` in one: any spelling to the canonical one. */
export function canonicalRef(
  text: string,
  defaults: { kind?: string; namespace?: string } = {},
): string {
  return formatRef(parseRef(text, defaults));
}

/** The shortest spelling people read well: the name, with its namespace where that is not `default`. */
export function shortRef(ref: string): string {
  const { namespace, name } = parseRef(ref, { kind: 'component' });
  return namespace === 'default' ? name : `${namespace}/${name}`;
}

/** The ref of an entity as it stands in the catalog. */
export function refOf(entity: {
  kind: string;
  metadata: { namespace?: string; name: string };
}): string {
  return formatRef({
    kind: entity.kind,
    namespace: entity.metadata.namespace || 'default',
    name: entity.metadata.name,
  });
}
