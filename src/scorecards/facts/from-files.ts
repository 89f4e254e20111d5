import type { Facts } from '../fact.ts';
import type { Checkout } from './checkout.ts';
import { ciFacts } from './ci.ts';
import { codeownersFacts } from './codeowners.ts';
import { descriptorFacts } from './descriptor.ts';
import { dockerfileFacts } from './dockerfile.ts';
import { docsFacts } from './docs.ts';
import { presentFacts, secretFacts } from './present.ts';
import { runtimeFacts } from './runtime.ts';
import { settingsFacts } from './settings.ts';

/**
 * Everything that an entity, the files of its repository and its settings tell. Pure: a dry run, a checkout on disk and GitHub are read by
 * the same words. `descriptor` is the path of the entity's file.
 */
export function factsFromFiles(checkout: Checkout, descriptor: string): Facts {
  return {
    ...descriptorFacts(checkout, descriptor),
    ...docsFacts(checkout, descriptor),
    ...presentFacts(checkout),
    ...secretFacts(checkout),
    ...ciFacts(checkout),
    ...codeownersFacts(checkout),
    ...dockerfileFacts(checkout),
    ...runtimeFacts(checkout),
    ...settingsFacts(checkout),
  };
}
