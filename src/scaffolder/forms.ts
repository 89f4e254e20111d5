import { sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import type { CatalogQueries } from '../catalog/query/queries.ts';
import type { CatalogIndex, CatalogView } from '../catalog/search.ts';
import { repositories } from '../db/schema.ts';
import { checkValues } from './form/check.ts';
import { completeValues, fieldsFor } from './form/complete.ts';
import type { Form, FormError, Values } from './form/form.ts';
import { askedOn, formOf } from './form/form-of.ts';
import { knownBy, nameErrors, whatItMakes } from './form/names.ts';
import { pickedErrors } from './form/picked.ts';
import type { RepoUrl } from './form/repo-url.ts';
import { subjectOf } from './form/subject.ts';
import type { Template } from './template.ts';

/** Forms and checks of values with the catalog around them. */
export type Forms = {
  /** With the defaults that count for the values, and the team of `by` where an owner is asked for. */
  form: (template: Template, values: Values, by: string | null) => Promise<Form>;
  /** Of one page (from 0) or of all; warnings among them. Values are completed with their defaults. */
  check: (template: Template, values: Values, page?: number) => Promise<FormError[]>;
};

export function createForms({
  db,
  index,
  queries,
}: {
  db: Db;
  index: CatalogIndex;
  queries: Pick<CatalogQueries, 'among'>;
}): Forms {
  return {
    async form(template, values, by) {
      const view = await index.current();
      return formOf(template, completeValues(template, values), { team: by && teamOf(view, by) });
    },
    async check(template, values, page) {
      const complete = completeValues(template, values);
      const errors = checkValues(template, complete, page);
      const fields =
        page === undefined
          ? fieldsFor(template, complete)
          : askedOn(template.pages[page] ?? {}, complete).map(({ field }) => field);
      const picked = await pickedErrors(fields, complete, queries);
      const subject = subjectOf(template, complete);
      const view = await index.current();
      const named = nameErrors(subject, {
        makes: whatItMakes(template),
        known: subject.name === null ? [] : knownBy(view, subject.name),
        takenRepository: await takenRepository(db, subject.repository),
      });
      const isHere = ({ path }: FormError) =>
        page === undefined || fields.some((field) => field.path.join() === path.join());
      const told = new Set(errors.map(({ path }) => path.join()));
      return [
        ...errors,
        ...[...picked, ...named.filter(isHere)].filter(({ path }) => !told.has(path.join())),
      ];
    },
  };
}

/** The team of who asks: the only one, or the first that has no teams below it. */
function teamOf(view: CatalogView, by: string): string | null {
  if (by.startsWith('group:')) return by;
  const teams = view.out(by, 'memberOf').filter((ref) => view.get(ref) !== null);
  const leaf = teams.find((ref) => view.out(ref, 'parentOf').length === 0);
  return leaf ?? teams[0] ?? null;
}

async function takenRepository(db: Db, repository: RepoUrl | null): Promise<string | null> {
  if (!repository?.owner) return null;
  const slug = `${repository.owner}/${repository.repo}`.toLowerCase();
  const [row] = await db
    .select({ slug: repositories.slug })
    .from(repositories)
    .where(sql`lower(${repositories.slug}) = ${slug}`)
    .limit(1);
  return row?.slug ?? null;
}
