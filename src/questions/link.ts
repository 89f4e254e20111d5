import { addressOf } from '../catalog/addresses.ts';
import { nameWords } from '../catalog/names.ts';
import type { CatalogView } from '../catalog/search.ts';
import type { CatalogEntry } from '../catalog/summary.ts';
import { decide, type Verdict } from './decide.ts';
import { NOISE, nounKinds, PRONOUN, SELF, withoutEdges } from './words.ts';

/** What a place in a question may hold. The verb decides: who *owns* it asks for a thing, who is *in* it for a team. */
export type Want = 'thing' | 'team' | 'person' | 'owner' | 'any';

export type Mention = {
  ref: string;
  /** What was typed for it, as it stands in the question. */
  said: string;
  /** It was typed wrong or incompletely: the answer names what was understood. */
  isGuess: boolean;
  /** Entities of other kinds with the very same name. */
  twins: readonly string[];
};

export type Linked =
  /** `rest` is what else was said; `strange` are parts of an enumeration that nothing is called. */
  | { kind: 'linked'; mentions: readonly Mention[]; rest: string; strange: readonly string[] }
  /** `isLoose`: the names stand among words that may belong to them. */
  | { kind: 'unclear'; said: string; options: readonly string[]; isLoose?: boolean }
  /** It names something that this question is not about: a team where a thing was wanted. */
  | { kind: 'other'; said: string; ref: string }
  | { kind: 'unknown'; said: string; near: readonly string[] }
  /** "it", and nothing was talked about. */
  | { kind: 'dangling'; said: string };

/** What the conversation and the asker give to words like "it" and "my". */
export type Talk = {
  asker: string | null;
  subjects: readonly string[];
  refs: readonly string[];
  /** The last question of the conversation that was answered, as it was read. */
  asked?: string | null;
};

const PEOPLE = ['group', 'user'];
const KINDS: Record<Want, { kinds?: readonly string[]; except?: readonly string[] }> = {
  thing: { except: [...PEOPLE, 'location'] },
  team: { kinds: ['group'] },
  person: { kinds: ['user'] },
  owner: { kinds: PEOPLE },
  any: { except: ['location'] },
};
const JOINTS =
  /\s*(?:,\s*(?:and|or)\s+|,|;|\s+(?:and also|and|or|plus|as well as|&|vs\.?|versus)\s+)\s*/i;

/** Finds what a part of a question names. `takesRest`: words besides the name are part of the question, not of the name. */
export function link(
  view: CatalogView,
  text: string,
  { want, talk, takesRest = false }: { want: Want; talk: Talk; takesRest?: boolean },
): Linked {
  const whole = linkOne(view, text, { want, talk, takesRest });
  if (whole.kind === 'linked' && (takesRest || !whole.rest)) return whole;
  const parts = partsOf(view, text);
  if (parts.length < 2 || parts.length > MOST_PARTS) return whole;
  const each = parts.map((part) => linkOne(view, part, { want, talk, takesRest }));
  const unclear = each.find(({ kind }) => kind === 'unclear');
  const linked = each.filter((one) => one.kind === 'linked');
  if (linked.length === 0) return whole;
  if (unclear) return unclear;
  // "between" binds what stands behind it: one name of two is half of what was asked.
  if (each.some((one) => one.kind === 'unknown' && /^(?:between|from|than)\b/i.test(one.said)))
    return whole;
  const mentions = linked.flatMap((one) => one.mentions);
  // Who takes something back means less or something else than was named.
  if (parts.some((part) => TAKEN_BACK.test(part)))
    return { kind: 'unclear', said: text, options: [...new Set(mentions.map(({ ref }) => ref))] };
  return {
    kind: 'linked',
    mentions: mentions.filter(({ ref }, at) => mentions.findIndex((m) => m.ref === ref) === at),
    rest: linked
      .map(({ rest }) => rest)
      .join(' ')
      .trim(),
    strange: each.flatMap((one) => (one.kind === 'unknown' ? [one.said] : [])),
  };
}

/** What is enumerated; a name with "and" or "&" in it is one part. */
function partsOf(view: CatalogView, text: string): string[] {
  const starts = [0];
  const ends: number[] = [];
  for (const joint of text.matchAll(new RegExp(JOINTS, 'gi'))) {
    ends.push(joint.index);
    starts.push(joint.index + joint[0].length);
  }
  ends.push(text.length);
  const parts: string[] = [];
  for (let at = 0; at < starts.length; ) {
    let to = Math.min(at + 2, ends.length - 1);
    const said = () => text.slice(starts[at], ends[to]);
    while (to > at && !isCalled(view, said())) to -= 1;
    parts.push(said());
    at = to + 1;
  }
  return parts.filter(Boolean);
}

