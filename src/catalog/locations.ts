import { hash } from 'node:crypto';
import type { locations } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import type { SourceSnapshot } from './snapshot.ts';

export type LocationRow = typeof locations.$inferSelect;

/** Where somebody says descriptors are. */
export type LocationInput = { type: string; target: string };

/** A registered location as Backstage's API answers it. */
export type Location = LocationInput & { id: string; entityRef: string };

/** An address longer than this is no address of a file. */
const LONGEST_TARGET = 2048;

/**
 * Refuses what cannot be the address of a descriptor, before anything is kept of it.
 * @throws UserError
 */
export function checkLocation({ type, target }: LocationInput): void {
  if (type !== 'url')
    throw new UserError('Registered locations must be of an allowed type ["url"]', '');
  const example = 'Write it like "https://github.com/acme/shop/blob/main/catalog-info.yaml".';
  if (target.length > LONGEST_TARGET)
    throw new UserError(`A target has at most ${LONGEST_TARGET} characters.`, example);
  const url = URL.canParse(target) ? new URL(target) : null;
  if (!url || !['https:', 'http:'].includes(url.protocol) || /[\s\p{Cc}]/u.test(target))
    throw new UserError('The target is not the address of a file.', example);
  if (url.username || url.password)
    throw new UserError(
      'The target holds a name or a password, which everybody would see.',
      example,
    );
}

/**
 * The id that a location gets when it is registered. It goes on naming its entity when the target changes, and two who register the
 * same thing at once make the same id.
 */
export function newLocationId({ type, target }: LocationInput): string {
  return hash('sha1', `${type}:${target}`, 'hex');
}

/** The ref of the Location entity that shows a registered location; named as Backstage names it. */
export function entityRefOf(id: string): string {
  return `location:default/${entityNameOf(id)}`;
}

function entityNameOf(id: string): string {
  return `generated-${id}`;
}

export function shownLocation({ id, type, target }: LocationRow): Location {
  return { id, type, target, entityRef: entityRefOf(id) };
}

/** The source of the Location entity itself. */
export function registeredSource(id: string): string {
  return `registered:${id}`;
}

/** The source of files that nothing but this location brings in. */
export function locationSource(id: string): string {
  return `location:${id}`;
}

/** The id of the location that a source belongs to; null for any other source. */
export function locationIdIn(source: string): string | null {
  return /^(?:registered|location):(.+)$/.exec(source)?.[1] ?? null;
}

/** The Location entity of a registered location, for the catalog. */
export function locationSnapshot({
  id,
  type,
  target,
}: LocationInput & { id: string }): SourceSnapshot {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Location',
    metadata: { name: entityNameOf(id), namespace: 'default' },
    spec: { type, target },
  };
  return {
    source: registeredSource(id),
    files: [],
    // A file may stand at the same location; its documents count from 0.
    derived: [{ location: `${type}:${target}`, position: -1, entity, joins: null }],
  };
}
