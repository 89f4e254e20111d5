import { z } from 'zod';

// What GitHub's answers look like past the door. A field that GitHub may null for want of a permission is nullish here; what that means is decided where it is used.

const moment = z.coerce.date();
const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });

export const RepositoryFacts = z.object({
  id: z.string().min(1),
  nameWithOwner: z.string().includes('/'),
  url: z.string(),
  visibility: z.string().transform((text) => {
    if (text === 'PUBLIC') return 'public' as const;
    return text === 'INTERNAL' ? ('internal' as const) : ('private' as const);
  }),
  isArchived: z.boolean(),
  isEmpty: z.boolean(),
  description: z.string().nullish(),
  createdAt: moment.nullish(),
  pushedAt: moment.nullish(),
  updatedAt: moment,
  primaryLanguage: z.object({ name: z.string() }).nullish(),
  licenseInfo: z.object({ spdxId: z.string().nullish() }).nullish(),
  defaultBranchRef: z
    .object({ name: z.string(), target: z.object({ oid: z.string() }).nullish() })
    .nullish(),
});
export type RepositoryFacts = z.infer<typeof RepositoryFacts>;

export const RepositoryPage = z.object({
  organization: z
    .object({
      repositories: z.object({
        totalCount: z.number(),
        pageInfo: PageInfo,
        nodes: z.array(RepositoryFacts.nullable()).nullish(),
      }),
    })
    .nullable(),
});

const Topics = z
  .object({
    nodes: z.array(z.object({ topic: z.object({ name: z.string() }) }).nullable()).nullish(),
  })
  .nullish();

/** One repository by its name; null where there is none for these credentials. */
export const RepositoryFound = z.object({
  repository: RepositoryFacts.extend({ repositoryTopics: Topics }).nullable(),
});

/** One file of it; an object without an id is no file. */
export const FileFound = z.object({
  repository: z
    .object({
      object: z.object({ oid: z.string().optional(), byteSize: z.number().optional() }).nullish(),
    })
    .nullable(),
});

/** Something else than a repository (an id from a webhook) comes back without an id. */
export const Confirmed = z.object({
  nodes: z.array(
    z.object({ id: z.string().optional(), nameWithOwner: z.string().optional() }).nullable(),
  ),
});

export const TreeEntry = z.object({
  name: z.string(),
  type: z.string(),
  oid: z.string(),
  size: z.number().nullish(),
  get object() {
    return Tree.nullish();
  },
});
export type TreeEntry = z.infer<typeof TreeEntry>;
/** An object that is no tree (a file called `docs`) comes back without entries. */
const Tree = z.object({
  get entries() {
    return z.array(TreeEntry).nullish();
  },
});

export const RepositoryTree = RepositoryFacts.extend({
  repositoryTopics: Topics,
  root: Tree.nullish(),
  github: Tree.nullish(),
  docs: Tree.nullish(),
});
export type RepositoryTree = z.infer<typeof RepositoryTree>;

export const TreesAnswer = z.object({
  // An id that is no repository, or one that GitHub answered in pieces, is not taken for one that is gone.
  nodes: z.array(
    z.union([RepositoryTree, z.object({}).transform(() => 'unreadable' as const)]).nullable(),
  ),
});

export const Blob = z.object({
  oid: z.string(),
  text: z.string().nullish(),
  byteSize: z.number(),
  isTruncated: z.boolean(),
  isBinary: z.boolean().nullish(),
});
export const BlobsAnswer = z
  .looseObject({})
  .transform((answer) =>
    Object.values(answer).flatMap((node) => Object.values(BlobNode.safeParse(node).data ?? {})),
  );
const BlobNode = z.record(z.string().startsWith('b'), Blob.nullable().catch(null));

const Logins = z.object({
  pageInfo: PageInfo,
  nodes: z.array(z.object({ login: z.string() }).nullable()).nullish(),
});
export const Team = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  url: z.string(),
  avatarUrl: z.string().nullish(),
  parentTeam: z.object({ slug: z.string() }).nullish(),
  members: Logins,
});
export const TeamsPage = z.object({
  organization: z
    .object({
      teams: z.object({
        totalCount: z.number(),
        pageInfo: PageInfo,
        nodes: z.array(Team.nullable()).nullish(),
      }),
    })
    .nullable(),
});
export const TeamMembersPage = z.object({
  node: z.object({ members: Logins.optional() }).nullable(),
});

export const Member = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string().nullish(),
  url: z.string(),
  avatarUrl: z.string().nullish(),
  organizationVerifiedDomainEmails: z.array(z.string()).nullish(),
});
export const MembersPage = z.object({
  organization: z
    .object({
      membersWithRole: z.object({
        totalCount: z.number(),
        pageInfo: PageInfo,
        nodes: z.array(Member.nullable()).nullish(),
      }),
    })
    .nullable(),
});

const Grants = z.object({
  pageInfo: PageInfo,
  edges: z
    .array(z.object({ permission: z.string(), node: z.object({ id: z.string() }) }).nullable())
    .nullish(),
});
export type Grants = z.infer<typeof Grants>;
export const TeamGrantsPage = z.object({
  organization: z
    .object({
      teams: z.object({
        totalCount: z.number(),
        pageInfo: PageInfo,
        nodes: z
          .array(z.object({ id: z.string(), slug: z.string(), repositories: Grants }).nullable())
          .nullish(),
      }),
    })
    .nullable(),
});
export const MoreGrantsPage = z.object({
  node: z.object({ repositories: Grants.optional() }).nullable(),
});

export const HistoryCommit = z.object({
  committedDate: z.coerce.date(),
  author: z
    .object({ name: z.string().nullish(), user: z.object({ login: z.string() }).nullish() })
    .nullish(),
});
export type HistoryCommit = z.infer<typeof HistoryCommit>;
const History = z.object({ nodes: z.array(HistoryCommit.nullable()).nullish() });
export const CommittersAnswer = z.object({
  nodes: z.array(
    z
      .object({
        defaultBranchRef: z
          .object({ target: z.object({ history: History.nullish() }).nullish() })
          .nullish(),
      })
      .nullable(),
  ),
});