function isCalled(view: CatalogView, said: string): boolean {
  const [hit] = view.find(withoutEdges(said), {
    except: ['location'],
    depth: 'exact',
    limit: 1,
  });
  return hit?.match === 'exact';
}

const TAKEN_BACK =
  /(?:^|[.!?]\s+)(?:(?:no|not|but not|except|i mean|i meant|or rather|rather|sorry|actually|without|instead)\b)/i;

type How = { want: Want; talk: Talk; takesRest: boolean };

function linkOne(view: CatalogView, text: string, how: How): Linked {
  const said = withoutEdges(text);
  if (PRONOUN.test(said) || said === '') return fromTalk(view, said || text, how);
  if (SELF.test(said)) return fromAsker(view, text, how);
  const [, pronoun, claim] = (how.takesRest && PRONOUN_FIRST.exec(text.trim())) || [];
  if (pronoun && claim) return withRest(fromTalk(view, pronoun, how), claim);
  if (how.takesRest)
    return (
      scan(view, text.trim(), how) ??
      beginning(view, text.trim(), how) ??
      fromNames(view, said, how)
    );
  const direct =
    fromAddress(view, said, how) ?? fromChannel(view, said, how) ?? fromNames(view, said, how);
  if (direct.kind === 'linked' || isFormerTeam(view, said)) return direct;
  return scan(view, said, how) ?? direct;
}

/** Things still name it as their owner: what else its words could name is not meant. */
function isFormerTeam(view: CatalogView, said: string): boolean {
  const ref = `group:default/${nameWords(said).join('-')}`;
  return view.get(ref) === null && view.ownedBy(ref).length > 0;
}

/** "is *it tier 1*": the rest is no part of a name. */
const PRONOUN_FIRST =
  /^(it|this|that|they|these|those|(?:this|that|the) (?:one|service|component|api|thing|app|repo|team))\s+(.+)$/i;

function withRest(found: Linked, rest: string): Linked {
  return found.kind === 'linked' ? { ...found, rest } : found;
}

/** "it", "they", "that service": what the conversation is about. */
function fromTalk(view: CatalogView, said: string, { want, talk }: How): Linked {
  const { kinds, except } = KINDS[want];
  // "Their team" is the one behind the thing that was talked about.
  const owners = want === 'thing' ? [] : talk.subjects.flatMap((ref) => view.out(ref, 'ownedBy'));
  const isWantedRef = (ref: string) => {
    const kind = view.get(ref)?.kind;
    return kind && (!kinds || kinds.includes(kind)) && !except?.includes(kind);
  };
  // Who was asked about, else what was answered, else whose it is: "they" are never all of these at once.
  const wanted =
    [talk.subjects, talk.refs, owners].map((refs) => refs.filter(isWantedRef)).find(isAny) ?? [];
  const refs = /^(they|them|their|these|those|both)\b/i.test(said)
    ? [...new Set(wanted)]
    : wanted.slice(0, 1);
  if (refs.length === 0) return { kind: 'dangling', said };
  return linked(refs.map((ref) => mention(ref, said)));
}

/** "my team", "we", "I": the asker and the asker's teams. */
function fromAsker(view: CatalogView, said: string, { want, talk }: How): Linked {
  const { asker } = talk;
  if (!asker || !view.get(asker)) return { kind: 'dangling', said };
  const teams = view.out(asker, 'memberOf').filter((ref) => view.get(ref));
  const isPersonal = /\b(i|me|my|mine|am)\b/i.test(said) && !/\bteams?\b/i.test(said);
  if (want === 'person') return linked([mention(asker, said)]);
  if (want === 'thing' || (teams.length === 0 && !isPersonal)) return { kind: 'dangling', said };
  return linked([...teams, ...(isPersonal ? [asker] : [])].map((ref) => mention(ref, said)));
}

