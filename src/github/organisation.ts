import type { z } from 'zod';
import { readAdminTeams } from './admin-teams.ts';
import { type Member, MembersPage, type Team, TeamMembersPage, TeamsPage } from './answers.ts';
import { type Page, pagesOf } from './pages.ts';
import { derivedEntities, type GitHubPerson, type GitHubTeam } from './people.ts';
import { MEMBERS, TEAM_MEMBERS, TEAMS } from './queries.ts';
import type { Reader } from './reader.ts';
import { readState, writeState } from './state-store.ts';
import { GitHubStop } from './stop.ts';

export type OrganisationReport = {
  teams: number;
  people: number;
  /** Why it was not handed to the catalog; empty: it was. */
  problems: string[];
  /** What is missing although everything that may be read was read. */
  notes: string[];
};

const COUNTS = 'github.organisation.counts';
const MOST_SHARE_LOST = 0.5;
const FEW = 10;

/**
 * Reads teams, their members and people, and hands them to the catalog as one source. Incomplete, it is not handed over:
 * teams and people stay as they were. Then what teams may do in repositories.
 */
export async function readOrganisation(
  reader: Reader,
  { isAccepted }: { isAccepted: boolean },
): Promise<OrganisationReport> {
  const { organization, progress, apply, db, now } = reader;
  progress({ phase: 'organisation', done: 0, total: 0 });
  const teams = await readTeams(reader);
  const people = await readPeople(reader);
  const counts = { teams: teams.items.length, people: people.items.length };
  const problems = [...teams.problems, ...people.problems];
  const known = (await readState(db, COUNTS)) as typeof counts | undefined;
  // A token that lost a scope gets a short list without an error.
  if (
    !isAccepted &&
    known &&
    (shrank(known.teams, counts.teams) || shrank(known.people, counts.people))
  ) {
    problems.push(
      `GitHub shows ${counts.teams} of ${known.teams} teams and ${counts.people} of ${known.people} people; so many are not removed without a person's word`,
    );
  }
  if (problems.length === 0) {
    const derived = derivedEntities(organization, { teams: teams.items, people: people.items });
    const source = `github-org:${organization.toLowerCase()}`;
    await apply({ snapshots: [{ source, files: [], derived }], removed: [] });
    await writeState(db, COUNTS, counts, now());
  }
  const unread = await readAdminTeams(reader);
  const done = counts.teams + counts.people;
  progress({ phase: 'organisation', done, total: done });
  const notes = unread ? [`Admin teams of repositories stay as they were: ${unread}`] : [];
  return { ...counts, problems, notes: [...people.notes, ...notes] };
}

function shrank(known: number, count: number): boolean {
  return known >= FEW && count < known * (1 - MOST_SHARE_LOST);
}

async function readTeams(reader: Reader): Promise<{ items: GitHubTeam[]; problems: string[] }> {
  const pages = pagesOf(reader, {
    name: 'teams',
    schema: TeamsPage,
    query: TEAMS,
    variables: { organization: reader.organization },
    connection: (answer) => answer.organization?.teams ?? null,
  });
  const { nodes, problems } = await collect(pages, 'teams');
  const items: GitHubTeam[] = [];
  for (const team of nodes) {
    const members = await membersOf(reader, team);
    if (members.problem) problems.push(members.problem);
    items.push({
      slug: team.slug,
      name: team.name,
      description: team.description ?? null,
      url: team.url,
      avatarUrl: team.avatarUrl ?? null,
      parent: team.parentTeam?.slug ?? null,
      members: members.logins.toSorted(),
    });
  }
  return { items, problems };
}

async function membersOf(
  reader: Reader,
  team: z.infer<typeof Team>,
): Promise<{ logins: string[]; problem: string | null }> {
  const logins = (team.members.nodes ?? []).flatMap((one) => (one ? [one.login] : []));
  const { hasNextPage, endCursor } = team.members.pageInfo;
  if (!hasNextPage) return { logins, problem: null };
  const pages = pagesOf(reader, {
    name: 'people',
    schema: TeamMembersPage,
    query: TEAM_MEMBERS,
    variables: { id: team.id },
    connection: (answer) => answer.node?.members ?? null,
    after: endCursor ?? null,
  });
  const more = await collect(pages, `members of ${team.slug}`);
  return {
    logins: [...logins, ...more.nodes.map((one) => one.login)],
    problem: more.problems[0] ?? null,
  };
}

/** People, with e-mail addresses where the credentials may read them: GitHub answers nothing useful at all otherwise. */
async function readPeople(reader: Reader): Promise<People & { notes: string[] }> {
  const withEmails = await readMembers(reader, true).catch((error: unknown) => {
    const isScope = error instanceof GitHubStop && ['forbidden', 'rejected'].includes(error.code);
    if (isScope) return { items: [], problems: [error.message], isEmailWithheld: true };
    throw error;
  });
  if (!withEmails.isEmailWithheld) return { ...withEmails, notes: [] };
  const without = await readMembers(reader, false);
  return { ...without, notes: [`E-mail addresses were not read: ${withEmails.problems[0]}`] };
}

type People = { items: GitHubPerson[]; problems: string[] };

async function readMembers(
  reader: Reader,
  withEmails: boolean,
): Promise<People & { isEmailWithheld: boolean }> {
  const pages = pagesOf(reader, {
    name: 'people',
    schema: MembersPage,
    query: MEMBERS,
    variables: { organization: reader.organization, withEmails },
    connection: (answer) => answer.organization?.membersWithRole ?? null,
  });
  const { nodes, problems, fields } = await collect(pages, 'people');
  const isEmailWithheld = fields.has('organizationVerifiedDomainEmails');
  return { items: nodes.map(personOf), problems, isEmailWithheld };
}

function personOf(member: z.infer<typeof Member>): GitHubPerson {
  return {
    login: member.login,
    name: member.name ?? null,
    email: member.organizationVerifiedDomainEmails?.[0] ?? null,
    url: member.url,
    avatarUrl: member.avatarUrl ?? null,
  };
}

/** All nodes, what is missing of them (a page that failed, a null, an error, fewer than GitHub counts), and the fields errors are about. */
async function collect<Node>(
  pages: AsyncIterable<Page<Node>>,
  what: string,
): Promise<{ nodes: Node[]; problems: string[]; fields: Set<string | number> }> {
  const nodes: Node[] = [];
  const problems = new Set<string>();
  const fields = new Set<string | number>();
  let total = 0;
  for await (const page of pages) {
    if (page.kind === 'failed') {
      problems.add(`the list of ${what} ends after ${nodes.length}: ${page.reason}`);
      break;
    }
    for (const node of page.nodes) {
      if (node) nodes.push(node);
      else problems.add(`some ${what} cannot be read`);
    }
    for (const error of page.errors) {
      problems.add(`${what}: ${error.message}`);
      for (const step of error.path ?? []) fields.add(step);
    }
    total = page.totalCount;
  }
  if (problems.size === 0 && nodes.length < total)
    problems.add(`GitHub listed ${nodes.length} of ${total} ${what}`);
  return { nodes, problems: [...problems], fields };
}
