import type { ModalView } from '@slack/types';
import type { Field } from '../../scaffolder/form/form.ts';
import type { Template } from '../../scaffolder/template.ts';
import { escaped } from '../blocks.ts';
import type { ScaffoldWorld } from './parts.ts';
import { noteView } from './views.ts';

/** The same form goes on in the browser, with what is filled in. */
export async function browserView(
  { formLink }: Pick<ScaffoldWorld, 'formLink'>,
  template: Template,
  { draft, person, by }: { draft: string; person: string; by: string | null },
  { field, reason }: { field: Field; reason: string },
): Promise<ModalView> {
  const asked = { template: template.ref, by, slackPerson: person, draft };
  const url = await formLink(asked);
  const why = `*${escaped(field.title, 150)}* cannot be asked for in Slack: ${escaped(reason, 500)}`;
  const how = url
    ? 'The web form asks for everything. The link is for you alone, works once and soon expires.'
    : 'Callboard has no web address here, so its form cannot be opened: set CALLBOARD_URL.';
  return noteView(template.title, `${why}\n${how}`, url);
}
