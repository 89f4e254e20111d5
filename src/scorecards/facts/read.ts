import type { Fact, Facts } from '../fact.ts';
import type { Checkout } from './checkout.ts';
import { FACT_FILES } from './table.ts';

/**
 * Everything that an entity, the files of its repository, and what is known beside them tell. Pure: a dry run, a checkout on disk and
 * GitHub are read by the same words. What a tool posted comes before what was found here.
 */
export function factsOf(checkout: Checkout): Facts {
  const all: { [name: string]: Fact } = {};
  for (const { read, restsOn } of FACT_FILES) {
    const facts = read(checkout);
    const why = restsOn === 'beside' ? null : checkout.staleBecause[restsOn];
    for (const [name, fact] of Object.entries(facts))
      all[name] = why === null ? fact : lastGood(fact, why);
  }
  for (const [name, fact] of checkout.around.posted) {
    // What expired leaves what can be seen here.
    const own = Object.hasOwn(all, name) ? all[name] : undefined;
    if (fact.state !== 'unknown' || own === undefined || own.state === 'unknown') all[name] = fact;
  }
  return all;
}

function lastGood(fact: Fact, reason: string): Fact {
  return fact.state === 'known' ? { ...fact, state: 'stale', reason } : fact;
}
