import { labelOf } from '../catalog/labels.ts';
import { roleLinks } from '../catalog/links.ts';
import { sortOf } from '../catalog/sort.ts';
import type { Brief, Fact } from './answer.ts';
import { repositoryUrl } from './card.ts';
import { type EntityFacts, statedFact } from './facts.ts';
import type { Room } from './intention.ts';
import { ownerSentence } from './intents/own-lookup.ts';
import { codeOwnersText, disagrees } from './warnings.ts';

/** Who is on call for an entity now, as somebody read it; null where nobody knows. */
export type OnCall = { who: string; until: string | null; fact: Fact };
export type OnCallNow = (ref: string) => Promise<OnCall | null>;

export type Briefed = { brief: Brief; facts: Fact[]; sentence: string };

/** The least that helps somebody who stands before a link or an alert: whose it is, who is awake, what to do. */
export async function briefOf(
  { view }: Pick<Room, 'view'>,
  facts: EntityFacts,
  onCallNow: OnCallNow,
): Promise<Briefed> {
  const { entry, owner } = facts;
  const onCall = await onCallNow(entry.ref);
  const runbook = roleLinks(facts.entity).find(({ role }) => role === 'runbook')?.url ?? null;
  const traits = [
    entry.lifecycle,
    entry.tier ? `tier ${entry.tier.replace(/^tier[\s-]*/i, '')}` : null,
  ].filter((trait) => trait !== null);
  const known: Fact[] = [
    ...(owner ? [statedFact(facts, 'owner', owner.ref)] : []),
    ...(entry.lifecycle ? [statedFact(facts, 'lifecycle', entry.lifecycle)] : []),
    ...(runbook ? [statedFact(facts, 'runbook', runbook)] : []),
    ...(onCall ? [onCall.fact] : []),
  ];
  return {
    brief: {
      ref: entry.ref,
      title: labelOf(view, entry.ref),
      sort: sortOf(entry),
      owner: owner
        ? { label: labelOf(view, owner.ref), exists: owner.exists, channel: owner.channel }
        : null,
      traits,
      onCall: onCall ? { who: onCall.who, until: onCall.until } : null,
      runbook,
      url: repositoryUrl(facts),
      place: null,
      warning: disagrees(facts) ? `CODEOWNERS says ${codeOwnersText(view, facts)}` : null,
    },
    facts: known,
    sentence: [
      ownerSentence(view, facts),
      onCall ? `On call: ${onCall.who}.` : '',
      runbook ? `Runbook: ${runbook}` : '',
    ]
      .filter(Boolean)
      .join(' '),
  };
}
