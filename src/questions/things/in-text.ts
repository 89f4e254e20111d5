import { readAlert } from './alert.ts';
import { readGitHub } from './github.ts';
import { readHost } from './host.ts';
import { readPathIn } from './path.ts';
import { readFrame } from './stack.ts';
import type { Thing } from './thing.ts';

/** How a text points to something, the surest way first. */
export const SPOT_SORTS = ['ref', 'address', 'label', 'alert', 'frame', 'path', 'name'] as const;
export type SpotSort = (typeof SPOT_SORTS)[number];

/** One place in a longer text that points to something by its shape. */
export type Spot = {
  sort: SpotSort;
  said: string;
  /** Where it stands, counted in UTF-16 units; a frame is its whole line. */
  at: number;
  end: number;
  /** The first that resolves counts. */
  things: readonly Thing[];
};

/** The top of a longer text says the most. */
const LONGEST = 20_000;
const MOST = 60;
const MOST_FRAMES = 40;
/** No address, path or name that means something is longer. */
const LONGEST_TOKEN = 2_000;

/**
 * Everything a message, an alert or a log excerpt points to, surest first and then as it stands there. Words of prose count as names
 * only where they are written like one (`payments-api`, `PaymentsApi`, in backticks, "the ledger service"): a sentence about a ledger
 * is about no service.
 */
export function spotsIn(text: string): Spot[] {
  const whole = text.slice(0, LONGEST);
  const spots = [...labelled(whole), ...alerts(whole), ...frames(whole), ...tokens(whole)];
  return distinct(spots.sort(bySureness));
}

function bySureness(a: Spot, b: Spot): number {
  return SPOT_SORTS.indexOf(a.sort) - SPOT_SORTS.indexOf(b.sort) || a.at - b.at;
}

/** The same words once, at their surest, and nothing within what is surer. */
function distinct(spots: readonly Spot[]): Spot[] {
  const seen = new Set<string>();
  const kept: Spot[] = [];
  for (const spot of spots) {
    if (kept.length === MOST) break;
    const key = spot.said.toLowerCase();
    if (seen.has(key) || kept.some(({ at, end }) => at <= spot.at && spot.at < end)) continue;
    seen.add(key);
    kept.push(spot);
  }
  return kept;
}

/** Fields of monitors and error trackers whose value names the thing that is wrong: `service="ledger"`, `Project: ledger`. */
const LABEL =
  /(?:^|[\s,;{("'`*_-])(?:service|service_name|component|app|application|project|deployment|job|container|repo|repository)["'`*_]*\s*[=:]\s*["'`*_]*\s*(?!\w+:\/\/)([A-Za-z\d][\w./-]*)/gim;

function labelled(text: string): Spot[] {
  return [...text.matchAll(LABEL)].flatMap((match): Spot[] => {
    const said = (match[1] ?? '').replace(/[./-]+$/, '');
    if (said.length < 3 || said.length > 200 || !/[A-Za-z]/.test(said)) return [];
    const at = match.index + match[0].lastIndexOf(match[1] ?? '');
    const end = at + said.length;
    return [{ sort: 'label', said, at, end, things: [{ kind: 'name', said, name: said }] }];
  });
}

function alerts(text: string): Spot[] {
  const alert = readAlert(text);
  return (alert?.things ?? []).map((thing): Spot => {
    const at = Math.max(0, text.indexOf(thing.said));
    return { sort: 'alert', said: thing.said, at, end: at + thing.said.length, things: [thing] };
  });
}

function frames(text: string): Spot[] {
  const spots: Spot[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const thing = spots.length < MOST_FRAMES ? readFrame(line) : null;
    const end = at + line.length;
    if (thing) spots.push({ sort: 'frame', said: thing.said, at, end, things: [thing] });
    at = end + 1;
  }
  return spots;
}

const REF = /^(?:component|api|resource|system|domain):(?:[\w.-]+\/)?[\w.-]+$/i;
const EDGES = /^[("'<[{*_~]+|[)"'>\]},;:.!?*_~]+$/g;

function tokens(text: string): Spot[] {
  const spots: Spot[] = [];
  const words = [...text.matchAll(/\S+/g)];
  for (const [index, match] of words.entries()) {
    if (match[0].length > LONGEST_TOKEN) continue;
    const isCode = /^[^\w]*`[^`]+`/.test(match[0]);
    const said = match[0].replaceAll('`', '').replace(EDGES, '');
    const at = match.index + Math.max(0, match[0].indexOf(said));
    const spot = said
      ? tokenAt(said, {
          isCode,
          before: words[index - 1]?.[0] ?? '',
          after: words[index + 1]?.[0] ?? '',
        })
      : null;
    if (spot) spots.push({ ...spot, said, at, end: at + said.length });
  }
  return spots;
}

type Around = { isCode: boolean; before: string; after: string };

function tokenAt(said: string, around: Around): Pick<Spot, 'sort' | 'things'> | null {
  if (REF.test(said)) return { sort: 'ref', things: [{ kind: 'name', said, name: said }] };
  for (const read of [readGitHub, readHost]) {
    const address = read(said);
    if (address?.isSure) return { sort: 'address', things: address.things };
  }
  const path = readPathIn(said);
  if (path?.isSure) return { sort: 'path', things: path.things };
  return isWrittenAsName(said, around)
    ? { sort: 'name', things: [{ kind: 'name', said, name: said }] }
    : null;
}

const NAME = /^[A-Za-z][\w.-]{2,62}$/;
const NOUN =
  /^(?:service|component|api|app|repo|repository|library|worker|database|db|topic|cluster)s?$/i;

/** Written as no word of a sentence is: in code, with a joint or a digit in it, in camel case, or beside "service". */
function isWrittenAsName(said: string, { isCode, before, after }: Around): boolean {
  if (!NAME.test(said)) return false;
  if (isCode || /\w[-_.]\w|\d/.test(said) || /\p{Ll}\p{Lu}/u.test(said)) return true;
  const isNoun = (word: string) => NOUN.test(word.replace(EDGES, '').replaceAll('`', ''));
  return (isNoun(after) || isNoun(before)) && !isNoun(said);
}
