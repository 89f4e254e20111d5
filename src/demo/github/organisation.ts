import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { RulesetSeed, StandingSeed } from './model/standing.ts';

const Time = z.iso.datetime({ offset: true });
const Permission = z.enum(['READ', 'TRIAGE', 'WRITE', 'MAINTAIN', 'ADMIN']);

const Member = z.object({
  login: z.string(),
  name: z.string().nullable().default(null),
  email: z.string().nullable().default(null),
  role: z.enum(['MEMBER', 'ADMIN']).default('MEMBER'),
});

const Team = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string().nullable().default(null),
  parent: z.string().nullable().default(null),
  privacy: z.enum(['VISIBLE', 'SECRET']).default('VISIBLE'),
  members: z
    .array(
      z.object({ login: z.string(), role: z.enum(['MAINTAINER', 'MEMBER']).default('MEMBER') }),
    )
    .default([]),
  repositories: z.record(z.string(), Permission).default({}),
});

const Commit = z.object({
  at: Time,
  author: z.string(),
  message: z.string(),
  paths: z.array(z.string()).default([]),
  /** How files were before it: texts now -> then, or null for a file that it added. The others were as they are. */
  before: z.record(z.string(), z.record(z.string(), z.string()).nullable()).default({}),
  /** It came as a pull request, whose number stands in the message: `Cache the feed (#310)`. */
  pull: z.object({ labels: z.array(z.string()).default([]) }).optional(),
  /** It was released under this tag. */
  tag: z.string().optional(),
});

/** A pull request that is not merged: its branch has one commit, which touches `paths`. */
const Pull = z.object({
  number: z.int().positive(),
  title: z.string(),
  author: z.string(),
  at: Time,
  branch: z.string(),
  paths: z.array(z.string()).default([]),
  labels: z.array(z.string()).default([]),
});

/** `ref` is a tag, a branch, or a merged pull request (`#12`). The next success in an environment makes the one before it inactive. */
const Deployment = z.object({
  environment: z.string(),
  ref: z.string(),
  at: Time,
  by: z.string(),
  state: z.enum(['SUCCESS', 'FAILURE', 'ERROR', 'IN_PROGRESS', 'QUEUED']).default('SUCCESS'),
});

const Repository = StandingSeed.extend({
  name: z.string(),
  description: z.string().nullable().default(null),
  visibility: z.enum(['public', 'internal', 'private']).default('private'),
  language: z.string().nullable().default(null),
  license: z.string().nullable().default(null),
  homepageUrl: z.string().nullable().default(null),
  topics: z.array(z.string()).default([]),
  archived: z.boolean().default(false),
  isTemplate: z.boolean().default(false),
  defaultBranch: z.string().default('main'),
  createdAt: Time.default('2021-01-01T00:00:00Z'),
  /** Newest first. The files are the state at the newest; the oldest brought all that was there then. */
  commits: z.array(Commit).default([]),
  pulls: z.array(Pull).default([]),
  /** Oldest first. */
  deployments: z.array(Deployment).default([]),
});

const OrganisationFile = z.object({
  login: z.string(),
  name: z.string(),
  now: Time.optional(),
  /** What every member may do in every repository; null where these credentials are not told. */
  basePermission: z.enum(['none', 'read', 'write', 'admin']).nullable().default('read'),
  members: z.array(Member).default([]),
  teams: z.array(Team).default([]),
  /** Rulesets of the organisation. */
  rulesets: z.array(RulesetSeed).default([]),
  repositories: z.array(Repository).default([]),
});

export type RepositorySeed = z.infer<typeof Repository> & {
  /** Path -> content at the head; with no files the repository is empty. */
  files: Record<string, string | Buffer>;
};
export type Organisation = Omit<z.infer<typeof OrganisationFile>, 'repositories'> & {
  repositories: RepositorySeed[];
};

/** An organisation as a test writes it: what is left out gets the default of the fixture format. */
export type OrganisationInput = Omit<z.input<typeof OrganisationFile>, 'repositories'> & {
  repositories?: (z.input<typeof Repository> & { files?: Record<string, string | Buffer> })[];
};

/** Fills in the defaults of an organisation written in code. Throws a ZodError for a wrong one. */
export function defineOrganisation(input: OrganisationInput): Organisation {
  const read = OrganisationFile.parse(input);
  return {
    ...read,
    repositories: read.repositories.map((repository, index) => ({
      ...repository,
      files: input.repositories?.[index]?.files ?? {},
    })),
  };
}

/** Reads `organisation.yaml` and `repositories/<name>/**` below a folder. */
export function readOrganisation(folder: string): Organisation {
  const file = join(folder, 'organisation.yaml');
  const read = OrganisationFile.safeParse(parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
  return {
    ...read.data,
    repositories: read.data.repositories.map((repository) => ({
      ...repository,
      files: filesBelow(join(folder, 'repositories', repository.name)),
    })),
  };
}

function filesBelow(root: string): Record<string, string | Buffer> {
  const files: Record<string, string | Buffer> = {};
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else files[relative(root, path).split(sep).join('/')] = textOrBytes(readFileSync(path));
    }
  };
  try {
    visit(root);
  } catch (cause) {
    // A repository that is named and has no folder is an empty one.
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
  return files;
}

/** A string for valid UTF-8 without NUL, else the bytes, as git tells text from binary. */
export function textOrBytes(bytes: Buffer): string | Buffer {
  if (bytes.includes(0)) return bytes;
  const text = bytes.toString('utf8');
  return text.includes('\uFFFD') && !Buffer.from(text).equals(bytes) ? bytes : text;
}
