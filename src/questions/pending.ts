import { and, asc, inArray } from 'drizzle-orm';
import type { Db } from '#dialect';
import { inWords } from '../catalog/corrections/correction.ts';
import { labelOf } from '../catalog/labels.ts';
import type { CatalogView } from '../catalog/search.ts';
import { corrections } from '../db/schema.ts';
import type { Answer, Fact, View } from './answer.ts';

const SUBJECTS = 20;
const SHOWN = 3;

/**
 * The answer with what somebody proposed to correct about its subjects, and that nobody has merged: said beside it, never instead of
 * it. For every intent alike.
 */
export async function withPending(db: Db, view: CatalogView, answer: Answer): Promise<Answer> {
  const subjects = answer.subjects.slice(0, SUBJECTS);
  // A sentence would be a broken line of a spreadsheet.
  if (answer.kind !== 'answer' || subjects.length === 0 || answer.view.kind === 'csv')
    return answer;
  const rows = await db
    .select()
    .from(corrections)
    .where(and(inArray(corrections.ref, subjects), inArray(corrections.state, ['asked', 'opened'])))
    .orderBy(asc(corrections.askedAt));
  if (rows.length === 0) return answer;
  const lines = rows.slice(0, SHOWN).map((row) => {
    const what = inWords(row, (ref) => labelOf(view, ref));
    const pull = row.number === null ? '' : `, PR #${row.number}`;
    const name = subjects.length > 1 ? `${labelOf(view, row.ref)}, ` : '';
    const text = `Correction pending: ${name}${what}${pull} by ${row.asker.name}.`;
    const fact: Fact = {
      name: 'correction pending',
      value: what,
      source: row.number === null ? 'Callboard' : `PR #${row.number}`,
      ...(row.url && { url: row.url }),
      observedAt: (row.openedAt ?? row.askedAt).toISOString(),
    };
    return { ref: row.ref, text, fact };
  });
  return {
    ...answer,
    text: [answer.text, ...lines.map(({ text }) => text)].join(' '),
    view: noted(answer.view, lines),
    facts: [...answer.facts, ...lines.map(({ fact }) => fact)],
  };
}

/** On the card that it is about; beside everything else that has no text of its own. */
function noted(view: View, lines: readonly { ref: string; text: string }[]): View {
  switch (view.kind) {
    case 'text':
    case 'csv':
      return view;
    case 'card': {
      const cards = view.cards.map((card) => {
        const own = lines.filter(({ ref }) => ref === card.ref).map(({ text }) => text);
        return own.length > 0 ? { ...card, warnings: [...own, ...card.warnings] } : card;
      });
      const shown = new Set(cards.map(({ ref }) => ref));
      const others = lines.filter(({ ref }) => !shown.has(ref));
      return others.length > 0
        ? { ...view, cards, note: noteOf(view, others) }
        : { ...view, cards };
    }
    case 'digest':
    case 'list':
    case 'briefs':
    case 'choice':
    case 'confirm':
    case 'form':
    case 'run':
    case 'graph':
    case 'groups':
    case 'quote':
    case 'pages':
    case 'help':
      return { ...view, note: noteOf(view, lines) };
  }
}

function noteOf({ note }: { note?: string }, lines: readonly { text: string }[]): string {
  return [note, ...lines.map(({ text }) => text)].filter(Boolean).join(' ');
}
