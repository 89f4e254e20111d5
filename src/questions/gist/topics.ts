import { stemOf, stemsOf } from './words.ts';

/** A name in the question: where it begins among its words, and what to call it in another question. */
export type Named = { at: number; call: string; kind: string };

/** A word that is no part of a name. */
export type Loose = { at: number; word: string };

/** What was said: the names, and the words around them that say something. */
export type Said = { names: readonly Named[]; loose: readonly Loose[] };

/**
 * What people ask about with words of its own. `cues` say it alone; `beside` are words that such a question may hold as well.
 * `asks` says it in words that the patterns read, or null where these names do not go with it.
 */
export type Topic = {
  cues: ReadonlySet<string>;
  beside: ReadonlySet<string>;
  asks: (said: Said) => string | null;
};

const TROUBLE =
  'down dead broken fail failing slow fire flaky throwing throw errors error 500 500s 503s 5xx timeouts timeout outage issue issues problem problems trouble crash dying stuck red weird alert alerts incident';
const REMOVING =
  'remove delete decommission retire sunset kill drop archive turn switch shut stop restart reboot disable unplug upgrade migrate touch change';
const OWNERS: ReadonlySet<string> = new Set(['group', 'user']);

export const TOPICS: readonly Topic[] = [
  {
    cues: stemsOf(
      'own owner ownership belong responsible maintain maintainer accountable manage manager steward behind whose charge care develop build wrote write author squad crew review reviewer',
    ),
    beside: stemsOf('take run look person people human main code ticket bug report pr pull merge'),
    asks: ({ names, loose }) => {
      const things = names.filter(isThing);
      if (things.length > 0)
        return things.length === names.length ? `who owns ${listed(things)}` : null;
      const [owner, ...others] = names;
      const isList = loose.every(({ word }) => !/^(?:who|whom|whose)$/.test(word));
      return owner && others.length === 0 && isList && /^(?:what|which)$/.test(loose[0]?.word ?? '')
        ? `what does ${owner.call} own`
        : null;
    },
  },
  {
    cues: stemsOf(
      'contact ask talk speak channel slack ping bug human person reach message dm help support escalate expert',
    ),
    beside: stemsOf(
      `${TROUBLE} need call write somebody questions question best good place post request raise ticket regarding concerning`,
    ),
    asks: ({ names, loose }) => {
      const [first, ...others] = names;
      if (!first || others.length > 0) return null;
      return loose.some(({ word }) => word === 'channel' || word === 'slack')
        ? `slack channel for ${first.call}`
        : `who do i talk to about ${first.call}`;
    },
  },
  {
    cues: stemsOf(
      `impact affect hurt hit blast radius consequence suffer break die fallout off ${REMOVING}`,
    ),
    beside: stemsOf(
      `${TROUBLE} safe safely warn notify inform notice away gone offline unavailable work outages`,
    ),
    asks: asksBlast,
  },
  {
    cues: stemsOf('common share shared sharing same cause'),
    beside: stemsOf(
      `${TROUBLE} root together upstream upstreams dependency dependencies depend depends suspect reason underlying`,
    ),
    asks: ({ names }) =>
      names.length > 1 && names.every(isThing) ? `what do ${listed(names)} have in common` : null,
  },
  {
    cues: stemsOf(
      'depend depends depending dependency dependencies use uses using used need needs needing require requires rely relies relying consume consumes consuming link linked connected connection relation related',
    ),
    beside: stemsOf('end ends up directly work works run function order actually way somehow'),
    asks: asksDependency,
  },
  {
    cues: stemsOf(
      'consumer consumers client clients caller callers dependent dependents dependant subscriber subscribers downstream user users',
    ),
    beside: stemsOf('list current known'),
    asks: ({ names }) => one(names, (name) => `what depends on ${name}`),
  },
  {
    cues: stemsOf('upstream upstreams'),
    beside: stemsOf('list direct dependencies'),
    asks: ({ names }) => one(names, (name) => `what does ${name} depend on`),
  },
  {
    cues: stemsOf('runbook runbooks playbook'),
    beside: stemsOf(`${TROUBLE} link url where fix steps do`),
    asks: ({ names }) => one(names, (name) => `runbook for ${name}`),
  },
  {
    cues: stemsOf('describe explain purpose overview summary details info information card'),
    beside: stemsOf('short brief about'),
    asks: ({ names }) => one(names, (name) => `what is ${name}`),
  },
];

const HURTS = stemsOf('hurt break affect impact kill hit');
const STRONG = stemsOf('impact affect hurt hit blast radius consequence suffer break die fallout');
/** "How do I restart it" and "who removed it" ask something else than "can we remove it". */
const SUPPOSED = /^(?:if|when|once|before|after|safe|safely|ok|okay|can|may|could|should)$/;

function asksBlast({ names, loose }: Said): string | null {
  const [first, ...others] = names;
  if (!first || others.length > 0 || !isThing(first)) return null;
  const isSupposed = loose.some(({ word }) => SUPPOSED.test(word));
  const isPlain = !loose.some(({ word }) => STRONG.has(stemOf(word)));
  if (isPlain && (!isSupposed || loose.some(({ word }) => word === 'how'))) return null;
  // "What would hurt it" asks the other way round: what it stands on.
  const before = loose.find(({ at }) => at === first.at - 1);
  if (before && HURTS.has(stemOf(before.word)))
    return /^(?:what|which)$/.test(loose[0]?.word ?? '')
      ? `what does ${first.call} depend on`
      : null;
  return `what breaks if ${first.call} is down`;
}

/** Who needs whom is said by where the verb stands: what comes before it needs what comes after it. */
function asksDependency({ names, loose }: Said): string | null {
  const [first, second, ...others] = names;
  if (!first || others.length > 0 || !names.every(isThing)) return null;
  if (second) return `does ${first.call} depend on ${second.call}`;
  const verbs = loose.filter(({ word }) => DEPENDS.has(stemOf(word)));
  const [verb] = verbs;
  if (!verb || verbs.length > 1) return null;
  const isPassive = loose.some(({ word, at }) => word === 'by' && at === verb.at + 1);
  const needs = verb.at > first.at !== isPassive;
  return needs ? `what does ${first.call} depend on` : `what depends on ${first.call}`;
}

const DEPENDS = stemsOf('depend use need require rely consume');

function one(names: readonly Named[], ask: (name: string) => string): string | null {
  const [first, ...others] = names;
  return first && others.length === 0 && isThing(first) ? ask(first.call) : null;
}

function isThing({ kind }: Named): boolean {
  return !OWNERS.has(kind);
}

function listed(names: readonly Named[]): string {
  return names.map(({ call }) => call).join(' and ');
}
