// Every GraphQL query, with its cost in points by GitHub's formula (requests per connection / 100, rounded, at least 1):
// https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api

const RATE_LIMIT = 'rateLimit { cost limit remaining resetAt }';

/** What is known of a repository without reading its files: no connection, so free in a listing. */
const FACTS = `fragment Facts on Repository {
  id nameWithOwner url visibility isArchived isEmpty description createdAt pushedAt updatedAt
  primaryLanguage { name }
  licenseInfo { spdxId }
  defaultBranchRef { name target { oid } }
}`;

/**
 * Every repository, oldest first: creation dates do not change, so pages do not shift while people push. 1 point a page of 100.
 * Counts, blobs and topics are left out: with them pages of 100 fail at GitHub one time in four.
 */
export const SWEEP = `query Sweep($organization: String!, $first: Int!, $after: String) {
  ${RATE_LIMIT}
  organization(login: $organization) {
    repositories(first: $first, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ...Facts }
    }
  }
}
${FACTS}`;

/** The same, last pushed first: reading stops at what was known. 1 point, usually 1 page. */
export const DELTA = SWEEP.replace('query Sweep', 'query Delta').replace(
  'field: CREATED_AT, direction: ASC',
  'field: PUSHED_AT, direction: DESC',
);

/** Which of these ids still exist. 1 point for 100. */
export const CONFIRM = `query Confirm($ids: [ID!]!) {
  ${RATE_LIMIT}
  nodes(ids: $ids) { ... on Repository { id nameWithOwner } }
}`;

const ENTRIES = 'name type oid size';

/**
 * Facts, topics and the files worth knowing of up to 50 repositories: the root, `.github` and `docs` (three levels). 1 point.
 * Trees are read after the head, so a push in between makes the head look old and the repository is read again, never skipped.
 */
export const TREES = `query Trees($ids: [ID!]!) {
  ${RATE_LIMIT}
  nodes(ids: $ids) {
    ... on Repository {
      ...Facts
      repositoryTopics(first: 20) { nodes { topic { name } } }
      root: object(expression: "HEAD:") { ... on Tree { entries { ${ENTRIES} } } }
      github: object(expression: "HEAD:.github") {
        ... on Tree { entries { ${ENTRIES} object { ... on Tree { entries { ${ENTRIES} } } } } }
      }
      docs: object(expression: "HEAD:docs") {
        ... on Tree {
          entries { ${ENTRIES} object { ... on Tree {
            entries { ${ENTRIES} object { ... on Tree { entries { ${ENTRIES} } } } }
          } } }
        }
      }
    }
  }
}
${FACTS}`;

/** One repository of any owner, by name. 1 point. */
export const REPOSITORY = `query Repository($owner: String!, $name: String!) {
  ${RATE_LIMIT}
  repository(owner: $owner, name: $name) {
    ...Facts
    repositoryTopics(first: 20) { nodes { topic { name } } }
  }
}
${FACTS}`;

/** One file of it: `main:services/a.yaml`. 1 point. */
export const FILE = `query File($owner: String!, $name: String!, $expression: String!) {
  ${RATE_LIMIT}
  repository(owner: $owner, name: $name) {
    object(expression: $expression) { ... on Blob { oid byteSize } }
  }
}`;

/** How large a file is. 1 point. */
export const BLOB_SIZE = `query BlobSize($id: ID!, $oid: GitObjectID!) {
  ${RATE_LIMIT}
  node(id: $id) { ... on Repository { object(oid: $oid) { ... on Blob { byteSize } } } }
}`;

/** The last commits of one file up to a time, each with its text then; `file` is null where the commit removed it. 1 point. */
export const FILE_HISTORY = `query FileHistory($owner: String!, $name: String!, $branch: String!, $path: String!, $until: GitTimestamp!, $first: Int!) {
  ${RATE_LIMIT}
  repository(owner: $owner, name: $name) {
    object(expression: $branch) { ... on Commit {
      history(path: $path, until: $until, first: $first) {
        pageInfo { hasNextPage }
        nodes { oid committedDate file(path: $path) { object { ... on Blob { text isTruncated } } } }
      }
    } }
  }
}`;

