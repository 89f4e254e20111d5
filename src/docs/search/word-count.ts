import { count, eq } from 'drizzle-orm';
import { countedWords, type Db } from '#dialect';
import { docSections, docWords } from '../../db/docs-tables.ts';
import { state } from '../../db/schema.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** State key: the revision of docs whose words `doc_words` holds. */
const COUNTED = 'docs.words';
/** Where counting takes longer, nobody waits for it, and it is done once in a while. */
const QUICK_MS = 50;
const PAUSE_MS = 60_000;

/** The words of the docs as they are now, or were a moment ago where there are very many. */
export function createWordCount(
  db: Db,
  now: () => Date,
): (revision: string) => Promise<Vocabulary> {
  let known: { revision: string; vocabulary: Vocabulary } | null = null;
  let lastTook = 0;
  let readAt = 0;
  let reading: Promise<Vocabulary> | null = null;

  async function read(revision: string): Promise<Vocabulary> {
    const started = performance.now();
    readAt = now().getTime();
    const vocabulary = await readWords(db, { revision, now: now() });
    lastTook = performance.now() - started;
    known = { revision, vocabulary };
    return vocabulary;
  }

  return async (revision) => {
    if (known?.revision === revision) return known.vocabulary;
    const isLong = known !== null && lastTook > QUICK_MS;
    if (known && isLong && now().getTime() - readAt < PAUSE_MS) return known.vocabulary;
    reading ??= read(revision).finally(() => {
      reading = null;
    });
    if (!(known && isLong)) return reading;
    // What was counted before is still nearly true, and the next search tries again.
    reading.catch(() => {});
    return known.vocabulary;
  };
}

async function readWords(
  db: Db,
  { revision, now }: { revision: string; now: Date },
): Promise<Vocabulary> {
  const [row] = await db.select({ value: state.value }).from(state).where(eq(state.key, COUNTED));
  if (row?.value !== revision) await countWords(db, { revision, now });
  const words = await db.select().from(docWords);
  const [sections] = await db.select({ all: count() }).from(docSections);
  return createVocabulary(words, sections?.all ?? 0);
}

async function countWords(
  db: Db,
  { revision, now }: { revision: string; now: Date },
): Promise<void> {
  await db.atomically((tx) => [
    tx.delete(docWords),
    tx.insert(docWords).select(countedWords()),
    tx
      .insert(state)
      .values({ key: COUNTED, value: revision, at: now })
      .onConflictDoUpdate({ target: state.key, set: { value: revision, at: now } }),
  ]);
}