/** A web address, an endpoint, a channel or a Slack person. */
function fromAddress(view: CatalogView, said: string, how: How): Linked | null {
  const person = /^<@(\w+)>$/.exec(said)?.[1];
  if (person) {
    const found = verdictToLinked(decide(view.find(person, { kinds: ['user'] }), said), said);
    const ref = found.kind === 'linked' ? found.mentions[0]?.ref : undefined;
    return ref && !isWanted({ kind: 'user' }, how.want) ? { kind: 'other', said, ref } : found;
  }
  const address =
    addressOf(said) ??
    /^(?:GET|POST|PUT|PATCH|DELETE)?\s*(\/[\w/.{}-]+)$/.exec(said)?.[1] ??
    (/^[\w.-]+\/[\w.-]+$/.test(said) ? `github.com/${said}` : null);
  if (!address) return null;
  const found = view.at(address).filter((entry) => isWanted(entry, how.want));
  if (found.length === 0) return null;
  const verdict = decide(
    found.map((entry) => ({ entry, match: 'exact', score: 1 })),
    said,
  );
  return verdictToLinked(verdict, said);
}

// Parts of channel names that name nothing: "#inc-1042-checkout-500s" is about checkout.
const CHANNEL_WORDS =
  /^(?:inc|incident|incidents|team|ask|help|dev|eng|proj|project|alerts?|sev\d*|tmp|temp|war|room|\d+\w*)$/i;

