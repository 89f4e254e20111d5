import type { Field, Form, FormError } from '../../../../scaffolder/form/form.ts';
import { formPathOf } from '../../paths.ts';
import type { Step, Wrong } from './draw-page.ts';
import { sentence } from './draw-page.ts';

// Where things stand in a form: which of its pages are shown, their addresses, and which field an error is about.

/** Pages that ask for something; secrets are asked for when everything else is known. */
export function shownPages({ pages }: Form): number[] {
  return pages.flatMap(({ fields }, at) =>
    fields.some(({ input, isHidden }) => input.kind !== 'secret' && !isHidden) ? [at] : [],
  );
}

export function secretsOf({ pages }: Form): Field[] {
  const all = pages.flatMap(({ fields }) => fields).filter(({ input }) => input.kind === 'secret');
  const names = all.map(({ path }) => path.at(-1));
  return all.filter(({ path }, at) => names.indexOf(path.at(-1)) === at);
}

/** `page` counts from 0; null is the review. */
export function pageUrl(template: string, draft: string, page: number | null): string {
  const query = new URLSearchParams({
    ...(draft && { draft }),
    page: page === null ? 'review' : String(page + 1),
  });
  return `${formPathOf(template)}?${query}`;
}

/** The way through the form; what is filled in already can be gone back to. */
export function stepsOf(
  form: Form,
  at: { template: string; draft: string; completed: number; current: number | null },
): Step[] {
  const pages = shownPages(form);
  const steps = pages.map((page, n) => ({
    title: form.pages[page]?.title ?? `Page ${n + 1}`,
    url: page <= at.completed ? pageUrl(at.template, at.draft, page) : null,
    isCurrent: page === at.current,
  }));
  const isReady = pages.every((page) => page < at.completed);
  const review = {
    title: 'Review',
    url: isReady ? pageUrl(at.template, at.draft, null) : null,
    isCurrent: at.current === null,
  };
  return [...steps, review];
}

export function fieldId(position: number): string {
  return `f-${position}`;
}
export function secretId(position: number): string {
  return `secret-${position}`;
}

/** Whether an error is about a field, or about a part of it or of what it is a part of. */
export function isAbout({ path }: FormError, field: Field): boolean {
  const shorter = Math.min(path.length, field.path.length);
  return shorter > 0 && field.path.slice(0, shorter).every((key, at) => key === path[at]);
}

/** Errors as a list leads to them: on this page by the field alone, elsewhere by the page too. */
export function wrongsOf(
  errors: readonly FormError[],
  form: Form,
  { urlOf }: { urlOf: (page: number) => string },
): Wrong[] {
  return errors.map((error) => {
    const titleOf = () => {
      for (const { fields } of form.pages) {
        const field = fields.find((one) => isAbout(error, one));
        if (field) return field.title;
      }
      return null;
    };
    const message = sentence(error, titleOf);
    for (const [page, { fields }] of form.pages.entries()) {
      const at = fields.findIndex(
        (field) => field.input.kind !== 'secret' && !field.isHidden && isAbout(error, field),
      );
      if (at >= 0)
        return {
          message,
          url: `${urlOf(page)}#${fieldId(at)}`,
          isWarning: error.isWarning === true,
        };
    }
    const secret = secretsOf(form).findIndex((field) => isAbout(error, field));
    return {
      message,
      url: secret >= 0 ? `#${secretId(secret)}` : '#fill',
      isWarning: error.isWarning === true,
    };
  });
}
