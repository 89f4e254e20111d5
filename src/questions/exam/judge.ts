import type { Expectation } from './question-file.ts';

/** What of an answer is judged: the part that every surface shows. */
export type Given = {
  kind: string;
  intent: string;
  subjects: readonly string[];
  refs: readonly string[];
  candidates: readonly string[];
  text: string;
};

export type Judgement = {
  isRight: boolean;
  /** It answers, and what it names contradicts the expectation: the one thing that may never happen. */
  isConfidentWrong: boolean;
  /** What is wrong with it, in the order a reader wants to know. */
  reasons: readonly string[];
};

/** Whether an answer is one of those that are right. */
export function judge(expected: Expectation, given: Given): Judgement {
  const isCertain = given.kind === 'answer' || given.kind === 'confirm';
  const kind = oneOf(expected.kind, given.kind)
    ? []
    : [`kind is ${given.kind}, not ${either(expected.kind)}`];
  const intent =
    expected.intent === undefined || oneOf(expected.intent, given.intent)
      ? []
      : [`intent is ${given.intent}, not ${either(expected.intent)}`];
  const named = [
    ...(isCertain ? [...subjectsWrong(expected, given), ...refsMissing(expected, given)] : []),
    ...refsForbidden(expected, given),
  ];
  const other = [...candidatesMissing(expected, given), ...textWrong(expected, given)];
  const reasons = [...kind, ...intent, ...named, ...other];
  // Naming something where nothing is to be named: an answer about a made-up name, an order that looks carried out.
  const isUncalledFor =
    kind.length > 0 &&
    given.subjects.length + given.refs.length > 0 &&
    !(expected.subjects?.length || expected.subjects_alt?.length);
  return {
    isRight: reasons.length === 0,
    isConfidentWrong: given.kind === 'answer' && (named.length > 0 || isUncalledFor),
    reasons,
  };
}

function subjectsWrong({ subjects, subjects_alt }: Expectation, { subjects: given }: Given) {
  const accepted = [...(subjects ? [subjects] : []), ...(subjects_alt ?? [])];
  if (!subjects || accepted.some((one) => isSameSet(one, given))) return [];
  return [`subjects are ${list(given)}, not ${accepted.map(list).join(' or ')}`];
}

function refsMissing({ refs, refs_any }: Expectation, { refs: given }: Given): string[] {
  const missing = (refs ?? []).filter((ref) => !given.includes(ref));
  const isNone = refs_any?.length && !refs_any.some((ref) => given.includes(ref));
  return [
    ...(missing.length > 0 ? [`refs lack ${list(missing)}`] : []),
    ...(isNone ? [`refs hold none of ${list(refs_any)}`] : []),
  ];
}

function refsForbidden({ not_refs }: Expectation, { refs: given }: Given): string[] {
  const forbidden = (not_refs ?? []).filter((ref) => given.includes(ref));
  return forbidden.length > 0 ? [`refs hold ${list(forbidden)}`] : [];
}

function candidatesMissing({ candidates }: Expectation, given: Given): string[] {
  if (given.kind !== 'choose') return [];
  const missing = (candidates ?? []).filter((ref) => !given.candidates.includes(ref));
  return missing.length > 0 ? [`not offered: ${list(missing)}`] : [];
}

/** A choice is too early for facts, and silence has no words: both are held only to what may not be said. */
function textWrong({ text_has, text_has_not }: Expectation, { kind, text }: Given): string[] {
  const said = text.toLowerCase();
  const has = (part: string) => said.includes(part.toLowerCase());
  const isSpeaking = kind !== 'choose' && kind !== 'silent';
  const missing = isSpeaking
    ? (text_has ?? []).filter((choices) => !choices.split('||').some(has))
    : [];
  return [
    ...missing.map((part) => `text lacks "${part}"`),
    ...(text_has_not ?? []).filter(has).map((part) => `text has "${part}"`),
  ];
}

function oneOf(accepted: string | readonly string[], given: string): boolean {
  return typeof accepted === 'string' ? accepted === given : accepted.includes(given);
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const set = new Set(one);
  return set.size === new Set(other).size && other.every((ref) => set.has(ref));
}

function either(accepted: string | readonly string[]): string {
  return typeof accepted === 'string' ? accepted : accepted.join(' or ');
}

function list(refs: readonly string[]): string {
  return refs.length > 0 ? refs.join(' ') : 'nothing';
}
