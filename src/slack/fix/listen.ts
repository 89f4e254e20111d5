import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { correctableOf } from '../../catalog/corrections/correctable.ts';
import { type Field, inWords } from '../../catalog/corrections/correction.ts';
import { labelIn } from '../../catalog/corrections/label.ts';
import { pendingOf } from '../../catalog/corrections/store.ts';
import type { Press } from '../actions.ts';
import { escaped, section } from '../blocks.ts';
import type { Desk } from '../desk.ts';
import type { LinkMe } from '../link-me.ts';
import type { Modals } from '../modals.ts';
import { responseTo } from '../presses.ts';
import {
  dependencySelect,
  entitySelect,
  fieldSelect,
  fixButton,
  ownerSelect,
  verdictButton,
  type Wrong,
} from './controls.ts';
import { FormState, ReadyState } from './form.ts';
import { fixModal, formView, noteView, previewModal } from './modal.ts';
import { createPages, type PageParts } from './pages.ts';

export type FixListeners = PageParts & {
  desk: Desk;
  linkMe: LinkMe;
  modals: Modals;
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
    const { refs, field, link } = press.value;
    const opened = { channel, messageTs, threadTs, isEphemeral };
    const state = { ...opened, refs, ref, field: field ?? 'owner', ...(link && { link }) };
    const show = press.view?.sort === 'modal' ? modals.push : modals.open;
    await show(press.triggerId, await viewFor(state));
  });
  verdictButton.listen(app, (press) => judge(press));
  entitySelect.listen(app, (press) => redraw(press, { ref: press.value }));
  fieldSelect.listen(app, (press) => redraw(press, { field: press.value }));
  ownerSelect.suggest(app, (text) => suggest(text, ['group', 'user']));
  dependencySelect.suggest(app, (text) => suggest(text, ['component', 'resource', 'api']));
  const pages = createPages(parts);
  fixModal.listen(app, async ({ person, values, metadata }) => {
    const state = FormState.parse(JSON.parse(metadata));
    return state.field === 'unsure'
      ? pages.tellOwner(person, state, values)
      : pages.preview({ ...state, field: state.field }, values);
  });
  previewModal.listen(app, async ({ person, values, metadata }) =>
    pages.propose(person, ReadyState.parse(JSON.parse(metadata)), values),
  );

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
    if (!now) return noteView('It is not in the catalog any more. Ask again.');
    const labels = new Map(state.refs.map((ref) => [ref, labelIn(view, ref)]));
    const place = await corrections.placeOf(state.ref);
    const fields = place.kind === 'file' ? now.fields : [];
    const field = fields.find((one) => one === state.field) ?? unsureOr(state.field, fields);
    const pending = (await pendingOf(db, state.ref)).map((row) => ({
      text: `${inWords(row, (ref) => labelIn(view, ref))}, by ${row.asker.name}`,
      url: row.url,
    }));
    return formView({ state: { ...state, field }, now, place, labels, pending });
  }

  async function suggest(text: string, kinds: readonly string[]) {
    const view = await index.current();
    const found = view.find(text, { kinds, limit: SUGGESTIONS });
    return found.map(({ entry }) => ({
      label: `${entry.title ?? entry.name}${entry.title ? ` (${entry.name})` : ''}`,
      value: entry.ref,
    }));
  }
}

/** What the form asks for where the field is none of this entity. */
function unsureOr(wanted: Wrong, fields: readonly Field[]): Wrong {
  return wanted === 'unsure' ? wanted : (fields[0] ?? 'unsure');
}
