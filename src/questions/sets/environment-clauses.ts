import { environmentsMeant, stageOf } from '../../operations/environments.ts';
import { type Clause, type Condition, found, type Place } from './condition.ts';

const RUNS = '(?:deployed|running|runs?|live|released|rolled\\s+out|shipped|installed)';
const IN = new RegExp(
  `^(?:(?:that|which)\\s+)?(?:(?:are|is|have\\s+been|has\\s+been)\\s+)?(?:(${RUNS})\\s+)?(?:in|to|on)\\s+(?:the\\s+|our\\s+)?`,
  'i',
);

/** Where it runs: "in sandbox", "deployed to prod-us". "In production" alone speaks of the lifecycle. */
export const environmentClauses: readonly Clause[] = [
  (text, place) => {
    // "What is on staging" asks for versions; "services on staging" for a list.
    const lead = place.noun === null ? null : IN.exec(text);
    if (!lead) return null;
    const words = text.slice(lead[0].length).split(/(?=[\s,;?!])/);
    const names = [...place.running.keys()];
    for (let count = Math.min(3, words.length); count > 0; count -= 1) {
      const said = words.slice(0, count).join('').trim();
      if (stageOf(said) === null && !names.includes(said.toLowerCase())) continue;
      const isSaid = lead[1] !== undefined;
      if (!isSaid && place.view.words.traits(said).some(({ field }) => field === 'lifecycle'))
        continue;
      const environments = environmentsMeant(said, names);
      if (environments.length === 0) continue;
      const length = lead[0].length + words.slice(0, count).join('').length;
      return found(length, runsIn(environments, place));
    }
    return null;
  },
];

function runsIn(environments: readonly string[], { running }: Place): Condition {
  const there = new Set(environments.flatMap((name) => [...(running.get(name) ?? [])]));
  const anywhere = new Set([...running.values()].flatMap((refs) => [...refs]));
  return {
    keeps: ({ ref }) => there.has(ref),
    says: `in ${environments.join(' or ')}`,
    dimension: 'environment',
    // What was never deployed as far as anybody knows may run anywhere.
    isKnown: ({ ref }) => anywhere.has(ref),
  };
}
