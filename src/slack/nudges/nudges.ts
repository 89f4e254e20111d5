import type { App } from '@slack/bolt';
import type { CheckKey, Fixes } from '../../scorecards/fixes/fixes.ts';
import type { Press } from '../actions.ts';
import { listenForDecisions } from './decide.ts';
import { createExemptionNews } from './exemptions.ts';
import { listenForNudges } from './listen.ts';
import type { NudgeWorld } from './parts.ts';
import { createPlaces, type PlaceParts } from './places.ts';
import { createPressing } from './pressing.ts';
import { createSettings } from './settings.ts';
import { listenForForms } from './submit.ts';
import { createTelling } from './tell.ts';
import { createTransferNews } from './transfers.ts';

/** Messages about findings in Slack, and all that is pressed below them. */
export type NudgeMessages = {
  listen: (app: App) => void;
  /** A job: sends what is planned, brings every message up to date, asks approvers and receivers. Dies anywhere and goes on. */
  refresh: () => Promise<void>;
};

export function createNudgeMessages(parts: Omit<NudgeWorld, 'places'> & PlaceParts): NudgeMessages {
  const fixes = { ...parts.fixes, check: remembered(parts.fixes.check, parts.now) };
  const world: NudgeWorld = { ...parts, fixes, places: createPlaces(parts) };
  const pressing = createPressing(world);
  const telling = createTelling(world);
  const settings = createSettings(world, pressing);
  const tellExemptions = createExemptionNews(world);
  const tellTransfers = createTransferNews(world);

  async function tellDecisions(): Promise<void> {
    await tellExemptions();
    await tellTransfers();
  }

  return {
    listen(app) {
      const openSettings = (press: Press<unknown>, who: string | null) => settings.open(press, who);
      listenForNudges(app, { world, pressing, tellOne: telling.one, openSettings });
      listenForForms(app, {
        world,
        pressing,
        async tell(nudge) {
          await telling.one(nudge);
          await tellDecisions();
        },
      });
      listenForDecisions(app, {
        world,
        pressing,
        async tell() {
          await tellDecisions();
          await telling.all();
        },
      });
      settings.listen(app);
    },
    async refresh() {
      await telling.all();
      await tellDecisions();
    },
  };
}

const KEPT_MS = 10 * 60_000;
const KEPT = 5_000;

/** Whether a button may be offered is looked up for every open finding at each turn: what it says holds for a while. A press asks anew. */
function remembered(check: Fixes['check'], now: () => Date): Fixes['check'] {
  const known = new Map<string, { until: number; answer: ReturnType<Fixes['check']> }>();
  return (key: CheckKey) => {
    const id = `${key.ref} ${key.scorecard} ${key.check}`;
    const kept = known.get(id);
    if (kept && kept.until > now().getTime()) return kept.answer;
    if (known.size >= KEPT) known.clear();
    const answer = check(key);
    known.set(id, { until: now().getTime() + KEPT_MS, answer });
    answer.catch(() => known.delete(id));
    return answer;
  };
}
