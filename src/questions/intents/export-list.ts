import type { Answer } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { labelOf } from '../labels.ts';
import { listItem, reply } from '../reply.ts';

/** The last list of the conversation as lines for a spreadsheet. */
export const exportList: Intention = {
  intent: 'followup',
  examples: [],
  patterns: [
    '(export|download|save|give me|show|print|list|dump|copy|format|convert) [me] [all] [of] (that|this|it|these|them|the list|the result|the results|everything|those) [all] (as|in|to|into) [a] (csv|spreadsheet|excel|table|tsv|csv file)',
    '(as|in) [a] (csv|spreadsheet|csv file)',
    '(csv|csv please|export|export that|export this|export all that)',
  ],
  bare: 'nothing',
  answer,
};

function answer({ room }: Case): Answer {
  const { view, talk } = room;
  const refs = talk.refs.filter((ref) => view.get(ref));
  if (refs.length === 0) {
    return reply({
      kind: 'unknown',
      intent: 'followup',
      text: 'There is no list in this conversation yet. Ask for one first, for example "list all deprecated services".',
    });
  }
  const lines = refs.map((ref) => {
    const entry = view.get(ref);
    const owner = view.out(ref, 'ownedBy')[0] ?? '';
    return [ref, labelOf(view, ref), entry?.type, entry?.lifecycle, entry?.tier, owner]
      .map((value) => cell(value ?? ''))
      .join(',');
  });
  return reply({
    kind: 'answer',
    intent: 'followup',
    subjects: [...talk.subjects],
    refs,
    text: ['ref,name,type,lifecycle,tier,owner', ...lines].join('\n'),
    view: {
      kind: 'list',
      title: 'Exported list',
      items: refs.map((ref) => listItem(view, ref)),
      total: refs.length,
    },
  });
}

/** One cell: quoted where it must be, and never a formula for the spreadsheet that opens it. */
function cell(value: string): string {
  const safe = /^[=+\-@]/.test(value) ? `'${value}` : value;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
