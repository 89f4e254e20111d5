import type { Entity } from './entity.ts';
import { markOf } from './summary.ts';

export type Channels = { channel: string | null; askChannel: string | null };

/** The channels a group's annotations name, with their `#`. */
export function channelsOf(entity: Entity | null): Channels {
  const read = (...names: string[]) => {
    for (const name of names) {
      const value = entity && markOf(entity, name)?.value.trim();
      if (value) return /^[#C]/.test(value) ? value : `#${value}`;
    }
    return null;
  };
  return {
    channel: read('channel', 'slack-channel', 'team-channel'),
    askChannel: read('ask-channel', 'help-channel', 'support-channel'),
  };
}
