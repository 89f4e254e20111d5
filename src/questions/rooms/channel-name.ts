import type { CatalogView } from '../../catalog/search.ts';
import type { Named } from './named.ts';
import { nothingNamed, soundsLike, THINGS, thingCalled } from './named.ts';

/** Patterns as operators write them: `inc-*`. A star is any text, everything else is itself. */
export function matchesPattern(name: string, pattern: string): boolean {
  const parts = pattern.toLowerCase().replace(/^#/, '').split('*').map(escaped);
  return new RegExp(`^${parts.join('.*')}$`).test(name.toLowerCase());
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

// What names of incident channels say beside what broke.
const NO_NAME = new Set(
  `inc incident incidents outage outages down downtime latency slow slowness error errors failing failed failure failures fails broken
  broke degraded degradation timeout timeouts spike spikes alert alerts high low issue issues problem problems bug crash crashes crashing crashloop sev severity
  major minor critical urgent p0 p1 p2 p3 p4 prod production staging sandbox live eu us emea apac war room warroom bridge response
  rca postmortem the and or of in on for with to at not no is are api apis service services team mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec`.split(
    /\s+/,
  ),
);
const LONGEST = 6;
const OPTIONS = 4;

/**
 * What the name of an incident channel names: consecutive words of it that are exactly what a thing is called. Words that only begin
 * or resemble names are options for somebody to choose from.
 */
export function namedByChannel(view: CatalogView, channel: string): Named {
  const words = channel
    .toLowerCase()
    .split(/[-_.]+/)
    .filter(Boolean);
  const sure: string[] = [];
  const options: string[] = [];
  const left: string[] = [];
  for (let at = 0; at < words.length; ) {
    const run = longestRun(view, words.slice(at, at + LONGEST));
    if (run) {
      if (run.options.length === 1) sure.push(...run.options);
      else options.push(...run.options);
    } else left.push(words[at] ?? '');
    at += run?.length ?? 1;
  }
  if (sure.length > 0) return { sure: [...new Set(sure)], options: [] };
  for (const word of left.filter(isTelling)) options.push(...soundsLike(view, word));
  const distinct = [...new Set(options)];
  // A word that so many names share says nothing.
  return distinct.length > OPTIONS ? nothingNamed : { sure: [], options: distinct };
}

function longestRun(
  view: CatalogView,
  words: readonly string[],
): { options: string[]; length: number } | null {
  for (let length = words.length; length > 0; length -= 1) {
    if (length === 1 && !isTelling(words[0] ?? '')) continue;
    const options = thingCalled(view, words.slice(0, length).join('-'), THINGS);
    if (options.length > 0) return { options, length };
  }
  return null;
}

function isTelling(word: string): boolean {
  return (
    word.length > 1 && !NO_NAME.has(word) && !/^\d+\w{0,3}$/.test(word) && !/^sev\d/.test(word)
  );
}

/** Ids of incidents that stand in a channel's name: `inc-1042-checkout-500s` is about `1042`, in whatever way the source writes it. */
export function incidentNumbers(channel: string): string[] {
  return [...channel.matchAll(/(?<![a-z\d])\d{2,9}(?![a-z\d])/gi)].map(([number]) => number);
}
