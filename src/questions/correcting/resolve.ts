import { eq } from 'drizzle-orm';
import { checkCorrection } from '../../catalog/corrections/check.ts';
import type { Correction, Field } from '../../catalog/corrections/correction.ts';
import { labelOf } from '../../catalog/labels.ts';
import { roleLinks } from '../../catalog/links.ts';
import { aliasesOf, ONCALL } from '../../catalog/summary.ts';
import { entities } from '../../db/schema.ts';
import type { Room } from '../intention.ts';
import type { SaidCorrection } from './said.ts';

/** What a sentence says is wrong, as far as the catalog knows the names in it. */
export type ResolvedCorrection =
  | { kind: 'ready'; correction: Correction }
  /** It is clear what is wrong, and not what is right: a form asks for that. `hint`: why, in a sentence. */
  | { kind: 'open'; ref: string; field: Field; hint: string | null }
  /** Several things or owners could be meant. */
  | { kind: 'choice'; said: string; options: readonly string[] }
  /** It names nothing of the catalog as what it is about. */
  | { kind: 'nothing' };

/** @param given the entity the conversation or the question is about already */
export async function resolveCorrection(
  said: SaidCorrection,
  room: Room,
  given: string | null,
): Promise<ResolvedCorrection> {
  const subject = subjectOf(said, room, given);
  if (subject === null) return { kind: 'nothing' };
  if (typeof subject !== 'string') return subject;
  const now = await statedNow(room, subject);
  if (!now) return { kind: 'nothing' };
  const open = (hint: string | null = null): ResolvedCorrection => ({
    kind: 'open',
    ref: subject,
    field: said.field,
    hint,
  });
  const part = await partsOf(said, { room, now, subject });
  if (part === null) return open(strangerIn(said));
  if ('options' in part) return { kind: 'choice', ...part };
  const correction: Correction = { ref: subject, field: said.field, ...part };
  const wrong = checkCorrection(room.view, correction);
  return wrong ? open(wrong.message) : { kind: 'ready', correction };
}

/** Why what is right could not be read: a name that is nobody's. */
function strangerIn({ field, value }: SaidCorrection): string | null {
  if (value === null || (field !== 'owner' && field !== 'dependency')) return null;
  const sort = field === 'owner' ? 'team or person' : 'thing';
  return `I know no ${sort} called "${value}".`;
}

type Choice = Extract<ResolvedCorrection, { kind: 'choice' }>;

function subjectOf(
  { subject }: SaidCorrection,
  room: Room,
  given: string | null,
): string | Choice | null {
  if (subject === null) return given;
  const linked = room.link(subject, 'thing');
  if (linked.kind === 'linked' && !linked.rest && linked.mentions.length === 1)
    return linked.mentions[0]?.ref ?? null;
  if (linked.kind === 'unclear')
    return { kind: 'choice', said: linked.said, options: linked.options };
  if (linked.kind !== 'other') return null;
  // A team has other names and links of its own.
  return linked.ref;
}

type Now = NonNullable<Awaited<ReturnType<typeof statedNow>>>;

async function statedNow({ db, view }: Room, ref: string) {
  const [row] = await db.select().from(entities).where(eq(entities.ref, ref));
  if (!row || row.removedAt) return null;
  const { entity } = row;
  const [, onCall = null] =
    Object.entries(entity.metadata.annotations ?? {}).find(([key]) => ONCALL.test(key)) ?? [];
  return {
    owner: view.out(ref, 'ownedBy')[0] ?? null,
    lifecycle: view.get(ref)?.lifecycle ?? null,
    onCall,
    links: roleLinks(entity).filter(({ from }) => from === 'metadata.links'),
    aliases: aliasesOf(entity),
  };
}

type Parts = { value: string; was: string | null } | { said: string; options: readonly string[] };

async function partsOf(
  { field, value, was }: SaidCorrection,
  { room, now, subject }: { room: Room; now: Now; subject: string },
): Promise<Parts | null> {
  switch (field) {
    case 'owner': {
      const owner = value === null ? null : linkOwner(value, room);
      return typeof owner === 'string' ? { value: owner, was: now.owner } : owner;
    }
    case 'lifecycle':
      return value === null ? null : { value, was: now.lifecycle };
    case 'on-call':
      return value === null ? null : { value, was: now.onCall };
    case 'alias': {
      if (value !== null) return { value, was: null };
      const old = now.aliases.find((one) => one.toLowerCase() === was?.toLowerCase());
      return old ? { value: '', was: old } : null;
    }
    case 'dependency': {
      const named = value ?? was;
      const linked = named === null ? null : room.link(named, 'thing');
      if (linked?.kind === 'unclear') {
        // Of what is not depended on, only what it depends on can be meant.
        const now = [
          ...room.view.out(subject, 'dependsOn'),
          ...room.view.out(subject, 'consumesApi'),
        ];
        const known = linked.options.filter((one) => now.includes(one));
        if (value === null && known.length === 1) return { value: '', was: known[0] ?? null };
        return { said: linked.said, options: linked.options };
      }
      const target = linked?.kind === 'linked' && !linked.rest ? linked.mentions[0]?.ref : null;
      if (!target) return null;
      return value === null ? { value: '', was: target } : { value: target, was: null };
    }
    case 'link': {
      if (value === null) return null;
      const role = roleNamed(was);
      const old = role === null ? [] : now.links.filter((one) => one.role === role);
      if (old.length > 1) return null;
      const title = role === null ? null : (old[0]?.title ?? TITLES[role] ?? null);
      const text = [title, value].filter(Boolean).join(' ');
      return {
        value: text,
        was: old[0] ? [old[0].title, old[0].url].filter(Boolean).join(' ') : null,
      };
    }
  }
}

function linkOwner(said: string, room: Room): string | Extract<Parts, { said: string }> | null {
  if (/^(?:we|us|i|me|my team|our team)$/i.test(said)) {
    const teams = room.talk.asker ? room.view.out(room.talk.asker, 'memberOf') : [];
    if (teams.length === 1) return teams[0] ?? null;
    return teams.length > 1 ? { said, options: teams } : null;
  }
  const linked = room.link(said.replace(/^(?:the )?team /i, ''), 'owner');
  if (linked.kind === 'unclear') return { said: linked.said, options: linked.options };
  const isOne = linked.kind === 'linked' && !linked.rest && linked.mentions.length === 1;
  return isOne ? (linked.mentions[0]?.ref ?? null) : null;
}

type Role = NonNullable<Now['links'][number]['role']>;

const TITLES: Partial<Record<Role, string>> = {
  runbook: 'Runbook',
  dashboard: 'Dashboard',
  docs: 'Docs',
  slo: 'SLO',
};

function roleNamed(word: string | null): Role | null {
  if (word === null) return null;
  if (/run|play/i.test(word)) return 'runbook';
  if (/dash|grafana/i.test(word)) return 'dashboard';
  if (/slo/i.test(word)) return 'slo';
  return /doc|wiki/i.test(word) ? 'docs' : null;
}

/** What people read beside the button: names, never refs. */
export function shownValue(
  room: Room,
  { field, value }: Pick<Correction, 'field' | 'value'>,
): string {
  if (value === '') return 'taken out';
  return field === 'owner' || field === 'dependency' ? labelOf(room.view, value) : value;
}
