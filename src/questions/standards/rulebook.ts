import { nameWords } from '../../catalog/names.ts';
import type { Check, Level, Scorecard } from '../../scorecards/scorecard.ts';

/** A check with the scorecard it stands on. */
export type Rule = { scorecard: Scorecard; check: Check };

/** What words about rules mean. */
export type Rulebook = {
  scorecards: readonly Scorecard[];
  byName: (name: string) => Scorecard | null;
  /** The scorecards that words name: "prod readiness", "security". */
  scorecardsIn: (said: string) => Scorecard[];
  /** The checks that words name, the closest ones: "the runbook check", "codeowners". */
  rulesIn: (said: string) => Rule[];
  /** A level by name or title, with the scorecards that have it. */
  levelIn: (said: string) => { title: string; of: readonly Scorecard[] } | null;
};

/** What people say around the name of a rule; none of it tells which one. */
const FILLERS = new Set(
  'a an the our my your we us me it its this that these those all any some every about on for of in to with from check checks rule rules requirement requirements standard standards scorecard scorecards score level thing things stuff one ones present registered defined exists has have having is are be must need needs and or missing without no not lack lacks failing fails fail please again anymore messages message reminders reminder nudges nudge notifications notification service services component components campaign campaigns initiative initiatives migration'.split(
    ' ',
  ),
);

/** Other words for what rules are called by. */
const SAME: Readonly<Record<string, string>> = {
  prod: 'production',
  sec: 'security',
  doc: 'docs',
  documentation: 'docs',
  techdocs: 'docs',
  oncall: 'on-call',
  call: 'on-call',
  owner: 'ownership',
  owners: 'ownership',
  slos: 'slo',
  runbooks: 'runbook',
  nodejs: 'node',
  licence: 'license',
  reviews: 'review',
};

export function rulebookOf(scorecards: readonly Scorecard[]): Rulebook {
  const rules = scorecards.flatMap((scorecard) =>
    scorecard.checks.map((check) => ({ scorecard, check })),
  );
  return {
    scorecards,
    byName: (name) => scorecards.find((one) => one.name === name) ?? null,
    scorecardsIn(said) {
      const words = tellingWords(said);
      if (words.length === 0) return [];
      return scorecards.filter((one) => {
        const own = wordsIn(`${one.name} ${one.title}`);
        return words.some((word) => own.some((other) => isSame(word, other)));
      });
    },
    rulesIn(said) {
      const words = tellingWords(said);
      if (words.length === 0) return [];
      const ranked = rules.map((rule) => ({ rule, rank: rankOf(words, rule) }));
      const best = Math.max(...ranked.map(({ rank }) => rank), 0);
      return best === 0 ? [] : ranked.filter(({ rank }) => rank === best).map(({ rule }) => rule);
    },
    levelIn(said) {
      const wanted = said.trim().toLowerCase();
      const has = (level: Level) =>
        level.name.toLowerCase() === wanted || level.title.toLowerCase() === wanted;
      const of = scorecards.filter(({ levels }) => levels.some(has));
      const level = of[0]?.levels.find(has);
      return level ? { title: level.title, of } : null;
    },
  };
}

/** Every word has to be the check's own: in its title it says more than in its id, and there more than in its facts. */
function rankOf(words: readonly string[], { check }: Rule): number {
  const places = [
    wordsIn(check.title),
    wordsIn(check.id),
    wordsIn(check.facts.map((fact) => fact.replace(/([A-Z])/g, ' $1')).join(' ')),
  ];
  let rank = 0;
  for (const word of words) {
    const place = places.findIndex((own) => own.some((other) => isSame(word, other)));
    if (place < 0) return 0;
    rank += place === 2 ? 1 : 3;
  }
  return rank;
}

/** The words of a text that tell which rule is meant. */
export function tellingWords(said: string): string[] {
  return wordsIn(said).filter((word) => !FILLERS.has(word));
}

function wordsIn(text: string): string[] {
  return nameWords(text.replaceAll(/on[\s-]call/gi, 'oncall')).map((word) =>
    Object.hasOwn(SAME, word) ? (SAME[word] as string) : word,
  );
}

/** The same word, also in the plural or shortened to its first four letters or more. */
function isSame(one: string, other: string): boolean {
  if (one === other || one === `${other}s` || `${one}s` === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 4 && !/\d/.test(short) && long.startsWith(short);
}

export function levelTitle(scorecard: Scorecard | null, name: string | null): string | null {
  if (name === null) return null;
  return scorecard?.levels.find((level) => level.name === name)?.title ?? name;
}

/** From 0 for below the first, upwards. */
export function heightOf(scorecard: Scorecard, name: string | null): number {
  return name === null ? 0 : scorecard.levels.findIndex((level) => level.name === name) + 1;
}
