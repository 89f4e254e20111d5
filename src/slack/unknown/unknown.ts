import { createHash } from 'node:crypto';
import type { App } from '@slack/bolt';
import type { Db } from '#dialect';
import { describeError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { missOf } from '../../questions/misses.ts';
import type { Actor, NamesDesk, Settling } from '../../questions/unknown/desk.ts';
import type { Registrar } from '../../questions/unknown/registrar.ts';
import type { UnknownReports } from '../../questions/unknown/report.ts';
import type { ModalResult, Press } from '../actions.ts';
import type { SearchThings } from '../ask-modal.ts';
import { escaped } from '../blocks.ts';
import type { Desk } from '../desk.ts';
import type { Directory, People } from '../directory.ts';
import type { LinkMe } from '../link-me.ts';
import type { Content } from '../message.ts';
import type { Modals } from '../modals.ts';
import type { Outbox } from '../outbox.ts';
import { messageByKey } from '../outbox-store.ts';
import { responseTo } from '../presses.ts';
import {
  ignoreButton,
  type LineValue,
  meansButton,
  meansModal,
  registerButton,
  registerModal,
  thingSelect,
} from './controls.ts';
import { drawReport } from './draw.ts';
import { LOOKING, meansView, registeredView, registerView } from './modals.ts';

/** What the app hands over: the list, what may be done about it, and where its page is. */
export type UnknownParts = {
  names: NamesDesk;
  reports: UnknownReports;
  registrar: Registrar;
  pageUrl: () => string | null;
};

/** The platform lead's weekly message about names nobody knew. */
export type Unknown = {
  listen: (app: App) => void;
  /** A job: posts the message of the week where it is due. */
  report: () => Promise<void>;
  /** Brings the messages of the last weeks up to date with what was settled, wherever that was done. */
  refresh: () => Promise<void>;
};

const SUGGESTIONS = 50;
const GONE = 'Nobody asked for that in a long time, and I have forgotten it.';

export function createUnknown(parts: {
  db: Db;
  unknown: UnknownParts;
  leadChannel: string | null;
  desk: Pick<Desk, 'mayAnswerIn'>;
  directory: Directory;
  people: People;
  linkMe: LinkMe;
  modals: Modals;
  outbox: Outbox;
  searchThings: SearchThings;
  log: Log;
}): Unknown {
  const { db, unknown, leadChannel, desk, directory, people, linkMe, modals, outbox, log } = parts;
  const { names, reports, registrar, pageUrl } = unknown;
  const keyOf = (week: string) => `unknown:${week}`;

  async function actorOf(person: string): Promise<Actor | null> {
    const ref = await directory.refOf(person);
    const profile = ref && (await people.profileOf(ref));
    return profile ? { ref: profile.ref, name: profile.name } : null;
  }

  /** Whoever presses acts, so they must be known; where the message stands is known now, too. */
  async function pressed(
    press: Press<LineValue>,
    then: (by: Actor, value: LineValue) => Promise<void>,
  ): Promise<void> {
    const by = await actorOf(press.person);
    if (!by) return linkMe.open(press.person, press.triggerId);
    if (press.messageTs) await reports.posted(press.value.week, { ts: press.messageTs });
    await then(by, press.value);
  }

  async function sayAlone(press: Press<unknown>, sentence: string): Promise<void> {
    await outbox.answer(responseTo(press, 'quiet'), { text: escaped(sentence, 3_000), blocks: [] });
  }

  async function openForm(press: Press<LineValue>, draw: typeof meansView): Promise<void> {
    const miss = await missOf(db, press.value.miss);
    if (!miss) return sayAlone(press, GONE);
    await modals.open(press.triggerId, draw(miss, press.value));
  }

  async function submitMeaning(person: string, alias: string, ref: string): Promise<ModalResult> {
    const by = await actorOf(person);
    if (!by) return errorAt('thing', 'I do not know any more who you are in the catalog.');
    const settling = await names.name({ alias: alias.trim(), ref }, by);
    return settling.kind === 'done' ? { kind: 'close' } : wrong(settling);
  }

  async function submitAddress(person: string, address: string, viewId: string) {
    const by = await actorOf(person);
    const objection = by
      ? await registrar.objection(address, by)
      : 'I do not know any more who you are in the catalog.';
    if (objection || !by) return { result: errorAt('address', objection ?? '') };
    const afterwards = async () => {
      const done = await registrar.register(address, by);
      await refresh();
      try {
        await modals.update(viewId, registeredView(done));
      } catch (error) {
        // Who closed the form meanwhile sees in the message, or asks, whether it is known.
        log.warn({ reason: describeError(error) }, 'registration could not be shown');
      }
    };
    return { result: { kind: 'update' as const, view: LOOKING }, afterwards };
  }

  async function refresh(): Promise<void> {
    for (const report of await reports.recent()) {
      const ts = report.ts ?? (await messageByKey(db, keyOf(report.week)))?.ts;
      if (!ts) continue;
      const content = drawReport(report, pageUrl());
      const shown = hashOf(content);
      if (shown === report.shown) continue;
      await outbox.answer({ kind: 'update', channel: report.channel, ts, threadTs: null }, content);
      await reports.posted(report.week, { ts, shown });
    }
  }

  return {
    refresh,

    async report() {
      if (!leadChannel) return;
      if ((await desk.mayAnswerIn(leadChannel)) === 'no') {
        log.warn({ leadChannel }, 'unknown names are not told in a shared channel');
        return;
      }
      const due = await reports.due(leadChannel);
      if (!due) return;
      const address = { kind: 'channel', channel: leadChannel, threadTs: null } as const;
      const content = drawReport(due, pageUrl());
      await outbox.tell(address, content, keyOf(due.week));
      const sent = await messageByKey(db, keyOf(due.week));
      if (sent?.ts) await reports.posted(due.week, { ts: sent.ts, shown: hashOf(content) });
    },

    listen(app) {
      meansButton.listen(app, (press) => pressed(press, () => openForm(press, meansView)));
      registerButton.listen(app, (press) =>
        pressed(press, async (by) => {
          const refusal = await names.refusal(by);
          if (refusal) return sayAlone(press, `I did nothing. ${refusal}`);
          await openForm(press, registerView);
        }),
      );
      ignoreButton.listen(app, (press) =>
        pressed(press, async (by, { miss }) => {
          const settling = await names.setAside(miss, true, by);
          if (settling.kind !== 'done') await sayAlone(press, `I did nothing. ${settling.reason}`);
          await refresh();
        }),
      );
      thingSelect.suggest(app, async (text) => {
        const found = await parts.searchThings(text, SUGGESTIONS);
        const things = found.filter(({ ref }) => !ref.startsWith('user:'));
        return things.map(({ ref, label }) => ({ label, value: ref }));
      });
      meansModal.listen(app, async ({ person, values }) => {
        const ref = values.thing['unknown-thing'].selected_option.value;
        const result = await submitMeaning(person, values.alias.alias.value, ref);
        return { result, afterwards: refresh };
      });
      registerModal.listen(app, ({ person, values, viewId }) =>
        submitAddress(person, values.address.address.value, viewId),
      );
    },
  };
}

function hashOf(content: Content): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}

function errorAt(block: string, sentence: string): ModalResult {
  return { kind: 'errors', errors: { [block]: sentence } };
}

function wrong(settling: Exclude<Settling, { kind: 'done' }>): ModalResult {
  const isAlias = settling.kind === 'wrong' && settling.part === 'alias';
  return errorAt(isAlias ? 'alias' : 'thing', settling.reason);
}
