import type { Db } from '#dialect';
import { labelOf } from '../../catalog/labels.ts';
import { nameKey, withoutArticle } from '../../catalog/names.ts';
import { addNickname, type Barrier, nicknamesOf, removeNickname } from '../../catalog/nicknames.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { reopenSpellings, settleSpellings } from '../misses.ts';
import { NOISE, nounKinds } from '../words.ts';

// Names that people give. Whoever calls these has checked that the person may.

/** Words of questions: a thing called so would be found in every second question. */
const EVERYDAY = new Set(
  'help hi hello thanks because yes no ok please asap more less first last next none nothing everything anything everyone anybody somebody oncall call page owner owners owns own runbook docs doc dashboard logs status incident deploy deployed deployment release rollback lock unlock freeze version prod production staging dev tier critical list show all alias name names today tomorrow yesterday later soon monday tuesday wednesday thursday friday saturday sunday maybe not only but before after while until since once twice often always never sometimes directly daily hourly weekly lot times latency overload trouble business alert alerts on-call'.split(
    ' ',
  ),
);

/** Whether every word of it is one that questions are made of. */
export function isEveryday(alias: string): boolean {
  const words = alias.toLowerCase().split(/\s+/);
  return words.every((word) => NOISE.has(word) || EVERYDAY.has(word) || nounKinds(word) !== null);
}

/** Why a name cannot be given, in a sentence. */
export function sentenceAgainst(
  view: CatalogView,
  barrier: Barrier,
  { alias, ref }: { alias: string; ref: string },
): string {
  switch (barrier.kind) {
    case 'known':
      return `"${alias}" means ${labelOf(view, ref)} already.`;
    case 'taken':
      return `"${alias}" is what ${labelOf(view, barrier.ref)} is called.`;
    case 'unfit':
      return barrier.reason;
    case 'gone':
      return 'It is not in the catalog any more.';
  }
}

export type Named = { kind: 'named' } | { kind: 'not'; reason: string; part: 'alias' | 'ref' };

/** Gives a name, at once and everywhere, and settles what was asked by it. A second time it changes nothing. */
export async function giveName(
  { db, view, now }: { db: Db; view: CatalogView; now: Date },
  { alias, ref, by }: { alias: string; ref: string; by: { ref: string; name: string } },
): Promise<Named> {
  if (isEveryday(alias)) {
    const reason = `"${alias}" is an everyday word: questions with it in them would be misread.`;
    return { kind: 'not', reason, part: 'alias' };
  }
  const naming = await addNickname(db, view, { alias, ref, by: by.ref, now });
  if (naming.kind !== 'added' && naming.kind !== 'known') {
    const part = naming.kind === 'gone' ? 'ref' : 'alias';
    return { kind: 'not', reason: sentenceAgainst(view, naming, { alias, ref }), part };
  }
  await settleSpellings(db, alias, { ref, by: by.name, now });
  return { kind: 'named' };
}

/** Takes a name away that a person gave, and takes up again what was asked by it; false when there is none. */
export async function takeName(
  { db, now }: { db: Db; now: Date },
  { alias, ref }: { alias: string; ref: string },
): Promise<boolean> {
  const isGone = await removeNickname(db, { alias, ref, now });
  if (isGone) await reopenSpellings(db, alias, now);
  return isGone;
}

/** What people gave this name to, however it is spelled. */
export async function givenAs(db: Db, said: string): Promise<{ alias: string; ref: string }[]> {
  const keyOf = (text: string) => nameKey(withoutArticle(text));
  return (await nicknamesOf(db)).filter(({ alias }) => keyOf(alias) === keyOf(said));
}
