import type { Answer, View } from './answer.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { withoutFrame } from './frames.ts';
import { namingSlot, QUESTION_WORD, type Reading, type Room } from './intention.ts';
import { link } from './link.ts';
import type { Outcome } from './outcome.ts';

type Reader = {
  read: (text: string, room: Room) => Reading[];
  answer: (text: string, room: Room) => Promise<Outcome>;
};

const IT =
  /\b(?:(?:that|this|the) (?:service|endpoint|api|url|thing|one|alert|repo|component|job|topic|db|database|app|page|team|alarm|error|stuff)|it|its|that|this|they|them|their|these|those)\b/i;

/** What more than one part says: a question behind a remark ("X is down, who owns it"), or several questions. Null for anything else. */
export async function answerMessage(
  text: string,
  room: Room,
  { read, answer }: Reader,
): Promise<Outcome | null> {
  const isQuestion = (part: string) => {
    const readings = read(part, room);
    return readings.some(({ weight }) => weight > 3 || QUESTION_WORD.test(part));
  };
  const both = await answerBoth(text, room, { read, answer });
  if (both) return both;
  const clauses = clausesOf(text, isQuestion, withoutFrame);
  const first = clauses?.findIndex(({ kind }) => kind === 'question') ?? -1;
  if (!clauses || first < 0) return null;
  // What is said behind a question may change it ("not the service, the team"): only what is known to change nothing may stand there.
  if (clauses.slice(first).some(({ kind }) => kind === 'remark')) return null;
  const outcomes: Outcome[] = [];
  let place = room;
  for (const [at, clause] of clauses.entries()) {
    if (clause.kind !== 'question') continue;
    const whole = wholeOf(
      clause.text,
      { before: clauses.slice(0, at), after: clauses.slice(at) },
      { place, read },
    );
    if (whole === null) return null;
    const outcome = await answer(whole, place);
    outcomes.push(outcome);
    const { subjects, refs } = outcome.answer;
    if (subjects.length > 0) place = talkingOf(room, { subjects, refs });
  }
  return together(outcomes);
}

/** "runbook and dashboard for ledger": two things that are asked of one. */
const BOTH = /^(?:the )?(\w+(?: \w+)?) and (?:the |its )?(\w+(?: \w+)?) (for|of) (\S.*)$/i;

async function answerBoth(
  text: string,
  room: Room,
  { read, answer }: Reader,
): Promise<Outcome | null> {
  const [, first, second, joint, name] = BOTH.exec(text) ?? [];
  if (!first || !second || !name) return null;
  const asked = [first, second].map((word) => `${word} ${joint} ${name}`);
  if (!asked.every((one) => read(one, room).some(({ weight }) => weight > 4))) return null;
  const outcomes = await Promise.all(asked.map((one) => answer(one, room)));
  return outcomes.every((one) => one.answer.kind === 'answer') ? together(outcomes) : null;
}

/** "…, which team?": whose it is. */
const WHOSE =
  /^(?:(?:which|what) (?:team|squad|group)|whose|who|who is (?:responsible|accountable|in charge|the owner|on the hook)|who (?:takes|handles|fixes|gets|owns|looks at) (?:it|that|this))$/i;

/** The question with what it is about put in for "it"; null where that cannot be said. */
function wholeOf(
  said: string,
  { before, after }: { before: readonly Clause[]; after: readonly Clause[] },
  { place, read }: { place: Room; read: Reader['read'] },
): string | null {
  const text = WHOSE.test(said) ? 'who owns it' : said;
  const [best] = read(text, place).sort((a, b) => b.weight - a.weight);
  const slot = best && namingSlot(best.slots);
  const isBare = best !== undefined && !slot && best.intention.bare === 'talk';
  const isOpen = isBare || (slot ? IT.test(slot.said) : IT.test(text));
  // A question before this one has already said what both are about.
  const last = before.findLast(
    ({ kind }) => kind === 'state' || kind === 'remark' || kind === 'question',
  );
  if (!isOpen || last?.kind === 'question') return text;
  const about = last ? aboutOf(last, place) : laterSubject(after);
  if (about === null) return last?.kind === 'remark' ? null : text;
  return IT.test(text) ? text.replace(IT, () => about) : `${text} for ${about}`;
}

function laterSubject(clauses: readonly Clause[]): string | null {
  return (
    clauses.flatMap((one) => (one.kind === 'state' && one.subject ? [one.subject] : []))[0] ?? null
  );
}

/** What a remark is about: what it says is so, else the one thing it names. */
function aboutOf(clause: Clause, { view, talk }: Room): string | null {
  if (clause.kind === 'state') return clause.subject?.replace(/\s+(?:alert|alarm)$/i, '') ?? null;
  if (clause.kind !== 'remark') return null;
  const linked = link(view, clause.text, { want: 'any', talk, takesRest: true });
  const [only, ...others] = linked.kind === 'linked' ? linked.mentions : [];
  // A package, a method, an alert, a service nobody knows: what is written as no word is.
  const [name, ...more] = clause.text
    .split(/\s+/)
    .filter((word) => WRITTEN.test(word) && !only?.said.includes(word));
  if (!only) return name && more.length === 0 ? name : null;
  return others.length === 0 && !only.isGuess && !name ? only.ref : null;
}

const WRITTEN =
  /^\w+(?:[./]\w+){2,}$|^(?:\p{Lu}\p{Ll}+){2,}\w*$|^[a-z][\w-]*-(?:api|service|svc|server|web|worker|db|gateway|proxy|app|ui|bff|job|lib|client|bot)$/u;

function talkingOf(room: Room, about: Pick<Room['talk'], 'subjects' | 'refs'>): Room {
  const talk = { ...room.talk, ...about };
  return { ...room, talk, link: (part, want) => link(room.view, part, { want, talk }) };
}

/** Several answers as one. What asks back stays a question; the first that answers says what was asked. */
function together(outcomes: readonly Outcome[]): Outcome {
  const [only] = outcomes;
  if (!only || outcomes.length === 1) return only as Outcome;
  const asking = outcomes.find(
    ({ answer }) => answer.kind === 'choose' || answer.kind === 'confirm',
  );
  const lead = asking ?? outcomes.find(({ answer }) => answer.kind === 'answer') ?? only;
  const answers = outcomes.map(({ answer }) => answer);
  const text = [...new Set(answers.map((one) => one.text))].filter(Boolean).join(' ');
  const others = answers.filter((one) => one !== lead.answer).map((one) => one.text);
  const answer: Answer = {
    ...lead.answer,
    subjects: union(answers.map((one) => one.subjects)),
    refs: union(answers.map((one) => one.refs)),
    text,
    view: withNote(lead.answer.view, others.filter(Boolean).join(' ')),
    facts: answers.flatMap((one) => one.facts),
  };
  return { ...lead, answer, missed: outcomes.find(({ missed }) => missed)?.missed ?? null };
}

function withNote(view: View, note: string): View {
  if (view.kind === 'text' || view.kind === 'csv' || note === '') return view;
  return { ...view, note: [view.note, note].filter(Boolean).join(' ') };
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())];
}
