import type { KnownBlock, ModalView } from '@slack/types';
import {
  addDraft,
  type Draft,
  draftBecame,
  draftById,
  keyOfDraft,
  saveDraft,
} from '../../scaffolder/draft-store.ts';
import type { Field, Form, FormError, Values } from '../../scaffolder/form/form.ts';
import { withRepositoryName } from '../../scaffolder/form/repository-name.ts';
import { subjectOf } from '../../scaffolder/form/subject.ts';
import type { LoadedTemplate } from '../../scaffolder/scaffolder.ts';
import type { Template } from '../../scaffolder/template.ts';
import type { ModalResult } from '../actions.ts';
import { escaped } from '../blocks.ts';
import { browserView } from './browser-view.ts';
import { isNamed } from './fields/input-block.ts';
import { readFields } from './fields/read.ts';
import type { Filled } from './fields/state.ts';
import type { FieldWorld } from './fields/world.ts';
import {
  fieldOfError,
  fieldsOf,
  isBlockOf,
  isOfNoField,
  obstacles,
  placeErrors,
  pruned,
  unanswered,
  withDefaults,
} from './form-state.ts';
import type { AskedIn, ScaffoldWorld } from './parts.ts';
import { areSameFields, isSameView } from './same.ts';
import { screensOf } from './screens.ts';
import { valueAt } from './values.ts';
import { formView, noteView, reviewView } from './views.ts';

const GONE = 'I have forgotten this form: it was opened too long ago. Open the template again.';
const BEGUN = 'It begins. How far it is, I tell you in our direct messages.';
const SENT = 'This form was sent already.';

type Submitted = { result: ModalResult; afterwards?: () => Promise<void> };