/** A channel that no team is registered with may still say in its name what it is about. */
function fromChannel(view: CatalogView, said: string, { want }: How): Linked | null {
  if (!/^#[\w-]+$/.test(said) || view.find(said, { depth: 'exact' }).length > 0) return null;
  for (const word of said.slice(1).split(/[-_]+/)) {
    if (word.length < 3 || CHANNEL_WORDS.test(word)) continue;
    const verdict = decide(view.find(word, KINDS[want]), word);
    if (verdict.kind === 'one') return { kind: 'unclear', said, options: [verdict.entry.ref] };
    if (verdict.kind === 'several') return { kind: 'unclear', said, options: verdict.options };
  }
  return null;
}

function fromNames(view: CatalogView, said: string, how: How): Linked {
  // Nothing is called by a sentence: looking for what is like one costs much and finds chance.
  const isText =
    said.length > LONGEST_TEXT || said.split(/\s+/, MOST_WORDS + 1).length > MOST_WORDS;
  const depth = isText ? 'exact' : 'all';
  const hits = view.find(said, { ...KINDS[how.want], depth });
  const verdict = decide(hits, said);
  const sureness = hits[0]?.match;
  if (verdict.kind === 'one' && SURE.has(sureness ?? '')) return verdictToLinked(verdict, said);
  const narrowed = withNoun(view, said, how);
  if (narrowed) return narrowed;
  const other = namedOther(view, said, how.want);
  if (verdict.kind === 'one' && sureness === 'core') return verdictToLinked(verdict, said);
  if (other && verdict.kind === 'none') return { kind: 'other', said, ref: other };
  // A team is called exactly so, and a thing only begins so: which of them is meant is not ours to guess.
  if (other && verdict.kind !== 'none') {
    const refs = verdict.kind === 'one' ? [verdict.entry.ref] : verdict.options;
    return { kind: 'unclear', said, options: [...refs.slice(0, 4), other] };
  }
  return verdictToLinked(verdict, said);
}

/** "ledger db", "topic payments.captured.v1", "the risk team": the noun says the kind. */
function withNoun(view: CatalogView, said: string, { want }: How): Linked | null {
  const words = said.split(/\s+/);
  if (words.length < 2) return null;
  for (const [noun, name] of [
    [words.at(-1) ?? '', words.slice(0, -1).join(' ')],
    [words[0] ?? '', words.slice(1).join(' ')],
  ] as const) {
    const kinds = nounKinds(noun)?.filter((kind) => isWanted({ kind }, want));
    const bare = withoutEdges(name);
    if (!kinds || kinds.length === 0 || !bare) continue;
    const narrow = decide(view.find(bare, { kinds }), bare, { isNarrowed: true });
    if (narrow.kind !== 'none') return verdictToLinked(narrow, said);
    const wide = decide(view.find(bare, KINDS[want]), bare);
    if (wide.kind === 'one') return { kind: 'unclear', said, options: [wide.entry.ref] };
    if (wide.kind === 'several') return { kind: 'unclear', said, options: wide.options };
  }
  return null;
}

/** An entity of another sort that is called exactly this. */
function namedOther(view: CatalogView, said: string, want: Want): string | null {
  const hit = view
    .find(said, { except: ['location'], depth: 'exact', limit: 3 })
    .find(({ match }) => match === 'exact' || match === 'handle');
  return hit && !isWanted(hit.entry, want) ? hit.entry.ref : null;
}

/** Sure enough that no noun in the text can say better what is meant: "paymets api" is payments-api. */
const SURE = new Set(['exact', 'handle', 'typo']);
const LONGEST_NAME = 5;
const LONGEST_TEXT = 60;
const MOST_WORDS = 7;
/** Nobody enumerates more, and a letter has many commas. */
const MOST_PARTS = 12;

/** Looks for exact names among other words: "api.acme.com/v2/refunds returns 500". */
function scan(view: CatalogView, said: string, how: How): Linked | null {
  const words = said.split(/\s+/).map((word) => word.replace(/^[(,;:'"]+|[),;:'"?!]+$|'s$/g, ''));
  if (words.length < 2) return null;
  const found: { mention: Mention; isAddress: boolean }[] = [];
  const rest: string[] = [];
  for (let at = 0; at < words.length; ) {
    const hit = longestName(view, words.slice(at, at + LONGEST_NAME), how.want);
    if (hit) {
      found.push(hit);
      at += hit.length;
    } else {
      rest.push(words[at] ?? '');
      at += 1;
    }
  }
  if (found.length === 0) return null;
  const content = rest.filter((word) => word && !NOISE.has(word.toLowerCase()) && !nounKinds(word));
  const mentions = found.map((one) => one.mention);
  // An address means itself whatever stands around it; a name among other words may be only a part of what is meant.
  const isClear =
    how.takesRest || content.length === 0 || found.every(({ isAddress }) => isAddress);
  if (!isClear)
    return { kind: 'unclear', said, options: mentions.map(({ ref }) => ref), isLoose: true };
  return { kind: 'linked', mentions, rest: rest.join(' ').trim(), strange: [] };
}

/** Everything in a text that is called exactly so, in its order. */
export function namesAmong(view: CatalogView, text: string): readonly Mention[] {
  const how = {
    want: 'any',
    talk: { asker: null, subjects: [], refs: [] },
    takesRest: true,
  } as const;
  const one = text.trim().includes(' ') ? scan(view, text.trim(), how) : null;
  return one?.kind === 'linked' ? one.mentions : [];
}

/** The longest beginning of a text that names something, however it is typed; what follows is the rest. */
function beginning(view: CatalogView, text: string, how: How): Linked | null {
  const words = text.split(/\s+/);
  for (let length = Math.min(LONGEST_NAME, words.length - 1); length > 0; length -= 1) {
    const part = fromNames(view, withoutEdges(words.slice(0, length).join(' ')), how);
    if (part.kind === 'linked') return { ...part, rest: words.slice(length).join(' ') };
  }
  return null;
}

/** What these words begin with that is called exactly so: the longest name. */
function longestName(
  view: CatalogView,
  words: readonly string[],
  want: Want,
): { mention: Mention; isAddress: boolean; length: number } | null {
  for (let length = words.length; length > 0; length -= 1) {
    const said = words.slice(0, length).join(' ');
    if (!/[\p{L}\p{N}]/u.test(words[length - 1] ?? '')) continue;
    // "i am" is nobody's nickname in a sentence.
    if (words.slice(0, length).every((word) => NOISE.has(word.toLowerCase()) || word.length < 2))
      continue;
    const how = { want, talk: { asker: null, subjects: [], refs: [] }, takesRest: false };
    const address = length === 1 ? fromAddress(view, said, how) : null;
    if (address?.kind === 'linked' && address.mentions[0])
      return { mention: address.mentions[0], isAddress: true, length };
    const hits = view
      .find(said, { ...KINDS[want], depth: 'exact', limit: 4 })
      .filter(({ match }) => match === 'exact' || match === 'handle');
    const verdict = decide(hits, said);
    if (verdict.kind !== 'one') continue;
    return { mention: mention(verdict.entry.ref, said, verdict), isAddress: false, length };
  }
  return null;
}

function verdictToLinked(verdict: Verdict, said: string): Linked {
  if (verdict.kind === 'one') return linked([mention(verdict.entry.ref, said, verdict)]);
  if (verdict.kind === 'several') return { kind: 'unclear', said, options: verdict.options };
  return { kind: 'unknown', said, near: verdict.near };
}

function isAny(refs: readonly string[]): boolean {
  return refs.length > 0;
}

function linked(mentions: readonly Mention[]): Linked {
  return { kind: 'linked', mentions, rest: '', strange: [] };
}

function mention(
  ref: string,
  said: string,
  { isGuess = false, twins = [] }: { isGuess?: boolean; twins?: readonly string[] } = {},
): Mention {
  return { ref, said, isGuess, twins };
}

function isWanted({ kind }: Pick<CatalogEntry, 'kind'>, want: Want): boolean {
  const { kinds, except } = KINDS[want];
  return (!kinds || kinds.includes(kind)) && !except?.includes(kind);
}
