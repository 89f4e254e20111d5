import type { StandardsDesk } from './desk.ts';
import { createExempting } from './exemptions.ts';
import type { DeskParts } from './parts.ts';
import { createPreferring } from './preferring.ts';
import { createRequesting } from './requesting.ts';
import { createSnoozing } from './snoozing.ts';
import { createTransferring } from './transferring.ts';

/** Where people decide about findings: quiet for a while, excused, somebody else's, and how they want to be told. */
export function createStandardsDesk(parts: DeskParts): StandardsDesk {
  const { end, ...exempting } = createExempting(parts);
  const { propose, ...transferring } = createTransferring(parts);
  return {
    ...createRequesting(parts),
    ...exempting,
    ...transferring,
    ...createSnoozing(parts),
    ...createPreferring(parts),
    async settle() {
      await end();
      await propose();
    },
  };
}
