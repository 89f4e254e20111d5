import type { App } from '@slack/bolt';
import { eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { channelsOf } from '../../catalog/channels.ts';
import type { Corrections } from '../../catalog/corrections/corrections.ts';
import { labelIn } from '../../catalog/corrections/label.ts';
import type { CorrectionRow } from '../../catalog/corrections/store.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import { entities } from '../../db/schema.ts';
import type { Desk } from '../desk.ts';
import type { Directory } from '../directory.ts';
import type { LinkMe } from '../link-me.ts';
import type { Modals } from '../modals.ts';
import type { Outbox } from '../outbox.ts';
import type { createReach } from '../reach.ts';
import { listenForFixes } from './listen.ts';
import { createNews } from './news.ts';

export type Fixes = {
  listen: (app: App) => void;
  /** Tells what became of a correction, wherever somebody waits to hear of it. */
  tell: (row: CorrectionRow) => Promise<void>;
};

export type FixOptions = {
  db: Db;
  index: CatalogIndex;
  corrections: Corrections;
  desk: Desk;
  directory: Directory;
  linkMe: LinkMe;
  modals: Modals;
  outbox: Outbox;
  reach: ReturnType<typeof createReach>;
};

/** "Wrong? Fix it" in Slack. */
export function createFixes(parts: FixOptions): Fixes {
  const { db, index, outbox, reach } = parts;

  async function nameOf() {
    const view = await index.current();
    return (ref: string) => labelIn(view, ref);
  }

  async function ownerPlace(owner: string): Promise<{ channel: string; label: string } | null> {
    const [row] = await db.select().from(entities).where(eq(entities.ref, owner));
    if (!row || row.removedAt) return null;
    if (owner.startsWith('user:')) {
      const id = await reach.slackIdOf(owner).catch(() => null);
      return id ? { channel: id, label: 'a direct message' } : null;
    }
    const { channel, askChannel } = channelsOf(row.entity);
    for (const named of [channel, askChannel]) {
      if (!named || (await reach.barrierTo(named)) !== null) continue;
      const id = await reach.channelIdOf(named);
      if (id) return { channel: id, label: named };
    }
    return null;
  }

  return {
    listen: (app) => listenForFixes(app, { ...parts, ownerPlace }),
    tell: createNews({ db, outbox, nameOf, ownerPlace }),
  };
}