/** Texts by git object id, of many repositories in one call. 1 point; keep it to 100 blobs and about 2 MB. */
export function blobsQuery(blobs: readonly { repository: string; oid: string }[]): string {
  const byRepository = Map.groupBy(blobs, (blob) => blob.repository);
  const nodes = [...byRepository].map(([id, wanted], index) => {
    const objects = wanted.map(
      ({ oid }) =>
        `b${oid}: object(oid: ${JSON.stringify(oid)}) { ... on Blob { oid text byteSize isTruncated isBinary } }`,
    );
    return `r${index}: node(id: ${JSON.stringify(id)}) { ... on Repository { ${objects.join(' ')} } }`;
  });
  return `query Blobs { ${RATE_LIMIT} ${nodes.join('\n')} }`;
}

export type AgedFile = { repository: string; path: string };

/** The last commit of each file, of many repositories in one call. 1 point for 50. `keys` are where the answer of each stands. */
export function agesQuery(files: readonly AgedFile[]): { text: string; keys: string[] } {
  const repositories = [...new Set(files.map(({ repository }) => repository))];
  const keys = files.map(
    ({ repository }, place) => `r${repositories.indexOf(repository)} f${place}`,
  );
  const nodes = repositories.map((id, index) => {
    const histories = files.flatMap(({ repository, path }, place) =>
      repository === id
        ? [
            `f${place}: history(first: 1, path: ${JSON.stringify(path)}) { nodes { committedDate author { name user { login } } } }`,
          ]
        : [],
    );
    return `r${index}: node(id: ${JSON.stringify(id)}) { ... on Repository { object(expression: "HEAD") { ... on Commit { ${histories.join(' ')} } } } }`;
  });
  return { text: `query Ages { ${RATE_LIMIT} ${nodes.join('\n')} }`, keys };
}

/** Teams with their own members (those of child teams belong to the child). 1 point for 50 teams. */
export const TEAMS = `query Teams($organization: String!, $first: Int!, $after: String) {
  ${RATE_LIMIT}
  organization(login: $organization) {
    teams(first: $first, after: $after, orderBy: { field: NAME, direction: ASC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id slug name description url avatarUrl
        parentTeam { slug }
        members(first: 100, membership: IMMEDIATE) {
          pageInfo { hasNextPage endCursor }
          nodes { login }
        }
      }
    }
  }
}`;

/** Further members of a team with more than 100. 1 point for 100. */
export const TEAM_MEMBERS = `query TeamMembers($id: ID!, $first: Int!, $after: String) {
  ${RATE_LIMIT}
  node(id: $id) {
    ... on Team {
      members(first: $first, after: $after, membership: IMMEDIATE) {
        pageInfo { hasNextPage endCursor }
        nodes { login }
      }
    }
  }
}`;

/**
 * People, with the e-mail addresses of the organisation's verified domains. 1 point for 100.
 * `withEmails` is turned off for credentials that may not read them: GitHub would reject the whole query.
 */
export const MEMBERS = `query Members($organization: String!, $first: Int!, $after: String, $withEmails: Boolean!) {
  ${RATE_LIMIT}
  organization(login: $organization) {
    membersWithRole(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id login name url avatarUrl
        organizationVerifiedDomainEmails(login: $organization) @include(if: $withEmails)
      }
    }
  }
}`;

const GRANTS = 'orderBy: { field: PERMISSION, direction: DESC }';

/**
 * Repositories of teams with what the team may do there, highest rights first. A query of its own: where it is refused, teams
 * are still known. 1 point for 50 teams.
 */
export const TEAM_GRANTS = `query TeamGrants($organization: String!, $first: Int!, $after: String) {
  ${RATE_LIMIT}
  organization(login: $organization) {
    teams(first: $first, after: $after, orderBy: { field: NAME, direction: ASC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id slug
        repositories(first: 100, ${GRANTS}) {
          pageInfo { hasNextPage endCursor }
          edges { permission node { id } }
        }
      }
    }
  }
}`;

/** Further repositories of one team. 1 point for 100. */
export const MORE_GRANTS = `query MoreGrants($id: ID!, $first: Int!, $after: String) {
  ${RATE_LIMIT}
  node(id: $id) {
    ... on Team {
      repositories(first: $first, after: $after, ${GRANTS}) {
        pageInfo { hasNextPage endCursor }
        edges { permission node { id } }
      }
    }
  }
}`;

/** Authors of the latest commits on the default branches of up to 100 repositories. 1 point. */
export const COMMITTERS = `query Committers($ids: [ID!]!) {
  ${RATE_LIMIT}
  nodes(ids: $ids) {
    ... on Repository {
      id
      defaultBranchRef { target { ... on Commit {
        history(first: 20) { nodes { committedDate author { name user { login } } } }
      } } }
    }
  }
}`;
