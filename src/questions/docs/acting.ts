import { type Word, wordsIn } from '../../docs/search/analyse.ts';
import type { SectionRow } from '../../docs/store.ts';

/** Asks what to do, not what is so. */
export const HOW_TO =
  /^(?:how (?:do|can|should|would|to|could)|wie)\b|\bwhat (?:do|should|can|must) (?:i|we) (?:do|check|try)\b|\bwhat to do\b|\bwhat(?: now)?$/i;

const DEED =
  /^how (?:(?:do|can|should|would|could)(?: (?:i|we|you|one|people|somebody|someone))?|to)(?: \w+ly)? (\S+)/i;

/** What somebody wants to do: "rotate" in "how do i rotate the keys". */
export function deedOf(text: string): Word | null {
  return wordsIn(DEED.exec(text.trim())?.[1] ?? '')[0] ?? null;
}

/** A heading of how something looks, or why it is so. */
const LOOKS =
  /^(?:(?:the )?symptoms?|signs?|alerts?|detection|impact|background|context|overview|summary|causes?|likely causes?|root causes?|description|when (?:to use|this (?:fires|happens)).*|what (?:it|this) (?:means|looks like)|severity)$/i;

/** A heading of what is to be done. */
const DEEDS =
  /^(?:(?:the )?steps?|what to do|(?:immediate )?(?:actions?|mitigations?|remed(?:y|ies|iation)|resolutions?|fix(?:es)?|procedures?|response|recovery|instructions|solutions?|runbook)(?: steps?)?|how to fix.*|first (?:aid|steps?)|do this(?: first)?|vorgehen|schritte|massnahmen|maßnahmen)$/i;

type Headed = Pick<SectionRow, 'path'>;

/** The section that tells what to do where `found` tells how that looks: the one beside it. Null where `found` is no such section. */
export function actingBeside<One extends Headed>(
  found: Headed,
  sections: readonly One[],
): One | null {
  const heading = found.path.at(-1);
  if (heading === undefined || !LOOKS.test(heading)) return null;
  return actingBelow(found.path.slice(0, -1), sections);
}

/** The section right below some headings that tells what to do. */
export function actingBelow<One extends Headed>(
  above: readonly string[],
  sections: readonly One[],
): One | null {
  const beside = sections.filter(
    ({ path }) => path.length === above.length + 1 && above.every((one, at) => path[at] === one),
  );
  return beside.find(({ path }) => DEEDS.test(path.at(-1) ?? '')) ?? null;
}
