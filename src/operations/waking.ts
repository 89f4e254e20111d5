import { eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import type { Entity } from '../catalog/entity.ts';
import type { CatalogView } from '../catalog/search.ts';
import { markOf } from '../catalog/summary.ts';
import { entities } from '../db/schema.ts';

/** Who would be woken for something, and how. Read from tables when the card is drawn, and again when its button is pressed. */
export type Waking = {
  target: string;
  /** The team on whose behalf somebody is woken; null for a person, and for what nobody owns. */
  team: string | null;
  person: Woken | null;
  /** Where the team reads, as its descriptor says. */
  channel: string | null;
};

export type Woken = { ref: string; because: 'on-call' | 'lead' | 'named' };

/** Who is on call for a team or a thing at this moment; null where no source knows. */
export type OnCallNow = (ref: string) => Promise<string | null>;

/** The person on call, else the team's lead, else nobody but the team's channel. */
export async function planWaking(
  { db, view, onCallNow }: { db: Db; view: CatalogView; onCallNow: OnCallNow },
  target: string,
): Promise<Waking> {
  const entry = view.get(target);
  if (entry?.kind === 'user')
    return { target, team: null, person: { ref: target, because: 'named' }, channel: null };
  const owner = view.out(target, 'ownedBy').find((ref) => view.get(ref)) ?? null;
  const team = entry?.kind === 'group' ? target : owner;
  const person = (await onCallNow(target)) ?? (team && (await onCallNow(team)));
  // A thing may be owned by one person.
  if (team && view.get(team)?.kind === 'user')
    return { target, team: null, person: { ref: team, because: 'named' }, channel: null };
  const entity = team ? await entityOf(db, team) : null;
  const lead = entity && leadOf(view, entity);
  return {
    target,
    team,
    person: person
      ? { ref: person, because: 'on-call' }
      : lead
        ? { ref: lead, because: 'lead' }
        : null,
    channel: entity && channelOf(entity),
  };
}

async function entityOf(db: Db, ref: string): Promise<Entity | null> {
  const [row] = await db
    .select({ entity: entities.entity })
    .from(entities)
    .where(eq(entities.ref, ref));
  return row?.entity ?? null;
}

/** The channel a team reads, as its descriptor says: `#team-risk`, or Slack's id. */
export function channelOf(entity: Entity): string | null {
  for (const name of ['channel', 'slack-channel', 'team-channel', 'ask-channel']) {
    const value = markOf(entity, name)?.value.trim();
    if (value) return /^[#C]/.test(value) ? value : `#${value}`;
  }
  return null;
}

/** The person a team's descriptor names as its lead. */
export function leadOf(view: CatalogView, entity: Entity): string | null {
  const value = (markOf(entity, 'lead') ?? markOf(entity, 'team-lead'))?.value.toLowerCase();
  if (!value) return null;
  const ref = /^user:/.test(value) ? value : `user:default/${value}`;
  return view.get(ref)?.ref ?? null;
}
