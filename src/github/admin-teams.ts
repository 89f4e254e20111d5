import { type Grants, MoreGrantsPage, TeamGrantsPage } from './answers.ts';
import { pagesOf } from './pages.ts';
import { MORE_GRANTS, TEAM_GRANTS } from './queries.ts';
import type { Reader } from './reader.ts';
import { writeState } from './state-store.ts';
import { GitHubStop } from './stop.ts';
import { allAdminTeams, saveAdminTeams } from './store.ts';

/** State key with the time at which admin teams were last read completely. */
const READ = 'github.admin-teams';
/** A team that administers so much of an organisation says nothing about one repository … */
const MOST_SHARE = 0.5;
/** … unless the organisation is as small as this. */
const FEW = 10;
/** GitHub's words in order: https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization */
const RANKS = ['READ', 'TRIAGE', 'WRITE', 'MAINTAIN', 'ADMIN'];

/**
 * Reads which teams administer which repositories and writes it where it differs. Read incompletely, all stays as it was.
 * Returns why it was not read; null when it was.
 */
export async function readAdminTeams(reader: Reader): Promise<string | null> {
  try {
    const byTeam = await readGrants(reader, adminsOf);
    if (typeof byTeam === 'string') return byTeam;
    const stored = await allAdminTeams(reader.db);
    await saveAdminTeams(reader.db, planAdminTeams(byTeam, stored));
    await writeState(reader.db, READ, byTeam.size, reader.now());
    return null;
  } catch (error) {
    const isRefusal = error instanceof GitHubStop && ['forbidden', 'rejected'].includes(error.code);
    if (!isRefusal) throw error;
    return error.message;
  }
}

/** What to write: for each repository whose admin teams differ from what is stored, their slugs in order. */
export function planAdminTeams(
  byTeam: ReadonlyMap<string, readonly string[]>,
  stored: readonly { id: string; adminTeams: string[] | null }[],
): { id: string; adminTeams: string[] }[] {
  const most = Math.max(FEW, stored.length * MOST_SHARE);
  const byRepository = new Map<string, string[]>();
  for (const [slug, ids] of byTeam) {
    if (ids.length > most) continue;
    for (const id of ids) byRepository.set(id, [...(byRepository.get(id) ?? []), slug]);
  }
  return stored.flatMap(({ id, adminTeams: before }) => {
    const adminTeams = (byRepository.get(id) ?? []).sort();
    return before?.join() === adminTeams.join() ? [] : [{ id, adminTeams }];
  });
}

/** Ids of the repositories each team may read, by slug; a sentence where GitHub did not show all of them. */
export function readTeamAccess(reader: Reader): Promise<Map<string, string[]> | string> {
  return readGrants(reader, (grants) => ({
    edges: (grants?.edges ?? []).flatMap((edge) => (edge ? [edge.node.id] : [])),
    isAll: !grants?.pageInfo.hasNextPage,
  }));
}

/** The repositories on a page of grants that count, and whether there are no more. */
type Counted = (grants: Grants | null) => { edges: string[]; isAll: boolean };

/** Ids of the repositories that count for each team, by slug; a sentence where GitHub did not show all of them. */
async function readGrants(
  reader: Reader,
  counted: Counted,
): Promise<Map<string, string[]> | string> {
  const byTeam = new Map<string, string[]>();
  const pages = pagesOf(reader, {
    name: 'grants',
    schema: TeamGrantsPage,
    query: TEAM_GRANTS,
    variables: { organization: reader.organization },
    connection: (answer) => answer.organization?.teams ?? null,
  });
  for await (const page of pages) {
    if (page.kind === 'failed') return page.reason;
    if (page.errors[0]) return page.errors[0].message;
    for (const team of page.nodes) {
      if (!team) return 'some teams cannot be read';
      const { edges, isAll } = counted(team.repositories);
      const after = team.repositories.pageInfo.endCursor ?? null;
      const more = isAll ? [] : await moreOf(reader, { id: team.id, after, counted });
      if (typeof more === 'string') return more;
      byTeam.set(team.slug, [...edges, ...more]);
    }
  }
  return byTeam;
}

async function moreOf(
  reader: Reader,
  { id, after, counted }: { id: string; after: string | null; counted: Counted },
): Promise<string[] | string> {
  const found: string[] = [];
  const pages = pagesOf(reader, {
    name: 'people',
    schema: MoreGrantsPage,
    query: MORE_GRANTS,
    variables: { id },
    connection(answer) {
      const grants = answer.node?.repositories;
      return grants ? { pageInfo: grants.pageInfo, nodes: [grants] } : null;
    },
    after,
  });
  for await (const page of pages) {
    if (page.kind === 'failed') return page.reason;
    if (page.errors[0]) return page.errors[0].message;
    for (const grants of page.nodes) {
      const { edges, isAll } = counted(grants);
      found.push(...edges);
      if (isAll) return found;
    }
  }
  return found;
}

/** Administered repositories of a page. The highest rights come first, so a page that ends lower is the last that counts. */
function adminsOf(grants: Grants | null): { edges: string[]; isAll: boolean } {
  const granted = (grants?.edges ?? []).flatMap((edge) => (edge ? [edge] : []));
  const ranks = granted.map(({ permission }) => RANKS.indexOf(permission));
  const isDescending = (ranks[0] ?? 0) >= (ranks.at(-1) ?? 0);
  const endsLower = granted.at(-1)?.permission !== 'ADMIN';
  return {
    edges: granted.flatMap(({ permission, node }) => (permission === 'ADMIN' ? [node.id] : [])),
    isAll: !grants?.pageInfo.hasNextPage || (isDescending && endsLower),
  };
}
