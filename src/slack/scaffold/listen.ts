import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { describeError } from '../../errors.ts';
import { draftById } from '../../scaffolder/draft-store.ts';
import { escaped } from '../blocks.ts';
import {
  backButton,
  dryRunButton,
  FILE,
  formModal,
  listButton,
  pickerModal,
  reviewModal,
  SEARCH,
  webFormLink,
} from './controls.ts';
import { createDryRuns, type DriedDraft } from './dry-runs.ts';
import { type Change, listenToChanges, suggestFor } from './element-listener.ts';
import { FIELD_ACTION } from './fields/ids.ts';
import { enteredIn, Filled, textIn } from './fields/state.ts';
import { ending, filesView, pathsOf } from './files-view.ts';
import type { Filling } from './filling.ts';
import type { AskedIn, ScaffoldWorld } from './parts.ts';
import { createSuggest } from './suggest.ts';
import { noteView } from './views.ts';

/** What views carry from one to the next. */
const Page = z.object({ draft: z.string(), at: z.number().int().optional() });
const Place = z.object({ channel: z.string().nullable(), threadTs: z.string().nullable() });

export type FormListeners = ScaffoldWorld & {
  filling: Filling;
  listView: (asked: { in: AskedIn; typed: string }) => Promise<ModalView>;
  tell: (run: string) => void;
};

/** The list of templates, the form, the look back and the dry run. */
export function listenToForms(app: App, parts: FormListeners): void {
  const { db, modals, filling, listView, log } = parts;
  const dryRuns = createDryRuns(parts);
  const newest = createNewest();

  webFormLink.listen(app);
  listenToList();
  listenToPages();
  listenToDryRuns();

  function listenToList(): void {
    pickerModal.listen(app, async ({ values, metadata }) => {
      const view = await listView({
        in: Place.parse(JSON.parse(metadata)),
        typed: searched(values),
      });
      return { result: { kind: 'update', view } };
    });
    listenToChanges(app, SEARCH, (change) =>
      newest(change, async () => {
        const asked = {
          in: Place.parse(JSON.parse(change.metadata)),
          typed: searched(change.filled),
        };
        const view = await listView(asked);
        return titlesIn(view.blocks) === titlesIn(change.blocks) ? null : view;
      }),
    );
    listButton.listen(app, async ({ view }) => {
      if (!view) return;
      const draft = await draftById(db, Page.parse(JSON.parse(view.metadata)).draft);
      const askedIn = { channel: draft?.channel ?? null, threadTs: draft?.threadTs ?? null };
      await modals.update(view.id, await listView({ in: askedIn, typed: '' }));
    });
  }

  function listenToPages(): void {
    formModal.listen(app, async ({ metadata, values }) => {
      const { draft, at = 0 } = Page.parse(JSON.parse(metadata));
      return filling.next(draft, at, values);
    });
    backButton.listen(app, async ({ view }) => {
      if (!view) return;
      const { draft, at } = Page.parse(JSON.parse(view.metadata));
      const filled = Filled.parse(view.filled);
      const before =
        at === undefined
          ? await filling.backFromReview(draft)
          : await filling.back(draft, at, filled);
      await modals.update(view.id, before);
    });
    listenToChanges(app, FIELD_ACTION, (change) =>
      newest(change, async () => {
        const { draft, at = 0 } = Page.parse(JSON.parse(change.metadata));
        const { block, filled, blocks } = change;
        return filling.changed(draft, at, { block, filled, before: blocks });
      }),
    );
    const suggest = createSuggest(parts);
    suggestFor(app, FIELD_ACTION, ({ metadata, block, typed }) =>
      suggest({ draft: Page.parse(JSON.parse(metadata)).draft, block, typed }),
    );
    reviewModal.listen(app, async ({ person, metadata }) => {
      const { draft } = Page.parse(JSON.parse(metadata));
      const { run, ...submitted } = await filling.create(person, draft);
      return run ? { ...submitted, afterwards: async () => parts.tell(run) } : submitted;
    });
  }

  function listenToDryRuns(): void {
    dryRunButton.listen(app, async ({ view, triggerId }) => {
      if (!view) return;
      const { draft } = Page.parse(JSON.parse(view.metadata));
      // The press is good for three seconds, and a dry run may take longer.
      const working = noteView('Dry run', 'I am trying it out; nothing is made…');
      const { viewId } = await modals.push(triggerId, working);
      await modals.update(viewId, await dried(draft, () => dryRuns.run(draft)));
    });
    listenToChanges(app, FILE, async ({ metadata, viewId, filled }) => {
      const { draft } = Page.parse(JSON.parse(metadata));
      const entered = enteredIn(filled, FILE)?.selected_option?.value;
      await modals.update(
        viewId,
        await dried(draft, () => dryRuns.last(draft), Number(entered ?? -1)),
      );
    });
    suggestFor(app, FILE, async ({ metadata, typed }) => {
      const found = await dryRuns.last(Page.parse(JSON.parse(metadata)).draft);
      return (found ? pathsOf(found.run) : [])
        .map((path, at) => ({ label: ending(path), value: String(at), path }))
        .filter(({ path }) => path.toLowerCase().includes(typed.trim().toLowerCase()));
    });
  }

  async function dried(
    draft: string,
    run: () => Promise<DriedDraft | null>,
    at = -1,
  ): Promise<ModalView> {
    try {
      const found = await run();
      if (!found)
        return noteView('Dry run', 'I have forgotten this form. Open the template again.');
      const shown = pathsOf(found.run)[at] ?? null;
      const { template, scorecards } = found;
      const harmless = new Set(
        parts.scaffolder.actions.flatMap(({ id, isHarmless }) => (isHarmless ? [id] : [])),
      );
      return filesView(found.run, { draft, shown, template, scorecards, harmless });
    } catch (error) {
      log.warn({ draft, reason: describeError(error) }, 'dry run failed');
      return noteView('Dry run', escaped('I could not try it out. Please try again in a minute.'));
    }
  }

  /** One change after the other may be answered out of turn: the view of the newest stays. */
  function createNewest() {
    const turns = new Map<string, number>();
    return async function answer(
      { viewId }: Change,
      draw: () => Promise<ModalView | null>,
    ): Promise<void> {
      const turn = (turns.get(viewId) ?? 0) + 1;
      if (turns.size > 1_000) turns.clear();
      turns.set(viewId, turn);
      const view = await draw();
      if (view && turns.get(viewId) === turn) await modals.update(viewId, view);
    };
  }
}

function searched(filled: Filled): string {
  const entered = enteredIn(filled, SEARCH);
  return (entered && textIn(entered)?.trim()) || '';
}

/** What a list shows, in words: Slack sends blocks back with fields of its own. */
function titlesIn(blocks: readonly object[]): string {
  return blocks
    .map((block) => ('text' in block ? (block.text as { text?: string }).text : ''))
    .join('\n');
}
