import { randomUUID } from 'node:crypto';
import type { Db } from '#dialect';
import type { CatalogIndex } from '../../../catalog/search.ts';
import { addDraft, type Draft, draftById, saveDraft } from '../../../scaffolder/draft-store.ts';
import type { Candidates } from '../../../scaffolder/form/candidates.ts';
import type { FormError, Values } from '../../../scaffolder/form/form.ts';
import { withRepositoryName } from '../../../scaffolder/form/repository-name.ts';
import { subjectOf } from '../../../scaffolder/form/subject.ts';
import type { LoadedTemplate, Scaffolder } from '../../../scaffolder/scaffolder.ts';
import { refuse } from '../../errors.ts';
import type { Place } from './fill/draw-repository.ts';
import type { Posted } from './fill/posted.ts';
import { readEntries } from './fill/read.ts';
import { askedFor, namedEntities, type Settled } from './fill/settle.ts';
import type { Visitor } from './visitor.ts';

/** What forms are filled in with. */
export type FormRoom = {
  db: Db;
  scaffolder: Scaffolder;
  index: CatalogIndex;
  candidates: Candidates;
  /** Where repositories are made where a template does not say. */
  places: readonly Place[];
  now: () => Date;
};

/** Somebody with a form in front of them. */
export type FormSession = {
  loaded: LoadedTemplate;
  visitor: Visitor;
  /** Null until the first page was sent. */
  draft: Draft | null;
};

/** The draft of an address, for whoever it belongs to. */
export async function draftFor(
  { db }: FormRoom,
  { template, id, visitor }: { template: string; id: string; visitor: Visitor },
): Promise<Draft | null> {
  const wanted = visitor.link?.draft ?? id;
  if (!wanted) return null;
  const draft = await draftById(db, wanted);
  // Whom the catalog does not know is told from others whom it does not know by Slack.
  const isTheirs =
    draft?.template === template &&
    draft.by === visitor.by &&
    (draft.by !== null || draft.person === visitor.slackPerson);
  if (!draft || !isTheirs) refuse(404, 'This form has gone, or somebody else fills it in.');
  return draft;
}

/** What was filled in before, with what was sent now over it. */
export async function settledWith(
  room: FormRoom,
  { loaded, visitor, draft }: FormSession,
  posted: Pick<Posted, 'entries'>,
): Promise<Settled & { errors: FormError[] }> {
  const read = readEntries(posted.entries, draft?.values ?? {});
  const asked = { template: loaded.template.ref, by: visitor.by };
  const form = await room.scaffolder.form({ ...asked, values: read.values });
  const values = await namedEntities(
    form.pages.flatMap(({ fields }) => fields),
    askedFor(form, read.values),
    { view: await room.index.current(), candidates: room.candidates, by: visitor.by },
  );
  return { form, values, errors: read.errors };
}

/** What is wrong with a page, or with all of them; secrets are asked for at the end and judged there. */
export async function wrongWith(
  { scaffolder }: FormRoom,
  { loaded }: FormSession,
  { values }: Settled,
  page?: number,
): Promise<FormError[]> {
  return scaffolder.check({
    template: loaded.template.ref,
    values,
    ...(page !== undefined && { page }),
  });
}

/** Keeps what was filled in, without the secrets, of which it never has any. `page`: how many pages are done. */
export async function keep(
  { db, scaffolder, places, now }: FormRoom,
  { draft, loaded, visitor }: FormSession,
  { values: filled, page }: { values: Values; page: number },
): Promise<string> {
  const { template } = loaded;
  const values = withRepositoryName(filled, {
    template,
    form: await scaffolder.form({ template: template.ref, values: filled, by: visitor.by }),
    places,
    from: draft && subjectOf(template, draft.values).name,
    to: subjectOf(template, filled).name,
  });
  if (draft) {
    await saveDraft(db, draft.id, { values, page });
    return draft.id;
  }
  const id = randomUUID();
  await addDraft(db, {
    id,
    template: loaded.template.ref,
    by: visitor.by,
    person: visitor.slackPerson,
    page,
    values,
    createdAt: now(),
  });
  return id;
}
