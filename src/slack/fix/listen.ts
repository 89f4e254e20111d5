import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Db } from '#dialect';
import { correctableOf } from '../../catalog/corrections/correctable.ts';
import { inWords } from '../../catalog/corrections/correction.ts';
import type { Corrections } from '../../catalog/corrections/corrections.ts';
import { labelIn } from '../../catalog/corrections/label.ts';
import { addPlace, type CorrectionPlace, pendingOf } from '../../catalog/corrections/store.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import type { ModalResult, Press } from '../actions.ts';
import { escaped, section } from '../blocks.ts';
import type { Desk } from '../desk.ts';
import type { Directory } from '../directory.ts';
import type { LinkMe } from '../link-me.ts';
import type { Modals } from '../modals.ts';
import type { Outbox } from '../outbox.ts';
import { responseTo } from '../presses.ts';
import {
  dependencySelect,
  entitySelect,
  fieldSelect,
  fixButton,
  ownerSelect,
  verdictButton,
} from './controls.ts';
import { blockId, correctionIn, FormState, type FormValues } from './form.ts';
import { fixModal, formView, noteView } from './modal.ts';

export type FixListeners = {
  db: Db;
  index: CatalogIndex;
  corrections: Corrections;
  desk: Desk;
  directory: Directory;
  linkMe: LinkMe;
  modals: Modals;
  outbox: Outbox;
};

const SUGGESTIONS = 50;

/** "Wrong? Fix it": the button, its form, and what is submitted. */
export function listenForFixes(app: App, parts: FixListeners): void {
  const { db, index, corrections, desk, directory, linkMe, modals, outbox } = parts;

  fixButton.listen(app, async (press) => {
    const may = press.channel ? await desk.mayAnswerIn(press.channel) : 'yes';
    if (may === 'no') return desk.decline(responseTo(press, 'quiet'));
    const [ref] = press.value.refs;
    // A correction is made in somebody's name.
    if (!ref || !(await directory.refOf(press.person)))
      return linkMe.open(press.person, press.triggerId);
    const { channel, messageTs, threadTs, isEphemeral } = press;
    const { refs, field } = press.value;
    const state = { refs, ref, field: field ?? 'owner', channel, messageTs, threadTs, isEphemeral };
    await modals.open(press.triggerId, await viewFor(state));
  });
  verdictButton.listen(app, (press) => judge(press));
  entitySelect.listen(app, (press) => redraw(press, { ref: press.value }));
  fieldSelect.listen(app, (press) => redraw(press, { field: press.value }));
  ownerSelect.suggest(app, (text) => suggest(text, ['group', 'user']));
  dependencySelect.suggest(app, (text) => suggest(text, ['component', 'resource', 'api']));
  fixModal.listen(app, async ({ person, values, metadata }) => {
    const state = FormState.parse(JSON.parse(metadata));
    return submit(person, state, values);
  });

  async function judge(press: Press<{ id: string; says: 'right' | 'keep' }>): Promise<void> {
    const { id, says } = press.value;
    const ref = await directory.refOf(press.person);
    if (!ref) return linkMe.open(press.person, press.triggerId);
    const name = labelIn(await index.current(), ref);
    const judged = await corrections.judge({ id, verdict: { says, ref, name } });
    const alone = async (text: string) => {
      const content = { text, blocks: [section(escaped(text, 1_000))] };
      await outbox.answer(responseTo(press, 'quiet'), content);
    };
    switch (judged.kind) {
      case 'unknown':
        return alone('I no longer know that correction. Ask again.');
      case 'refused':
        return alone(`I did nothing. ${judged.reason}`);
      case 'late': {
        const { verdict, state } = judged.row;
        return alone(verdict ? `${verdict.name} said so already.` : `It is ${state} already.`);
      }
      case 'kept':
        await corrections.carryOut(id);
    }
  }

  async function redraw(press: Press<unknown>, change: Partial<FormState>): Promise<void> {
    if (!press.view) return;
    const state = FormState.parse(JSON.parse(press.view.metadata));
    await modals.update(press.view.id, await viewFor({ ...state, ...change }));
  }

  /** The form, or why there is none for this entity. */
  async function viewFor(state: FormState): Promise<ModalView> {
    const view = await index.current();
    const now = await correctableOf(db, view, state.ref);
    const [first] = now?.fields ?? [];
    if (!now || !first) return noteView('It is not in the catalog any more. Ask again.');
    const field = now.fields.includes(state.field) ? state.field : first;
    const labels = new Map(state.refs.map((ref) => [ref, labelIn(view, ref)]));
    const place = await corrections.placeOf(state.ref);
    const isOnly = state.refs.length === 1;
    if (place.kind === 'elsewhere' && isOnly)
      return noteView(`${place.reason} ${place.nextStep}`, place.url);
    const pending = (await pendingOf(db, state.ref)).map((row) => ({
      text: `${inWords(row, (ref) => labelIn(view, ref))}, by ${row.asker.name}`,
      url: row.url,
    }));
    return formView({ state: { ...state, field }, now, labels, pending });
  }

  async function suggest(text: string, kinds: readonly string[]) {
    const view = await index.current();
    const found = view.find(text, { kinds, limit: SUGGESTIONS });
    return found.map(({ entry }) => ({
      label: `${entry.title ?? entry.name}${entry.title ? ` (${entry.name})` : ''}`,
      value: entry.ref,
    }));
  }

  async function submit(
    person: string,
    state: FormState,
    values: FormValues,
  ): Promise<{ result: ModalResult; afterwards?: () => Promise<void> }> {
    const { ref, field } = state;
    const view = await index.current();
    const now = await correctableOf(db, view, ref);
    const asker = await directory.refOf(person);
    if (!now || !asker) return note('It is not in the catalog any more. Ask again.');
    const read = correctionIn(state, values, now);
    if ('message' in read) return wrong(read.part, read.message);
    const [typed] = Object.values(values['reason'] ?? {});
    const asked = await corrections.ask({
      correction: read.correction,
      reason: typed?.value?.trim() ?? '',
      asker: await corrections.askerOf(asker, labelIn(view, asker)),
    });
    if (asked.kind === 'stuck') return note(`${asked.reason} ${asked.nextStep}`, asked.url);
    if (asked.kind === 'wrong')
      return wrong(asked.check.part === 'was' ? 'which' : 'value', asked.check.message);
    const { row } = asked;
    await addPlace(db, placeFor(row.id, person, state));
    return {
      result: { kind: 'close' },
      afterwards: async () => {
        await corrections.carryOut(row.id, { again: !asked.isNew });
      },
    };

    function wrong(part: 'value' | 'which', message: string): { result: ModalResult } {
      const id = blockId(part, field);
      // Slack takes errors for inputs that are there, and the one to pick from may not be.
      const key = values[id] ? id : blockId('value', field);
      return { result: { kind: 'errors', errors: { [key]: message } } };
    }
  }
}

function note(sentence: string, url: string | null = null): { result: ModalResult } {
  return { result: { kind: 'update', view: noteView(sentence, url) } };
}

/** Below the answer, or, where only one person saw that, in their direct messages. */
function placeFor(correction: string, person: string, state: FormState): CorrectionPlace {
  const { channel, messageTs, threadTs, isEphemeral } = state;
  if (!channel || !messageTs || isEphemeral)
    return { correction, channel: person, ts: '', threadTs: null, person };
  return { correction, channel, ts: messageTs, threadTs, person };
}
