import { createHash } from 'node:crypto';
import type { Log } from '../log.ts';
import { escaped } from './blocks.ts';
import { remedy } from './failure.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxRow } from './outbox-store.ts';

/** What needs a person goes to the platform lead's channel, the same sentence at most once a day. */
export function createLead({
  channel,
  outbox,
  now,
  log,
}: {
  channel: string | null;
  outbox: () => Outbox;
  now: () => Date;
  log: Log;
}) {
  async function tellLead(text: string): Promise<void> {
    if (!channel) {
      log.warn({ text }, 'the platform lead has no channel (SLACK_LEAD_CHANNEL)');
      return;
    }
    const day = now().toISOString().slice(0, 10);
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const content = { text: escaped(text, 3_500), blocks: [] };
    const address = { kind: 'channel', channel, threadTs: null } as const;
    await outbox().tell(address, content, `lead:${day}:${digest}`);
  }

  return {
    tellLead,
    /** Tells of a message that will never arrive, but not of one to the lead: that would go round for ever. */
    async tellOfUndelivered(row: OutboxRow, reason: string): Promise<void> {
      if (row.channel === channel || row.message.address.kind !== 'channel') return;
      await tellLead(`I could not post in ${row.channel}: ${remedy(reason)}.`);
    },
  };
}