/** The way through the form of a template: what each press and each submit shows next. Nobody outside is asked on it. */
export function createFilling(world: ScaffoldWorld) {
  const { scaffolder, db, directory, index, places, now, newId } = world;

  /** A new form, filled in as far as `values` go. */
  async function begin(
    person: string,
    asked: { template: string; values: Values; in: AskedIn },
  ): Promise<ModalView> {
    const loaded = await scaffolder.template(asked.template);
    const refusal = refusalOf(loaded);
    if (!loaded || refusal) return noteView('New from a template', refusal ?? GONE);
    const { template } = loaded;
    const by = await directory.refOf(person);
    const { form, values: standard } = await withDefaults(formOf(template.ref, by), asked.values);
    const values = withRepository(template, { form, values: standard, from: null });
    const draft = newId();
    await addDraft(db, {
      id: draft,
      template: template.ref,
      by,
      person,
      page: 0,
      values,
      channel: asked.in.channel,
      threadTs: asked.in.threadTs,
      createdAt: now(),
      run: null,
    });
    const [obstacle] = obstacles(form, values);
    if (obstacle) return browserView(world, template, { draft, person, by }, obstacle);
    return show({ draft, template, by, values, at: 0 });
  }

  function formOf(template: string, by: string | null) {
    return (values: Values) => scaffolder.form({ template, values, by });
  }

  async function fieldWorld(): Promise<FieldWorld> {
    const view = await index.current();
    return {
      places,
      labelOf(ref) {
        const entry = view.get(ref);
        return entry ? (entry.title ?? entry.name) : ref;
      },
    };
  }

  type Step = {
    draft: string;
    template: Template;
    by: string | null;
    values: Values;
    at: number;
    said?: readonly FormError[];
  };

  /** The page at `at`; past the last one, the look back over all. */
  async function show({ draft, template, by, values, at, said = [] }: Step): Promise<ModalView> {
    const form = await scaffolder.form({ template: template.ref, values, by });
    const screens = screensOf(form);
    const drawn = { template, draft, values, world: await fieldWorld() };
    if (at >= screens.length)
      return reviewView({ ...drawn, form, approver: await approverOf(template, values) });
    return formView({ ...drawn, screens, at: Math.max(at, 0), said });
  }

  /** Who says yes first, by name. The owner is the first that the form asks for. */
  async function approverOf({ approval }: Template, values: Values): Promise<string | null> {
    if (approval.kind === 'none') return null;
    const { labelOf } = await fieldWorld();
    if (approval.kind === 'entity') return labelOf(approval.ref);
    const owner = values['owner'];
    return typeof owner === 'string' ? labelOf(owner) : 'The team that will own it';
  }

  type Open = NonNullable<Awaited<ReturnType<typeof open>>>;

  /** The open form of a draft, as it is filled in now. */
  async function open(id: string, at: number, filled: Filled) {
    const draft = await draftById(db, id);
    const loaded = draft && (await scaffolder.template(draft.template));
    if (!draft || !loaded) return null;
    const { template } = loaded;
    const form = await formOf(template.ref, draft.by)(draft.values);
    const screen = screensOf(form)[at];
    const fields = screen?.fields ?? [];
    const read = readFields(fields, filled, { values: draft.values, places });
    return { draft, template, form, screen, fields, read };
  }

  async function keep({ draft, template, form, read }: Open, page: number): Promise<Values> {
    const formFor = formOf(draft.template, draft.by);
    const { form: after, values: typed } = await withDefaults(formFor, read.values, fieldsOf(form));
    const from = subjectOf(template, draft.values).name;
    const values = withRepository(template, { form: after, values: typed, from });
    await saveDraft(db, draft.id, { values, page });
    return values;
  }

  function withRepository(
    template: Template,
    { form, values, from }: { form: Form; values: Values; from: string | null },
  ): Values {
    const to = subjectOf(template, values).name;
    return withRepositoryName(values, { template, form, places, from, to });
  }

  /** From one page to the next, or what is wrong with it. */
  async function next(id: string, at: number, filled: Filled): Promise<Submitted> {
    const opened = await open(id, at, filled);
    if (!opened) return note(GONE);
    const { draft, template, screen, fields, read } = opened;
    if (draft.run) return note(SENT);
    const values = await keep(opened, at);
    if (!screen) return note(GONE);
    const here = { draft: id, template, by: draft.by, values, at };
    const after = await formOf(template.ref, draft.by)(values);
    // What was typed has brought fields that nobody has seen.
    if (!areSameFields(screensOf(after)[at]?.fields ?? [], fields)) return shown(await show(here));
    const found = await scaffolder.check({ template: template.ref, values, page: screen.page });
    const checked = found.filter(
      (error) => fieldOfError(fields, error) || (screen.isEndOfPage && isOfNoField(after, error)),
    );
    const errors = [...read.errors, ...checked.filter(({ isWarning }) => !isWarning)];
    if (errors.length > 0) {
      const { atBlocks, above } = placeErrors(screen, errors, new Set(Object.keys(filled)));
      if (above.length === 0) return { result: { kind: 'errors', errors: atBlocks } };
      return shown(await show({ ...here, said: errors }));
    }
    const warnings = checked.filter(({ isWarning }) => isWarning);
    if (unanswered(fields, warnings, filled).length > 0)
      return shown(await show({ ...here, said: warnings }));
    const [obstacle] = obstacles(after, values);
    if (obstacle) {
      const whose = { draft: id, person: draft.person ?? '', by: draft.by };
      return shown(await browserView(world, template, whose, obstacle));
    }
    await saveDraft(db, id, { page: at + 1 });
    return shown(await show({ ...here, at: at + 1 }));
  }

  /** The page before; what was typed stays, right or wrong. */
  async function back(id: string, at: number, filled: Filled): Promise<ModalView> {
    const opened = await open(id, at, filled);
    if (!opened) return noteView('New from a template', GONE);
    const { draft, template } = opened;
    const values = await keep(opened, Math.max(at - 1, 0));
    return show({ draft: id, template, by: draft.by, values, at: at - 1 });
  }

  /** From the review to the page before it. */
  async function backFromReview(id: string): Promise<ModalView> {
    const opened = await open(id, -1, {});
    if (!opened) return noteView('New from a template', GONE);
    const { draft, template, form } = opened;
    const at = screensOf(form).length - 1;
    return show({ draft: id, template, by: draft.by, values: draft.values, at });
  }

  /**
   * What a change in a field changes in the form: other fields, or what is said about a name. Null where the view stays as it is,
   * so that typing costs no call.
   */
  async function changed(
    id: string,
    at: number,
    {
      block,
      filled,
      before,
    }: { block: string; filled: Filled; before: readonly KnownBlock[] | null },
  ): Promise<ModalView | null> {
    const opened = await open(id, at, filled);
    const field = opened?.fields.find(({ path }) => isBlockOf(path, block));
    if (!opened?.screen || !field || opened.draft.run) return null;
    const { draft, template, screen } = opened;
    const values = await keep(opened, at);
    const said = (
      await scaffolder.check({ template: template.ref, values, page: screen.page })
    ).filter((error) => {
      const of = fieldOfError(screen.fields, error);
      // What nobody has typed yet is not wrong yet.
      return of && isNamed(of) && valueAt(values, of.path) !== undefined;
    });
    const view = await show({ draft: id, template, by: draft.by, values, at, said });
    const after = view.blocks as KnownBlock[];
    return before && isSameView(before, after) ? null : view;
  }

  /** The row of the run, before Slack has its answer. */
  async function create(person: string, id: string): Promise<Submitted & { run?: string }> {
    const draft = await draftById(db, id);
    const loaded = draft && (await scaffolder.template(draft.template));
    if (!draft || !loaded) return note(GONE);
    if (draft.person !== person) return note('This form is of somebody else.');
    const { template } = loaded;
    const values = await pruned(formOf(template.ref, draft.by), draft.values);
    const started = await scaffolder.start({
      template: template.ref,
      values,
      secrets: {},
      by: draft.by,
      key: keyOfDraft(id),
    });
    switch (started.kind) {
      case 'started':
        await draftBecame(db, id, started.id);
        return draft.channel
          ? { result: { kind: 'clear' }, run: started.id }
          : { ...shown(noteView(template.title, BEGUN)), run: started.id };
      case 'refused':
        return note(`${started.reason} ${started.nextStep}`);
      case 'invalid':
        return shown(await atError(draft, template, values, started.errors));
    }
  }

  /** The first page that has something wrong, with what that is. */
  async function atError(
    draft: Draft,
    template: Template,
    values: Values,
    errors: readonly FormError[],
  ): Promise<ModalView> {
    const screens = screensOf(await formOf(template.ref, draft.by)(values));
    const wrong = screens.findIndex((screen) =>
      errors.some((one) => fieldOfError(screen.fields, one)),
    );
    const at = Math.max(wrong, 0);
    const here: readonly Field[] = screens[at]?.fields ?? [];
    const said = errors.filter((one) => wrong === -1 || fieldOfError(here, one));
    return show({ draft: draft.id, template, by: draft.by, values, at, said });
  }

  function shown(view: ModalView): Submitted {
    return { result: { kind: 'update', view } };
  }

  function note(text: string): Submitted {
    return shown(noteView('New from a template', escaped(text, 2_000)));
  }

  return { begin, next, back, backFromReview, changed, create };
}

export type Filling = ReturnType<typeof createFilling>;

function refusalOf(loaded: LoadedTemplate | null): string | null {
  if (!loaded) return 'There is no such template any more.';
  const [problem] = loaded.problems;
  return problem ? `This template cannot run here: ${escaped(problem.message, 1_000)}` : null;
}
