import { html } from '../../html.ts';
import type { Section } from './entity.ts';
import type { EntityData } from './entity-data.ts';
import { formPathOf, runPathOf } from './paths.ts';
import { when } from './words.ts';

/** Where something came from that a template made; of a template, the way to its form. */
export function drawMaking({ found, origin }: EntityData, now: Date): Section | null {
  if (found.entity.kind === 'Template') {
    const body = html`<p><a class="button" href="${formPathOf(found.ref)}">Fill in its form</a></p>`;
    return { id: 'use', title: 'Use it', body };
  }
  if (!origin) return null;
  const { template, run, at } = origin;
  const body = html`<p>Made from <a href="${formPathOf(template.ref)}">${template.title}</a> ${when(at, now)}, in <a href="${runPathOf(run)}">this run</a>.</p>`;
  return { id: 'made-from', title: 'Made from a template', body };
}
