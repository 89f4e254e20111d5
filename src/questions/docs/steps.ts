import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import type { Case } from '../intention.ts';
import { withRunbooks } from './of-thing.ts';
import { seek } from './seek.ts';
import { subjectsOf } from './subjects.ts';
import { tellDocs } from './tell.ts';
import { contentOf } from './words.ts';

/**
 * What to do about something: the steps of a runbook that say it, else of any page. Where nothing does, the runbook that is registered
 * is named, and that it was not read for this.
 * @param registered what the catalog has as the runbook of the things; null where nothing in particular was named.
 */
export async function answerSteps(
  { text, mentions, room }: Pick<Case, 'text' | 'mentions' | 'room'>,
  registered: Answer | null,
): Promise<Answer> {
  const subjects = subjectsOf(room.view, text, mentions);
  const runbooks = await seek(room, { text, subjects, kinds: ['runbook'] });
  const found = runbooks.verdict.kind === 'near' ? await seek(room, { text, subjects }) : runbooks;
  const intent = 'runbook' as const;
  if (found.verdict.kind !== 'near' || !registered)
    return tellDocs(room, { intent, text, subjects, found });
  const base = await withRunbooks(room, registered, { isQuoted: false });
  const isRegistered = base.facts.some(({ name }) => name === 'runbook' || name === 'page');
  const note = isRegistered ? '' : registered.text.replace(/\.(?: .*)?$/, '.');
  // A state is what a runbook is there for; what is to be done may not be in it.
  if (!isRegistered) return tellDocs(room, { intent, text, subjects, found, note });
  const { text: words } = contentOf(
    text,
    subjects.things.map(({ said }) => said),
  );
  const names = enumerate(registered.subjects.map((ref) => labelOf(room.view, ref)));
  const lead = words ? `I found nothing written about "${words}" for ${names}.` : '';
  return {
    ...base,
    text: [lead, base.text].filter(Boolean).join(' '),
    ...(base.view.kind !== 'text' &&
      base.view.kind !== 'csv' && {
        view: { ...base.view, note: [lead, base.view.note].filter(Boolean).join(' ') },
      }),
  };
}
