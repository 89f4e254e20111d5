import type { Context, Hono } from 'hono';
import { labelOf } from '../../../catalog/labels.ts';
import { formatRef } from '../../../catalog/ref.ts';
import type { CatalogView } from '../../../catalog/search.ts';
import { type Html, html, nothing } from '../../../html.ts';
import { draftBecame, keyOfDraft } from '../../../scaffolder/draft-store.ts';
import { checkSecrets } from '../../../scaffolder/form/check.ts';
import type { Field, FormError } from '../../../scaffolder/form/form.ts';
import type { DryRun } from '../../../scaffolder/scaffolder.ts';
import { refuse } from '../../errors.ts';
import type { Page } from '../layout.ts';
import { formPathOf, runPathOf } from '../paths.ts';
import { drawCard } from './card.ts';
import type { FieldView } from './fill/draw-field.ts';
import { drawFormPage } from './fill/draw-page.ts';
import { drawReview } from './fill/draw-review.ts';
import { drawDryRun } from './fill/dry-run.ts';
import { keyOf } from './fill/keys.ts';
import {
  fieldId,
  isAbout,
  pageUrl,
  secretId,
  secretsOf,
  shownPages,
  stepsOf,
  wrongsOf,
} from './fill/outline.ts';
import { type Posted, readPosted } from './fill/posted.ts';
import { type Settled, shownValue } from './fill/settle.ts';
import {
  draftFor,
  type FormRoom,
  type FormSession,
  keep,
  settledWith,
  wrongWith,
} from './form-session.ts';
import { visitorOf } from './visitor.ts';

const FIRST_CANDIDATES = 50;
const MORE_CANDIDATES = 20;

