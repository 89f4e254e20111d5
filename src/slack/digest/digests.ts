import type { App } from '@slack/bolt';
import type { Db } from '#dialect';
import { labelOf } from '../../catalog/labels.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import { UserError } from '../../errors.ts';
import {
  type DigestDesk,
  type DigestOutcome,
  whenName,
} from '../../scorecards/digest/schedule/desk.ts';
import {
  type DigestRow,
  type DigestSchedule,
  digestById,
  scheduleById,
} from '../../scorecards/digest/schedule/store.ts';
import type { SendDigest } from '../../scorecards/digest/schedule/turns.ts';
import { tellDigest } from '../../scorecards/digest/told.ts';
import type { Press } from '../actions.ts';
import { actions, channelLink, context, escaped, section } from '../blocks.ts';
import type { Directory } from '../directory.ts';
import type { Content } from '../message.ts';
import type { Modals } from '../modals.ts';
import type { Outbox } from '../outbox.ts';
import { responseTo } from '../presses.ts';
import type { createReach } from '../reach.ts';
import {
  approveButton,
  Card,
  changeButton,
  changeModal,
  dropButton,
  type Preview,
} from './buttons.ts';
import { drawChangeForm, readTurn } from './change-form.ts';
import { contentOfDigest } from './draw.ts';

export type DigestParts = {
  desk: DigestDesk;
  index: CatalogIndex;
  /** The page of a digest; null where nobody could reach it. */
  pageUrl: (audience: string) => string | null;
};

export type SlackDigests = { send: SendDigest; listen: (app: App) => void };

type Parts = DigestParts & {
  db: Db;
  directory: Directory;
  modals: Modals;
  outbox: Outbox;
  reach: Pick<ReturnType<typeof createReach>, 'post' | 'barrierTo' | 'channelIdOf'>;
};

const STRANGER =
  "I don't know who you are in the catalog, so I cannot tell whether you may do this.";
const PREVIEW = 'This is a preview: nothing is sent before you let it go.';

/** Digests in Slack: the message, the preview with its three buttons, and the form for another day, time or channel. */
export function createSlackDigests(parts: Parts): SlackDigests {
  const { db, desk, directory, modals, outbox, reach } = parts;

  async function drawn(digest: DigestRow['digest'], zone: string): Promise<Content> {
    const view = await parts.index.current();
    const told = tellDigest(digest, { label: (ref) => labelOf(view, ref), zone });
    return contentOfDigest(digest, { told, page: parts.pageUrl(digest.audience) });
  }

  async function contentFor(
    { id, digest }: Pick<DigestRow, 'id' | 'digest'>,
    { schedule, isPreview }: { schedule: DigestSchedule; isPreview: boolean },
  ): Promise<Content> {
    const content = await drawn(digest, schedule.zone);
    if (!isPreview)
      return {
        ...content,
        blocks: [...content.blocks, context([escaped(`Sent ${whenName(schedule)}.`)])],
      };
    const value = { schedule: schedule.id, digest: id };
    const place = schedule.place.startsWith('user:')
      ? 'to you'
      : `in ${channelLink(schedule.place)}`;
    return {
      ...content,
      blocks: [
        section(`${escaped(PREVIEW)} Post it ${place} ${escaped(whenName(schedule))}?`),
        ...content.blocks,
        actions([
          approveButton.element({ text: 'Send it from now on', style: 'primary' }, value),
          changeButton.element({ text: 'Change…' }, value),
          dropButton.element({ text: 'Not now' }, value),
        ]),
      ],
    };
  }

  /** The message without its buttons, with what became of them. */
  async function settle(press: Press<Preview>, how: DigestDesk['approve']): Promise<void> {
    const by = await directory.refOf(press.person);
    const outcome: DigestOutcome = by
      ? await how(press.value.schedule, by)
      : { kind: 'refused', reason: STRANGER };
    if (outcome.kind === 'refused') {
      await outbox.answer(responseTo(press, 'quiet'), sentence(outcome.reason));
      return;
    }
    const row = await digestById(db, press.value.digest);
    if (!row) return;
    const content = await drawn(row.digest, outcome.schedule.zone);
    const said = context([escaped(outcome.text, 600)]);
    await outbox.answer(responseTo(press, 'replace'), {
      ...content,
      blocks: [...content.blocks, said],
    });
  }

  async function openForm(press: Press<Preview>): Promise<void> {
    const schedule = await scheduleById(db, press.value.schedule);
    if (!schedule || schedule.endedAt)
      throw new UserError(
        'This digest is not sent any more.',
        'Ask for it again: "send the weekly digest to #leads every monday".',
      );
    const { channel, responseUrl: url } = press;
    const card: Card = { ...press.value, channel: channel ?? press.person, url };
    await modals.open(press.triggerId, drawChangeForm(schedule, card));
  }

  return {
    async send({ id, digest, place, schedule, isPreview }) {
      const content = await contentFor({ id, digest }, { schedule, isPreview });
      return reach.post(place, content, `digest:${id}`);
    },
    listen(app) {
      approveButton.listen(app, (press) => settle(press, desk.approve));
      dropButton.listen(app, (press) => settle(press, desk.drop));
      changeButton.listen(app, openForm);
      changeModal.listen(app, async ({ person, values, metadata }) => {
        const card = Card.parse(JSON.parse(metadata));
        const by = await directory.refOf(person);
        const before = await scheduleById(db, card.schedule);
        const turn = readTurn(
          values.day.day.selected_option?.value,
          values.time.time.selected_option?.value,
        );
        const typed = values.place?.place.value?.trim();
        const place = typed || before?.place || '';
        if (!turn) return errors('time', 'Pick a day and a time.');
        const barrier = place.startsWith('user:') ? null : await reach.barrierTo(place);
        if (barrier) return errors('place', `I cannot post there: ${barrier}.`);
        const id = place.startsWith('user:') ? place : await reach.channelIdOf(place);
        const outcome: DigestOutcome = by
          ? await desk.change(card.schedule, { turn, place: id ?? place }, by)
          : { kind: 'refused', reason: STRANGER };
        if (outcome.kind === 'refused')
          return errors(values.place ? 'place' : 'day', outcome.reason);
        return { result: { kind: 'close' }, afterwards: () => redraw(card, outcome.schedule) };
      });
    },
  };

  async function redraw({ digest, channel, url }: Card, schedule: DigestSchedule): Promise<void> {
    const row = await digestById(db, digest);
    if (!row || !url) return;
    const content = await contentFor(row, { schedule, isPreview: schedule.approvedAt === null });
    await outbox.answer(
      { kind: 'response', channel, url, mode: 'replace', threadTs: null },
      content,
    );
  }
}

function errors(field: string, text: string) {
  return { result: { kind: 'errors' as const, errors: { [field]: text } } };
}

function sentence(text: string): Content {
  const said = escaped(text, 1_000);
  return { text: said, blocks: [section(said)] };
}
