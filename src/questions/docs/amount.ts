import { wordsIn } from '../../docs/search/analyse.ts';

const COUNT = /^how many\b/i;
const TIME = /^(?:how (?:long|often|fast|quickly|old|late|soon)|when)\b/i;
const FIGURE =
  /^(?:how (?:much|big|large|far)|(?:(?:from|up to|at) )?(?:which|what) (?:score|size|limit|threshold|port|amount|number|percentage|share|rate)s?)\b/i;

const SORTS = [COUNT, TIME, FIGURE];

const NAMES =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|hundred|thousand|half|few|several';
/** A number by itself: that of an identifier counts nothing. */
const NUMBER = new RegExp(
  `(?<![\\w./-])\\d[\\d.,]*(?![\\w-])|\\b(?:${NAMES}|no|none|once|twice|unlimited)\\b`,
  'i',
);
const LASTING =
  /\b(?:(?:an?|the|per|each|every|same|within|next|one|\S*\d\S*|two|three|four|five|six|seven|eight|nine|ten|half|few|several|some|working|business) (?:working |business )?(?:milliseconds?|ms|seconds?|secs?|minutes?|mins?|hours?|days?|nights?|weeks?|months?|quarters?|years?)|\d+ ?(?:ms|s|m|h|d)|\d{1,2}:\d\d|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|immediately|at once|overnight|never|forever|daily|hourly|weekly|monthly|yearly|nightly|once|twice|indefinitely)\b/i;

/** Asks for a number, or for a time: what answers it has one. */
export function asksAmount(text: string): boolean {
  return SORTS.some((one) => one.test(text.trim()));
}

/** What an amount looks like that a question asks for. */
function amountFor(question: string): RegExp {
  if (TIME.test(question.trim())) return LASTING;
  return COUNT.test(question.trim()) ? NUMBER : /\d/;
}

export type Section = { path: readonly string[]; text: string };

/** Whether a section has an amount for one of some words: in the same sentence, or a time anywhere below a heading that has the word. */
export function hasAmount(
  { path, text }: Section,
  { question, stems }: { question: string; stems: ReadonlySet<string> },
): boolean {
  const amount = amountFor(question);
  const has = (words: string) => wordsIn(words).some(({ stem }) => stems.has(stem));
  // How many and how much says the sentence itself.
  if (TIME.test(question.trim()) && has(path.join(' ')) && amount.test(text)) return true;
  return sentencesOf(text).some((said) => amount.test(said) && has(said));
}

/** The same where one word is all there is to go by: a sentence has the amount of just that. */
export function hasAmountOf(
  { path, text }: Section,
  { question, stem }: { question: string; stem: string },
): boolean {
  const amount = amountFor(question);
  const heading = path.at(-1) ?? '';
  const isSame = SORTS.some((sort) => sort.test(heading.trim()) && sort.test(question.trim()));
  // A heading that asks just that: "How long does a refund take?"
  if (isSame && wordsIn(heading).some((one) => one.stem === stem)) return amount.test(text);
  return sentencesOf(text).some((said) => {
    const words = wordsIn(said);
    const at = words.findIndex((one) => one.stem === stem);
    if (at < 0 || !amount.test(said)) return false;
    // "Twelve example tubes" says how many tubes; "within two days of a new tube" does not.
    const before = words[Math.max(0, at - 2)];
    const end = words[at]?.start ?? 0;
    return !COUNT.test(question.trim()) || amount.test(said.slice(before?.start ?? 0, end));
  });
}

function sentencesOf(text: string): string[] {
  return text.split(/\n+|(?<=[.!?])\s+/);
}