/** `/templates/<namespace>/<name>`: a template and its form, page by page. Everything works without a script. */
export function formPages(
  app: Hono,
  room: FormRoom & { whole: (page: Omit<Page, 'place'>) => Html },
): void {
  const { scaffolder, db, index } = room;

  app.get('/:namespace/:name', async (c) => {
    const session = await sessionOf(c, c.req.query('draft') ?? '');
    const { draft } = session;
    if (draft?.run) return c.redirect(runPathOf(draft.run), 303);
    const settled = await settledWith(room, session, { entries: [] });
    const open = shownPages(settled.form).find((page) => page >= (draft?.page ?? 0)) ?? null;
    const page = pageAsked(c.req.query('page'), { open, settled });
    return page === null
      ? reviewAnswer(c, session, settled, {})
      : pageAnswer(c, session, settled, { page });
  });

  app.post('/:namespace/:name', async (c) => {
    const posted = readPosted(await c.req.text());
    const session = await sessionOf(c, posted.draft);
    const { loaded, draft } = session;
    const { ref } = loaded.template;
    if (draft?.run) return c.redirect(runPathOf(draft.run), 303);
    if (loaded.problems.length > 0) refuse(400, 'This template cannot run; its page says why.');
    const settled = await settledWith(room, session, posted);
    const { form, values } = settled;
    if (posted.do === 'options') return c.json(await optionsFor(session, settled, posted));
    if (posted.do === 'try' || posted.do === 'create') return finish(c, session, settled, posted);

    const shown = shownPages(form);
    const page = Math.min(posted.page, form.pages.length);
    const before = shown.filter((one) => one < page).at(-1) ?? shown[0] ?? null;
    const completed = draft?.page ?? 0;
    if (posted.do === 'back') {
      const id = await keep(room, session, { values, page: completed });
      return c.redirect(pageUrl(ref, id, before), 303);
    }
    if (posted.do === 'redraw') return pageAnswer(c, session, settled, { page, posted });
    const found = await wrongWith(room, session, settled, page);
    const errors = [...settled.errors, ...found.filter(({ isWarning }) => !isWarning)];
    if (errors.length > 0)
      return pageAnswer(c, session, settled, { page, posted, errors, status: 422 });
    const id = await keep(room, session, {
      values,
      page: Math.max(completed, page + 1),
    });
    const next = shown.find((one) => one > page) ?? null;
    return c.redirect(pageUrl(ref, id, next), 303);
  });

  async function sessionOf(c: Context, id: string): Promise<FormSession> {
    const { namespace = '', name = '' } = c.req.param();
    const ref = formatRef({ kind: 'template', namespace, name });
    const loaded = await scaffolder.template(ref);
    if (!loaded) refuse(404, `There is no template ${name} in the namespace ${namespace}.`);
    const visitor = visitorOf(c);
    return { loaded, visitor, draft: await draftFor(room, { template: ref, id, visitor }) };
  }

  /** Dry run or run: of what the draft holds, with the secrets that were typed now. */
  async function finish(
    c: Context,
    session: FormSession,
    settled: Settled,
    posted: Posted,
  ): Promise<Response> {
    const { loaded, visitor } = session;
    if (visitor.hint) refuse(403, visitor.hint);
    const missing = checkSecrets(loaded.template, settled.values, posted.secrets);
    const found = await wrongWith(room, session, settled);
    const errors = [...found.filter(({ isWarning }) => !isWarning), ...missing];
    if (errors.length > 0) return reviewAnswer(c, session, settled, { errors, status: 422 });
    const template = loaded.template.ref;
    const { values } = settled;
    const asked = { template, values, secrets: posted.secrets, by: visitor.by };
    if (posted.do === 'try') {
      const tried = await scaffolder.dryRun(asked);
      if (c.req.header('X-Part') === 'tried') {
        const view = await index.current();
        return c.html(drawDryRun(tried, { title: loaded.template.title, view }));
      }
      return reviewAnswer(c, session, settled, { tried });
    }
    const id = session.draft?.id ?? (await keep(room, session, { values, page: 0 }));
    const started = await scaffolder.start({ ...asked, key: keyOfDraft(id) });
    if (started.kind === 'invalid')
      return reviewAnswer(c, session, settled, { errors: started.errors, status: 422 });
    if (started.kind === 'refused') {
      const message = `${started.reason} ${started.nextStep}`.trim();
      return reviewAnswer(c, session, settled, { errors: [{ path: [], message }], status: 422 });
    }
    await draftBecame(db, id, started.id);
    return c.redirect(runPathOf(started.id), 303);
  }

  async function optionsFor(
    { visitor }: FormSession,
    { form }: Settled,
    { field: key, q }: Posted,
  ): Promise<unknown> {
    const field = form.pages
      .flatMap(({ fields }) => fields)
      .find(({ path }) => keyOf(path) === key);
    if (field?.input.kind !== 'entity') refuse(404, 'Nothing is picked there.');
    const { by } = visitor;
    return room.candidates({ input: field.input, typed: q, by, limit: MORE_CANDIDATES });
  }

  async function pageAnswer(
    c: Context,
    session: FormSession,
    settled: Settled,
    {
      page,
      posted,
      errors = [],
      status = 200,
    }: { page: number; posted?: Posted; errors?: readonly FormError[]; status?: 200 | 422 },
  ): Promise<Response> {
    const { form } = settled;
    const shown = shownPages(form);
    const { fields = [], title = null, description = null } = form.pages[page] ?? {};
    const views = await Promise.all(
      fields.map((field, at) => viewOf(field, at, { session, settled, posted, errors })),
    );
    const part = drawFormPage(
      {
        ...aroundOf(session, settled, page),
        wrong: wrongsOf(errors, form, { urlOf: () => '' }),
      },
      {
        title,
        description,
        fields: views.filter(({ field }) => field.input.kind !== 'secret'),
        isFirst: shown[0] === page,
        isLast: shown.at(-1) === page,
      },
    );
    return answer(c, session, part, status);
  }

  async function viewOf(
    field: Field,
    at: number,
    {
      session,
      settled,
      posted,
      errors,
    }: {
      session: FormSession;
      settled: Settled;
      posted: Posted | undefined;
      errors: readonly FormError[];
    },
  ): Promise<FieldView> {
    const { input, path } = field;
    const { by } = session.visitor;
    const mine = errors.filter((error) => isAbout(error, field));
    const entry = posted?.entries.find(({ key }) => key === keyOf(path));
    return {
      field,
      id: fieldId(at),
      value: shownValue(field, settled.values),
      typed: mine.length > 0 && entry?.raw.length === 1 ? (entry.raw[0] ?? null) : null,
      errors: mine.filter(({ isWarning }) => !isWarning).map(({ message }) => message),
      warnings: mine.filter(({ isWarning }) => isWarning).map(({ message }) => message),
      candidates:
        input.kind === 'entity'
          ? await room.candidates({ input, typed: '', by, limit: FIRST_CANDIDATES })
          : [],
      places: room.places,
    };
  }

  async function reviewAnswer(
    c: Context,
    session: FormSession,
    settled: Settled,
    {
      errors,
      tried = null,
      status = 200,
    }: { errors?: readonly FormError[]; tried?: DryRun | null; status?: 200 | 422 },
  ): Promise<Response> {
    const { form, values } = settled;
    const { loaded, draft, visitor } = session;
    const view = await index.current();
    const found = errors ?? (await wrongWith(room, session, settled));
    const { ref } = loaded.template;
    const urlOf = (page: number) => pageUrl(ref, draft?.id ?? '', page);
    const part = drawReview(
      { ...aroundOf(session, settled, null), wrong: wrongsOf(found, form, { urlOf }) },
      {
        view,
        pages: shownPages(form).map((page, n) => ({
          title: form.pages[page]?.title ?? `Page ${n + 1}`,
          url: urlOf(page),
          rows: (form.pages[page]?.fields ?? [])
            .filter(({ input }) => input.kind !== 'secret')
            .map((field) => ({ field, value: shownValue(field, values) })),
        })),
        secrets: secretsOf(form).map((field, at) => ({
          field,
          id: secretId(at),
          errors: found.filter((error) => isAbout(error, field)).map(({ message }) => message),
        })),
        hint: visitor.hint,
        approval: approvalWords(session, view),
        tried,
      },
    );
    return answer(c, session, part, status);
  }

  async function answer(
    c: Context,
    { loaded }: FormSession,
    part: Html,
    status: 200 | 422,
  ): Promise<Response> {
    c.header('Vary', 'X-Part');
    if (c.req.header('X-Part') === 'fill') return c.html(part, status);
    const view = await index.current();
    const { ref, title } = loaded.template;
    const summary = (await scaffolder.templates()).find((one) => one.ref === ref) ?? null;
    const main = html`<div class="fill-page">${drawCard(loaded, { summary, view })}${loaded.problems.length > 0 ? nothing : part}</div>`;
    return c.html(room.whole({ title, main, search: '' }), status);
  }
}

function aroundOf({ loaded, draft }: FormSession, { form }: Settled, page: number | null) {
  const { template } = loaded;
  const id = draft?.id ?? '';
  const at = { template: template.ref, draft: id, completed: draft?.page ?? 0, current: page };
  return {
    template,
    action: formPathOf(template.ref),
    draft: id,
    page: page ?? form.pages.length,
    steps: stepsOf(form, at),
  };
}

/** What an address asks for, as far as somebody has come; null for the review. */
function pageAsked(
  said: string | undefined,
  { open, settled }: { open: number | null; settled: Settled },
): number | null {
  const page = Number(said) - 1;
  const isThere = shownPages(settled.form).includes(page);
  if (isThere && (open === null || page <= open)) return page;
  return open;
}

function approvalWords({ loaded }: FormSession, view: CatalogView): string | null {
  const { approval } = loaded.template;
  if (approval.kind === 'none') return null;
  const who = approval.kind === 'entity' ? labelOf(view, approval.ref) : 'Whoever will own it';
  return `${who} is asked first; it runs when they say yes.`;
}
