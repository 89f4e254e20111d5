import { parseDescriptor } from '../catalog/descriptor.ts';
import type { Entity } from '../catalog/entity.ts';
import { readFolder } from '../catalog/folder.ts';
import type { Seed } from './slack/model.ts';

/** Who somebody is that no descriptor names. */
export const VISITOR = 'U00YOU';

/** A workspace for a folder of descriptors: its people and team channels, and somebody to be where it names no people. */
export async function seedFromFolder(folder: string): Promise<Seed> {
  const { files } = await readFolder(folder);
  const entities = files
    .flatMap((file) => parseDescriptor(file.text))
    .flatMap((document) => document.entity ?? []);
  const channels = new Set(['general', ...entities.flatMap(channelsOf)]);
  return {
    team: { id: 'T00FOLDER', name: 'Your catalog', domain: 'your-catalog' },
    people: [
      { id: VISITOR, name: 'you', realName: 'A visitor', email: null, tz: 'UTC', title: '' },
      ...entities.filter((entity) => entity.kind === 'User').map(personOf),
    ],
    channels: [...channels].map((name) => ({ name })),
    messages: [],
  };
}

function personOf(entity: Entity, index: number): Seed['people'][number] {
  const { displayName, email } = (entity.spec?.['profile'] ?? {}) as Record<string, unknown>;
  return {
    id: `U${String(index + 1).padStart(6, '0')}`,
    name: entity.metadata.name.toLowerCase(),
    realName: String(displayName ?? entity.metadata.title ?? entity.metadata.name),
    email: typeof email === 'string' ? email : null,
    tz: 'UTC',
    title: '',
  };
}

const CHANNEL_ANNOTATION = /^slack\.com\/.*channel$/;

function channelsOf(entity: Entity): string[] {
  return Object.entries(entity.metadata.annotations ?? {})
    .filter(([key]) => CHANNEL_ANNOTATION.test(key))
    .map(([, value]) => value.replace(/^#/, '').toLowerCase())
    .filter((name) => /^[\p{Ll}\p{N}_-]{1,80}$/u.test(name));
}
