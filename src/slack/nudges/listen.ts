import type { App } from '@slack/bolt';
import { openLines } from '../../scorecards/nudges/shown.ts';
import { logWhere } from '../../scorecards/nudges/store.ts';
import type { Press } from '../actions.ts';
import {
  exemptButton,
  type MenuItem,
  notOursButton,
  nudgeMenu,
  openPullButton,
  snoozeButton,
} from './controls.ts';
import { dayText, endOfDayIn } from './days.ts';
import { mendable } from './draw.ts';
import { exemptView } from './exempt-modal.ts';
import { fixModal, fixView, MendState, mendSelect } from './fix-modal.ts';
import { doneView, noteView } from './inputs.ts';
import type { NudgeWorld } from './parts.ts';
import { type Pressing, refusal, STRANGER } from './pressing.ts';
import { SnoozeState, scopeChoices, scopeOf, scopeSelect, snoozeView } from './snooze-modal.ts';
import { transferView } from './transfer-modal.ts';
import { whyView } from './why.ts';

const LOGGED = 20;

export type ListenParts = {
  world: NudgeWorld;
  pressing: Pressing;
  /** Brings one message up to date. */
  tellOne: (nudge: string) => Promise<void>;
  openSettings: (press: Press<unknown>, who: string | null) => Promise<void>;
};

/** The buttons below a message about findings. What they open is submitted in `submit.ts`. */
export function listenForNudges(
  app: App,
  { world, pressing, tellOne, openSettings }: ListenParts,
): void {
  const { db, desk, fixes, standards, directory, modals, now } = world;
  const { pressed, shown, labels, sayAlone } = pressing;

  openPullButton.listen(app, (press) =>
    pressed(press, async (by, { nudge, finding }) => {
      const looks = await shown(nudge, press);
      if (!looks) return;
      const lines = mendable(openLines(looks));
      if (finding === null) return openMend(press, nudge, lines[0]?.finding ?? '');
      const line = lines.find((one) => one.finding === finding);
      if (line) {
        const asked = await fixes.ask(line, by);
        if (asked.kind !== 'kept') await sayAlone(press, refusal(asked));
        else {
          await tellOne(nudge);
          await fixes.carryOut(asked.row.id);
        }
      }
      await tellOne(nudge);
    }),
  );

  snoozeButton.listen(app, (press) =>
    pressed(press, async (_by, { nudge }) => {
      const looks = await shown(nudge, press);
      if (!looks) return;
      const [first] = openLines(looks);
      if (!first) return modals.open(press.triggerId, doneView('Snooze'));
      const state = { nudge, id: world.newId(), scope: first.finding };
      return modals.open(press.triggerId, await snoozeForm(press.person, state));
    }),
  );
  scopeSelect.listen(app, async (press) => {
    if (!press.view) return;
    const state = SnoozeState.parse(JSON.parse(press.view.metadata));
    const view = await snoozeForm(press.person, { ...state, scope: press.value });
    await modals.update(press.view.id, view);
  });

  exemptButton.listen(app, (press) =>
    pressed(press, async (_by, { nudge }) => {
      const looks = await shown(nudge, press);
      if (!looks) return;
      const checks = new Map(
        openLines(looks).map((line) => [`${line.scorecard} ${line.check}`, line] as const),
      );
      const approvers = await Promise.all([...checks.values()].slice(0, 10).map(desk.approversOf));
      const zone = await zoneOf(press.person);
      const until = dayText(endOfDayIn(90, now(), zone), zone);
      const view = exemptView({ nudge: looks, approvers, labelOf: await labels(), until });
      return modals.open(press.triggerId, view);
    }),
  );

  notOursButton.listen(app, (press) =>
    pressed(press, async (_by, { nudge }) => {
      const looks = await shown(nudge, press);
      if (looks) await modals.open(press.triggerId, transferView(looks, await labels()));
    }),
  );

  nudgeMenu.listen(app, (press) => {
    const menu: Record<MenuItem, () => Promise<unknown>> = {
      why: () => openWhy(press, press.value.nudge),
      preview: () => openMend(press, press.value.nudge, null),
      mute: async () => {
        const looks = await shown(press.value.nudge, press);
        if (looks) await openSettings(press, looks.recipient);
      },
    };
    return menu[press.value.item]();
  });

  mendSelect.listen(app, async (press) => {
    if (!press.view) return;
    const { nudge } = MendState.parse(JSON.parse(press.view.metadata));
    await modals.update(press.view.id, await mendForm(nudge, press.value));
  });
  fixModal.listen(app, async ({ person, metadata }) => {
    const { nudge, finding } = MendState.parse(JSON.parse(metadata));
    const by = await pressing.byOf(person);
    const looks = await shown(nudge);
    const line = looks && openLines(looks).find((one) => one.finding === finding);
    if (!by) return { result: { kind: 'update', view: noteView('Open PR', STRANGER) } };
    if (!line) return { result: { kind: 'update', view: doneView('Open PR') } };
    const asked = await fixes.ask(line, by);
    if (asked.kind !== 'kept')
      return { result: { kind: 'update', view: noteView('Open PR', refusal(asked)) } };
    const afterwards = async () => {
      await tellOne(nudge);
      await fixes.carryOut(asked.row.id);
      await tellOne(nudge);
    };
    return { result: { kind: 'close' }, afterwards };
  });

  async function zoneOf(person: string): Promise<string> {
    return (await directory.zoneOf(person)) ?? 'UTC';
  }

  async function snoozeForm(person: string, state: SnoozeState) {
    const looks = await shown(state.nudge);
    const scope = looks && scopeOf(looks, state.scope);
    if (!looks || !scope) return doneView('Snooze');
    const labelOf = await labels();
    const zone = await zoneOf(person);
    return snoozeView({
      state,
      choices: scopeChoices(looks, labelOf),
      hidden: await desk.hiddenBy({ ...scope, recipient: looks.recipient }),
      labelOf,
      until: dayText(endOfDayIn(30, now(), zone), zone),
    });
  }

  async function openMend(
    press: Press<unknown>,
    nudge: string,
    finding: string | null,
  ): Promise<void> {
    await modals.open(press.triggerId, await mendForm(nudge, finding));
  }

  async function mendForm(nudge: string, finding: string | null) {
    const looks = await shown(nudge);
    const lines = looks ? mendable(openLines(looks)) : [];
    const line = lines.find((one) => one.finding === finding) ?? lines[0];
    if (!line) return noteView('Open PR', 'No pull request can be opened for what is left here.');
    const state = { nudge, finding: line.finding };
    const preview = await fixes.preview(line);
    return fixView({ state, lines, preview, labelOf: await labels() });
  }

  async function openWhy(press: Press<unknown>, nudge: string): Promise<void> {
    const looks = await shown(nudge, press);
    if (!looks) return;
    const open = openLines(looks).slice(0, 5);
    const refs = [...new Set(open.map(({ ref }) => ref))];
    const results = new Map(
      await Promise.all(refs.map(async (ref) => [ref, await standards.judge(ref)] as const)),
    );
    const log = new Map(
      await Promise.all(
        open.map(
          async ({ finding }) => [finding, await logWhere(db, { finding, limit: LOGGED })] as const,
        ),
      ),
    );
    const labelOf = await labels();
    const view = whyView({ nudge: looks, results, log, labelOf, now: now() });
    await modals.open(press.triggerId, view);
  }
}
