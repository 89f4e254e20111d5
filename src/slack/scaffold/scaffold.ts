import type { App } from '@slack/bolt';
import type { Values } from '../../scaffolder/form/form.ts';
import type { Press } from '../actions.ts';
import { newButton, newShortcut, useButton } from './controls.ts';
import { createFilling } from './filling.ts';
import { listenToForms } from './listen.ts';
import { openScaffold } from './open-button.ts';
import type { AskedIn, ScaffoldWorld } from './parts.ts';
import { pickerView, templateCalled } from './picker.ts';
import { placeOf } from './place.ts';
import { listenToRuns } from './runs/listen.ts';
import { runsToTell } from './runs/message-store.ts';
import { createTell } from './runs/tell.ts';
import { createTurns } from './runs/turns.ts';

/** New repositories from templates, in Slack: the list, the form, and what is told of a run. */
export type Scaffold = {
  listen: (app: App) => void;
  /** `/callboard new …`: the template that is called so, or the list of those that what follows fits. */
  command: (asked: {
    person: string;
    triggerId: string;
    channel: string;
    words: string;
  }) => Promise<void>;
  /** A job: tells of runs whose messages are behind. */
  refresh: () => Promise<void>;
  settled: () => Promise<void>;
  stop: () => Promise<void>;
};

export function createScaffold(world: ScaffoldWorld): Scaffold {
  const { scaffolder, db, desk, directory, index, linkMe, modals, now, log } = world;
  const filling = createFilling(world);
  const turns = createTurns({ tell: createTell(world), now, log });
  const stopListening = scaffolder.listen((run) => turns.hear(run, false));

  /** A run is told at once, and whoever waits for that waits for it. */
  async function tellNow(run: string): Promise<void> {
    turns.hear(run, true);
    await turns.settled();
  }

  async function listView(asked: { in: AskedIn; typed: string; note?: string | null }) {
    const [templates, view] = await Promise.all([scaffolder.templates(), index.current()]);
    return pickerView(templates, {
      typed: asked.typed,
      note: asked.note ?? null,
      metadata: JSON.stringify(asked.in),
      labelOf(ref) {
        const entry = view.get(ref);
        return entry ? (entry.title ?? entry.name) : ref;
      },
    });
  }

  type Opening = { template?: string; values?: Values; in: AskedIn; isDryRun?: boolean };

  /** Whoever asks for something that lasts must be known: it is made in their name. */
  async function open(
    { person, triggerId, view }: Pick<Press<unknown>, 'person' | 'triggerId' | 'view'>,
    { template, values = {}, in: askedIn }: Opening,
  ): Promise<void> {
    if (!(await directory.refOf(person))) return linkMe.open(person, triggerId);
    const shown = template
      ? await filling.begin(person, { template, values, in: askedIn })
      : await listView({ in: askedIn, typed: '' });
    if (view?.sort === 'modal') await modals.update(view.id, shown);
    else await modals.open(triggerId, shown);
  }

  return {
    async command({ person, triggerId, channel, words }) {
      if (!(await directory.refOf(person))) return linkMe.open(person, triggerId);
      const isOpen = (await desk.mayAnswerIn(channel)) === 'yes';
      const askedIn: AskedIn = { channel: isOpen ? channel : null, threadTs: null };
      const templates = await scaffolder.templates();
      const called = words === '' ? null : templateCalled(templates, words);
      const view = called
        ? await filling.begin(person, { template: called.ref, values: {}, in: askedIn })
        : await listView({ in: askedIn, typed: words });
      await modals.open(triggerId, view);
    },
    async refresh() {
      for (const run of await runsToTell(db, now())) turns.hear(run, true);
      await turns.settled();
    },
    settled: turns.settled,
    async stop() {
      stopListening();
      await turns.stop();
    },
    listen(app) {
      newShortcut.listen(app, ({ person, triggerId }) =>
        open({ person, triggerId, view: null }, { in: { channel: null, threadTs: null } }),
      );
      newButton.listen(app, (press) => open(press, { in: { channel: null, threadTs: null } }));
      openScaffold.listen(app, async (press) => {
        const { template, values } = press.value;
        const asked = { ...(template && { template }), values: values ?? {} };
        await open(press, { ...asked, in: await placeOf(press, world) });
      });
      useButton.listen(app, async (press) => {
        const askedIn = askedInOf(press.view?.metadata ?? '');
        await open(press, { template: press.value.template, in: askedIn });
      });
      listenToForms(app, { ...world, filling, listView, tell: (run) => turns.hear(run, true) });
      listenToRuns(app, { ...world, tell: tellNow });
    },
  };
}

function askedInOf(metadata: string): AskedIn {
  const nowhere: AskedIn = { channel: null, threadTs: null };
  return metadata ? { ...nowhere, ...(JSON.parse(metadata) as AskedIn) } : nowhere;
}
