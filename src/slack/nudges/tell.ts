import { createHash } from 'node:crypto';
import { chunks } from '../../catalog/chunks.ts';
import { labelIn } from '../../catalog/corrections/label.ts';
import { describeError } from '../../errors.ts';
import {
  nudgeFailed,
  nudgeSent,
  nudgeShown,
  nudgeWaits,
} from '../../scorecards/nudges/delivered.ts';
import type { Nudge } from '../../scorecards/nudges/nudge.ts';
import { openLines, type ShownNudge } from '../../scorecards/nudges/shown.ts';
import { gatherShown } from '../../scorecards/nudges/shown-gather.ts';
import { nudgesToShow, nudgesWhere } from '../../scorecards/nudges/store.ts';
import { failureOf, remedy } from '../failure.ts';
import { bodyOf, type Content } from '../message.ts';
import { holdMessage, messageByKey } from '../outbox-store.ts';
import { drawNudge, type NudgeDrawing } from './draw.ts';
import type { NudgeWorld } from './parts.ts';

const SLICE = 100;

export type Telling = {
  /** Sends what is planned and brings every message up to date. */
  all: () => Promise<void>;
  /** The same for one message, because somebody pressed there. */
  one: (nudge: string) => Promise<void>;
};

/**
 * One message for each nudge, kept for the life of its findings: posted through the outbox under the nudge's own key, so once, and
 * edited where it shows something else than is true by now. Dies anywhere and goes on.
 */
export function createTelling(world: NudgeWorld): Telling {
  const { db, web, outbox, places, index, now, log } = world;

  async function drawing(): Promise<NudgeDrawing> {
    const view = await index.current();
    return { labelOf: (ref) => labelIn(view, ref), pageOf: world.pageOf };
  }

  async function tell(nudges: readonly Nudge[]): Promise<void> {
    const how = await drawing();
    for (const some of chunks([...nudges], SLICE)) {
      const shown = await gatherShown(world, some, now());
      for (const [place, nudge] of some.entries()) {
        const looks = shown[place];
        if (!looks) continue;
        const goesOn = await tellOne(nudge, looks, how);
        if (!goesOn) return;
      }
    }
  }

  /** False where Slack wants a rest: the next turn goes on. */
  async function tellOne(nudge: Nudge, shown: ShownNudge, how: NudgeDrawing): Promise<boolean> {
    const content = drawNudge(shown, how);
    const { channel, ts } = nudge;
    if (channel && ts)
      return hashOf(content) === nudge.shown || edit(nudge.id, { channel, ts }, content);
    // What settled itself before Slack had it is not worth a message.
    if (nudge.state === 'planned' && openLines(shown).length > 0) await post(nudge, content);
    return true;
  }

  async function post(nudge: Nudge, content: Content): Promise<void> {
    const key = `nudge:${nudge.id}`;
    const kept = await messageByKey(db, key);
    if (!kept?.ts && !kept?.failedAt && (await isTooLate(nudge, key))) return;
    if (!kept) {
      const found = await places.find(nudge.place).catch((error: unknown) => {
        log.warn({ reason: describeError(error) }, 'place of a nudge could not be looked up');
        return null;
      });
      if (!found) return;
      if (found.kind === 'barred') return fail(nudge, found.reason);
      await outbox.tell({ kind: 'channel', channel: found.channel, threadTs: null }, content, key);
    }
    const sent = await messageByKey(db, key);
    if (sent?.failedAt) return fail(nudge, remedy(sent.error ?? 'nothing'));
    if (!sent?.ts) return;
    const { channel, ts } = sent;
    // What was kept before shows what was true then.
    const shown = kept ? '' : hashOf(content);
    await nudgeSent(db, nudge, { channel, ts, shown, at: sent.sentAt ?? now() });
  }

  /** It was planned for a working hour that is over: this process or Slack was away. It waits for the next one, and the log says so. */
  async function isTooLate(nudge: Nudge, key: string): Promise<boolean> {
    const opening = await world.openingFor(nudge);
    if (opening.kind === 'open') return false;
    await nudgeWaits(db, nudge, { opening, at: now() });
    if (opening.opensAt) await holdMessage(db, key, opening.opensAt);
    return true;
  }

  async function fail(nudge: Nudge, problem: string): Promise<void> {
    log.warn({ nudge: nudge.id, place: nudge.place, reason: problem }, 'nudge not delivered');
    await nudgeFailed(db, nudge, { problem, at: now() });
  }

  async function edit(
    id: string,
    { channel, ts }: { channel: string; ts: string },
    content: Content,
  ): Promise<boolean> {
    const problems = world.check(bodyOf(content));
    if (problems.length > 0) log.error({ nudge: id, problems }, 'nudge would be refused by Slack');
    const drawn = problems.length > 0 ? { ...content, blocks: [] } : content;
    try {
      await web.chat.update({ blocks: [], ...bodyOf(drawn), channel, ts });
    } catch (error) {
      const { kind, reason } = failureOf(error);
      log.warn({ nudge: id, reason }, 'nudge could not be brought up to date');
      // Deleted, or the channel was archived: nobody looks at it any more, and trying again changes nothing.
      if (kind === 'permanent' || kind === 'blocks') await nudgeShown(db, id, hashOf(content));
      return kind !== 'temporary' && kind !== 'refused';
    }
    await nudgeShown(db, id, hashOf(content));
    return true;
  }

  return {
    all: async () => tell(await nudgesToShow(db, now())),
    one: async (nudge) => tell(await nudgesWhere(db, { ids: [nudge] })),
  };
}

function hashOf(content: Content): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}
