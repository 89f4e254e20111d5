import { counted } from '../../catalog/labels.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { reply } from '../reply.ts';
import { csvOf } from '../sets/csv.ts';
import { before } from '../sets/members.ts';
import { setRoom } from '../sets/written.ts';

/** The last list of the conversation as lines for a spreadsheet. */
export const exportList: Intention = {
  intent: 'followup',
  examples: [],
  patterns: [
    '(export|download|save|give me|show|print|list|dump|copy|format|convert|send|get) [me] [all] [of] (that|this|it|these|them|the list|the result|the results|everything|those|all of it) [all|list] (as|in|to|into) [a] (csv|spreadsheet|excel|table|tsv|csv file|sheet)',
    '(as|in|to) [a] (csv|spreadsheet|csv file)',
    '(all of that|that|this|it|these|them|all that) (as|in|to) [a] (csv|spreadsheet|csv file)',
    '(csv|csv please|export|export that|export this|export all that|export it|export them|export to csv|export as csv|download|download csv|csv export)',
    '(can|could) (i|you|we) (get|have|export|download|make|give me) (that|this|it|them|these|the list|those) (as|in|to) [a] (csv|spreadsheet|csv file|excel)',
  ],
  bare: 'nothing',
  answer,
};

async function answer({ text, room }: Case): Promise<Answer> {
  const { talk } = room;
  const entries = before(await setRoom(room, talk.asked ?? text));
  if (entries.length === 0) {
    return reply({
      kind: 'unknown',
      intent: 'followup',
      text: 'There is no list in this conversation yet. Ask for one first, for example "list all deprecated services".',
    });
  }
  const listed = reply({
    kind: 'answer',
    intent: 'followup',
    subjects: [...talk.subjects],
    refs: entries.map(({ ref }) => ref),
    text: '',
  });
  return answerCsv(listed, entries, room);
}

/** The answer with all of its list as lines for a spreadsheet. */
export async function answerCsv(
  listed: Answer,
  entries: readonly CatalogEntry[],
  { view }: Room,
): Promise<Answer> {
  const refs = entries.map(({ ref }) => ref);
  const title = 'title' in listed.view ? listed.view.title : counted(refs.length, 'entry');
  const csv = { kind: 'csv', title, total: refs.length } as const;
  return { ...listed, refs, text: csvOf(view, refs), view: csv };
}
