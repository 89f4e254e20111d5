import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import { documents } from '../../db/schema.ts';
import { readTeamAccess } from '../admin-teams.ts';
import type { Reader } from '../reader.ts';
import { addProblem, type RunReport } from '../report.ts';
import { readOrganizationAccess } from '../rest.ts';
import { readStateRow, writeState } from '../state-store.ts';

/** What the operator says of docs of private repositories. */
export type PrivateTo = 'auto' | 'organization' | 'teams';

/** Who may read private repositories. */
const Access = z.object({
  /** False where membership of the organisation alone lets nobody read a repository. */
  isOpen: z.boolean(),
  /** Refs of teams and people by repository id, where it is not open. */
  readers: z.record(z.string(), z.array(z.string())),
});
export type Access = z.infer<typeof Access>;

const OPEN: Access = { isOpen: true, readers: {} };
const ACCESS = 'github.docs.access';
const REFUSED = 'github.docs.access.refused';
const HOUR = 3_600_000;
/** Who has access where not everybody has is asked more often: that somebody lost it must not stay unnoticed. */
const KEPT = { open: 6 * HOUR, closed: HOUR, refused: HOUR / 4 };

type Repository = { id: string; visibility: 'public' | 'internal' | 'private' };

/**
 * Who may read private repositories, as GitHub said lately. What it does not say now stays; what it never said is closed, because private
 * stays private.
 */
export async function readAccess(
  reader: Reader,
  {
    repositories,
    privateTo,
    report,
  }: {
    repositories: readonly Repository[];
    privateTo: PrivateTo;
    report: RunReport;
  },
): Promise<Access> {
  const hidden = repositories.filter(({ visibility }) => visibility === 'private');
  if (privateTo === 'organization' || hidden.length === 0) return OPEN;
  const { db, now } = reader;
  const stored = await readStateRow(db, ACCESS);
  const known = Access.safeParse(stored?.value).data;
  const isNew = known && !known.isOpen && hidden.some(({ id }) => !(id in known.readers));
  const isFresh = (access: Access, at: Date) =>
    now().getTime() - at.getTime() < (access.isOpen ? KEPT.open : KEPT.closed);
  if (known && stored && !isNew && isFresh(known, stored.at)) return known;
  const refused = await readStateRow(db, REFUSED);
  const isRefused = refused && now().getTime() - refused.at.getTime() < KEPT.refused;
  const read = isRefused ? String(refused.value) : await askAccess(reader, { hidden, privateTo });
  if (typeof read !== 'string') {
    await writeState(db, ACCESS, read, now());
    return read;
  }
  if (!isRefused) await writeState(db, REFUSED, read, now());
  addProblem(report, {
    code: 'docs.access',
    reason: `GitHub does not show who may read private repositories (${read}), so their docs are shown to nobody new`,
    nextStep:
      'Give the GitHub App the organisation permission "Administration" (read), or set DOCS_PRIVATE_TO.',
  });
  return known ?? { isOpen: false, readers: {} };
}

/** Asks GitHub; a sentence where it does not say. */
async function askAccess(
  reader: Reader,
  { hidden, privateTo }: { hidden: readonly Repository[]; privateTo: PrivateTo },
): Promise<Access | string> {
  const { client, organization, db } = reader;
  const said = await readOrganizationAccess(client, organization);
  if (said.kind === 'failed') return said.reason;
  const { base, owners } = said.data;
  if (privateTo === 'auto' && base !== null && base !== 'none') return OPEN;
  const byTeam = await readTeamAccess(reader);
  if (typeof byTeam === 'string') return byTeam;
  const refs = await refsJoined(db, [
    ...[...byTeam.keys()].map((slug) => `github.com/team-slug=${slug}`),
    ...owners.map((login) => `github.com/user-login=${login}`),
  ]);
  const always = owners.flatMap((login) => refs.get(`github.com/user-login=${login}`) ?? []);
  const readers = new Map(hidden.map(({ id }) => [id, [...always]]));
  for (const [slug, ids] of byTeam)
    for (const id of ids)
      readers.get(id)?.push(...(refs.get(`github.com/team-slug=${slug}`) ?? []));
  return { isOpen: false, readers: Object.fromEntries(readers) };
}

/** Refs of the entities that are these teams and people of GitHub: of a descriptor that says so, or made from them. */
async function refsJoined(db: Db, joins: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const some of chunks(joins)) {
    const rows = await db
      .select({ ref: documents.ref, joins: documents.joins })
      .from(documents)
      .where(and(inArray(documents.joins, some), eq(documents.isValid, true)));
    for (const { ref, joins: join } of rows)
      if (ref && join) found.set(join, [...(found.get(join) ?? []), ref]);
  }
  return found;
}

/** Who may read the docs of a repository; null for everybody of the organisation. */
export function readersIn({ isOpen, readers }: Access, { id, visibility }: Repository) {
  return isOpen || visibility !== 'private' ? null : [...new Set(readers[id] ?? [])].sort();
}
