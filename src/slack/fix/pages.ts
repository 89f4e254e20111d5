import { createHash } from 'node:crypto';
import type { Db } from '#dialect';
import { correctableOf } from '../../catalog/corrections/correctable.ts';
import type { Correction, Field } from '../../catalog/corrections/correction.ts';
import type { Corrections } from '../../catalog/corrections/corrections.ts';
import { labelIn } from '../../catalog/corrections/label.ts';
import { titleOf } from '../../catalog/corrections/proposal.ts';
import { addPlace, type CorrectionPlace } from '../../catalog/corrections/store.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import type { ModalResult } from '../actions.ts';
import type { Directory } from '../directory.ts';
import type { Outbox } from '../outbox.ts';
import { drawUnsure } from './draw.ts';
import {
  blockId,
  correctionIn,
  type FormState,
  type FormValues,
  LONGEST_METADATA,
  type Opened,
  type ReadyState,
} from './form.ts';
import { noteView, previewView } from './modal.ts';

export type PageParts = {
  db: Db;
  index: CatalogIndex;
  corrections: Corrections;
  directory: Directory;
  outbox: Outbox;
  /** Where the owner of a thing is asked; null where there is nobody. */
  ownerPlace: (owner: string) => Promise<{ channel: string; label: string } | null>;
};

type Submitted = { result: ModalResult; afterwards?: () => Promise<void> };

const GONE = 'It is not in the catalog any more. Ask again.';

/** What the pages of "Wrong? Fix it" do when they are submitted. Nobody is called before Slack has its answer. */
export function createPages(parts: PageParts) {
  const { db, index, corrections, directory, outbox, ownerPlace } = parts;

  /** From what is wrong to the change it would be. */
  async function preview(
    state: FormState & { field: Field },
    values: FormValues,
  ): Promise<Submitted> {
    const { ref, field } = state;
    const view = await index.current();
    const now = await correctableOf(db, view, ref);
    if (!now) return note(GONE);
    const wrong = (part: 'value' | 'which', message: string) =>
      errorAt(values, { part, field, message });
    const read = correctionIn(state, values, now);
    if ('message' in read) return wrong(read.part, read.message);
    const { correction } = read;
    const checked = await corrections.check(correction);
    if (checked?.kind === 'stuck')
      return note(`${checked.reason} ${checked.nextStep}`, checked.url);
    if (checked)
      return wrong(checked.check.part === 'was' ? 'which' : 'value', checked.check.message);
    const place = await corrections.placeOf(ref);
    const change = await corrections.preview(correction);
    if (change.kind === 'same')
      return note('The file says so already; my answers follow within minutes.');
    if (change.kind === 'stuck' || place.kind !== 'file')
      return note(
        change.kind === 'stuck' ? `${change.reason} ${change.nextStep}` : GONE,
        place.url,
      );
    const { channel, messageTs, threadTs, isEphemeral } = state;
    const ready: ReadyState = { correction, channel, messageTs, threadTs, isEphemeral };
    if (JSON.stringify(ready).length > LONGEST_METADATA)
      return wrong('which', 'What stands there is too long to be changed from here.');
    const sentence = titleOf(correction, (one) => labelIn(view, one));
    return {
      result: {
        kind: 'push',
        view: previewView({ state: ready, preview: change, place, sentence }),
      },
    };
  }

  /** Keeps the correction as a row; the pull request comes after Slack has its answer. */
  async function propose(
    person: string,
    state: ReadyState,
    values: FormValues,
  ): Promise<Submitted> {
    const asker = await directory.refOf(person);
    if (!asker) return note(GONE);
    const asked = await corrections.ask({
      correction: state.correction satisfies Correction,
      reason: reasonIn(values),
      asker: await corrections.askerOf(asker, labelIn(await index.current(), asker)),
    });
    if (asked.kind === 'stuck') return note(`${asked.reason} ${asked.nextStep}`, asked.url);
    if (asked.kind === 'wrong')
      return { result: { kind: 'errors', errors: { reason: asked.check.message } } };
    const { row, isNew } = asked;
    await addPlace(db, placeFor(row.id, person, state));
    return {
      result: { kind: 'clear' },
      afterwards: async () => {
        await corrections.carryOut(row.id, { again: !isNew });
      },
    };
  }

  /** For those who know that something is wrong, and not what is right. */
  async function tellOwner(
    person: string,
    state: FormState,
    values: FormValues,
  ): Promise<Submitted> {
    const view = await index.current();
    const asker = await directory.refOf(person);
    if (!asker || !view.get(state.ref)) return note(GONE);
    const what = reasonIn(values);
    const sorry = (message: string): Submitted => ({
      result: { kind: 'errors', errors: { reason: message } },
    });
    if (what === '') return sorry('Say what is wrong.');
    const isPeople = /^(?:group|user):/.test(state.ref);
    const owner = isPeople ? state.ref : view.out(state.ref, 'ownedBy')[0];
    const place = owner ? await ownerPlace(owner) : null;
    if (!place) return sorry('I know no channel and no person of an owner to tell.');
    const by = labelIn(view, asker);
    const content = drawUnsure({ ref: state.ref, name: labelIn(view, state.ref), by, what });
    const address = { kind: 'channel', channel: place.channel, threadTs: null } as const;
    const digest = createHash('sha256')
      .update(JSON.stringify([asker, state, what]))
      .digest('hex');
    return {
      result: {
        kind: 'update',
        view: noteView(`I tell ${place.label}. They can fix it from there.`),
      },
      afterwards: async () => {
        await outbox.answer(address, content, `wrong:${digest.slice(0, 24)}`);
      },
    };
  }

  return { preview, propose, tellOwner };
}

function reasonIn(values: FormValues): string {
  const [typed] = Object.values(values['reason'] ?? {});
  return typed?.value?.trim() ?? '';
}

function errorAt(
  values: FormValues,
  { part, field, message }: { part: 'value' | 'which'; field: Field; message: string },
): Submitted {
  const id = blockId(part, field);
  // Slack takes errors for inputs that are there, and the one to pick from may not be.
  const key = values[id] ? id : blockId('value', field);
  return { result: { kind: 'errors', errors: { [key]: message } } };
}

function note(sentence: string, url: string | null = null): Submitted {
  return { result: { kind: 'update', view: noteView(sentence, url) } };
}

/** Below the answer, or, where only one person saw that, in their direct messages. */
function placeFor(correction: string, person: string, opened: Opened): CorrectionPlace {
  const { channel, messageTs, threadTs, isEphemeral } = opened;
  if (!channel || !messageTs || isEphemeral)
    return { correction, channel: person, ts: '', threadTs: null, person };
  return { correction, channel, ts: messageTs, threadTs, person };
}
