import { createHash } from 'node:crypto';
import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { sortOf } from '../../catalog/sort.ts';
import type { Fact, Link } from '../answer.ts';
import { affectedBy, byTier } from '../blast/affected.ts';
import { cardLinks } from '../card.ts';
import { type EntityFacts, statedFact } from '../facts.ts';
import { detailOf } from '../labels.ts';
import type { Nearby, NearChange, OnDuty, RoomIncident } from './nearby.ts';
import type { Room } from './room.ts';

/** A thing of the incident, with whom to talk to about it. */
export type RoomService = {
  ref: string;
  label: string;
  sort: string;
  tier: string | null;
  owner: { label: string; channel: string | null } | null;
  onDuty: OnDuty | null;
  runbooks: readonly Link[];
};

/** The card of an incident channel: plain data, drawn by the edge. */
export type RoomCard = {
  /** The name of the channel, without its sign. */
  channel: string;
  incident: RoomIncident | null;
  services: readonly RoomService[];
  named: readonly RoomService[];
  options: readonly { ref: string; label: string; detail: string | null }[];
  /** Null where changes are not read. */
  changes: readonly (NearChange & { label: string })[] | null;
  changesSince: Date;
  blast: Blast;
  facts: readonly Fact[];
};

/** Who feels it: things by tier, and how many teams. */
export type Blast = {
  total: number;
  tiers: readonly { tier: string | null; labels: readonly string[]; total: number }[];
  teams: readonly string[];
};

const HOURS_BACK = 6;
const CHANGES = 5;
const TIER_NAMES = 6;

/** Reads everything a card shows. `facts`: what is known about one entity. */
export async function gatherCard(
  room: Pick<Room, 'name' | 'services' | 'named' | 'options' | 'openedAt'>,
  {
    view,
    facts,
    nearby,
    now,
  }: {
    view: CatalogView;
    facts: (ref: string) => Promise<EntityFacts | null>;
    nearby: Nearby;
    now: Date;
  },
): Promise<RoomCard> {
  const incident = await nearby.incidentOf(room);
  const known = (refs: readonly string[]) => refs.filter((ref) => view.get(ref));
  const services = known(room.services);
  const named = known(room.named);
  const onDuty = await nearby.onDuty([...services, ...named], now);
  const began = incident?.openedAt ?? room.openedAt;
  // What broke it came before it broke.
  const changesSince = new Date(began.getTime() - HOURS_BACK * 3_600_000);
  const changes = services.length > 0 ? await nearby.changes(services, changesSince) : null;
  const about = await Promise.all([...services, ...named].map((ref) => facts(ref)));
  const read = about.filter((one) => one !== null);
  const lines = (refs: readonly string[]) =>
    read
      .filter(({ entry }) => refs.includes(entry.ref))
      .map((one) => serviceLine(view, one, onDuty.get(one.entry.ref) ?? null));
  const shown = changes?.slice(0, CHANGES) ?? null;
  return {
    channel: room.name,
    incident,
    services: lines(services),
    named: lines(named),
    options: known(room.options).map((ref) => ({
      ref,
      label: labelOf(view, ref),
      detail: detailOf(view, ref),
    })),
    changes: shown?.map((change) => ({ ...change, label: labelOf(view, change.ref) })) ?? null,
    changesSince,
    blast: blastOf(view, services),
    facts: factsOf(read, { incident, onDuty, changes: shown ?? [] }),
  };
}

function serviceLine(view: CatalogView, facts: EntityFacts, onDuty: OnDuty | null): RoomService {
  const { entry, owner } = facts;
  return {
    ref: entry.ref,
    label: labelOf(view, entry.ref),
    sort: sortOf(entry),
    tier: entry.tier,
    owner: owner && {
      label: owner.exists
        ? labelOf(view, owner.ref)
        : `${labelOf(view, owner.ref)} (not in the catalog)`,
      channel: owner.channel ?? owner.askChannel,
    },
    onDuty,
    runbooks: cardLinks(facts).filter(({ label }) => /^(runbook|dashboard)\b|runbook/i.test(label)),
  };
}

function blastOf(view: CatalogView, refs: readonly string[]): Blast {
  const affected = affectedBy(view, refs);
  const teams = new Set(affected.flatMap(({ ref }) => view.out(ref, 'ownedBy')));
  return {
    total: affected.length,
    tiers: byTier(affected).map(({ tier, things }) => ({
      tier,
      labels: things.slice(0, TIER_NAMES).map(({ ref }) => labelOf(view, ref)),
      total: things.length,
    })),
    teams: [...teams].filter((ref) => view.get(ref)).map((ref) => labelOf(view, ref)),
  };
}

function factsOf(
  about: readonly EntityFacts[],
  {
    incident,
    onDuty,
    changes,
  }: {
    incident: RoomIncident | null;
    onDuty: ReadonlyMap<string, OnDuty>;
    changes: readonly NearChange[];
  },
): Fact[] {
  const owners = about.flatMap((facts) =>
    facts.owner ? [statedFact(facts, 'owner', facts.owner.ref)] : [],
  );
  const duties = [...onDuty.values()].map(({ name, ref, source, url, observedAt }) => ({
    name: 'on call',
    value: ref ?? name,
    source,
    ...(url && { url }),
    observedAt,
  }));
  const changed = changes.map(({ text, source, observedAt }) => ({
    name: 'change',
    value: text,
    source,
    observedAt,
  }));
  const reported = incident
    ? [
        {
          name: 'incident',
          value: incident.id,
          source: incident.source,
          ...(incident.url && { url: incident.url }),
          observedAt: incident.observedAt,
        },
      ]
    : [];
  return [...reported, ...owners, ...duties, ...changed];
}

/** The same while a reader would see the same: sources read again are no news. */
export function hashOf({ facts: _, ...card }: RoomCard): string {
  const text = JSON.stringify(card, (key, value) => (key === 'observedAt' ? undefined : value));
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** The card in words, complete without its drawing. */
export function cardText(card: RoomCard): string {
  const { incident, services, named, options, blast, changes } = card;
  if (services.length === 0) {
    const names = enumerate(options.map(({ label }) => label)).replace(/ and ([^,]*)$/, ' or $1');
    return `Which service is this about? It could be ${names}.`;
  }
  const state = incident && (incident.isOpen ? 'open' : 'resolved');
  const lines = [
    incident ? `${incident.id} ${incident.title}: ${state}.` : '',
    ...services.map(serviceText),
    named.length > 0 ? `Also named here: ${enumerate(named.map(({ label }) => label))}.` : '',
    changes?.length
      ? `Changed near ${services.length === 1 ? 'it' : 'them'}: ${enumerate(changes.map(({ label, text }) => `${label} ${text}`))}.`
      : '',
    blast.total === 0
      ? 'Nothing in the catalog depends on this.'
      : `${blast.total} ${blast.total === 1 ? 'thing depends' : 'things depend'} on this.`,
  ];
  return lines.filter(Boolean).join(' ');
}

function serviceText({ label, owner, onDuty }: RoomService): string {
  const whose = owner
    ? `is owned by ${owner.label}${owner.channel ? ` (${owner.channel})` : ''}`
    : 'has no owner in the catalog';
  return `${label} ${whose}${onDuty ? `; ${onDuty.name} is on call` : ''}.`;
}
