import { z } from 'zod';
import type { Entity } from './entity.ts';
import { type Aim, aimOf, canonicalUrl, pathMatcher, placeOf } from './targets.ts';

const LocationEntity = z.object({
  kind: z.string().regex(/^location$/i),
  spec: z.object({
    target: z.string().optional(),
    targets: z.array(z.string()).optional(),
  }),
});

/** The targets of a Location entity as they are written, each once; none for any other kind. */
export function writtenTargets(entity: unknown): string[] {
  const read = LocationEntity.safeParse(entity);
  if (!read.success) return [];
  const { target, targets = [] } = read.data.spec;
  return [...new Set(target === undefined ? targets : [target, ...targets])];
}

/** True for a Location that may point to what is not there. */
export function isPresenceOptional(entity: Entity): boolean {
  return entity.spec?.['presence'] === 'optional';
}

/**
 * What a Location entity points to: each target as written, and a test of locations (`url:https://github.com/o/r/blob/main/a.yaml`,
 * `file:/srv/catalog/a.yaml`). `location` is where the Location itself stands; relative targets start there, globs may match many.
 */
export function locationTargets(
  entity: Entity,
  location: string,
): { target: string; matches: (location: string) => boolean }[] {
  const { root, path } = placeOf(location);
  return writtenTargets(entity).map((target) => {
    const isWanted = wantedBy(aimOf(target, { root, path }), root);
    return { target, matches: (other) => isWanted(addressOf(other)) };
  });
}

function wantedBy(aim: Aim, root: string): (address: string) => boolean {
  if (aim.kind === 'nowhere') return () => false;
  const wanted = aim.kind === 'inside' ? root + aim.path : aim.url;
  // HEAD is the default branch, whatever its name.
  return pathMatcher(wanted.replace(/\/blob\/HEAD\//, '/blob/*/'));
}

function addressOf(location: string): string {
  return location.startsWith('file:')
    ? location.slice('file:'.length)
    : canonicalUrl(location.replace(/^url:/, ''));
}
