import { z } from 'zod';
import type { FilePush, Place, Protection, RepositoryHost } from '../../repository-host.ts';
import { type ActionContext, defineAction } from '../action.ts';
import {
  AuthorInput,
  authorOf,
  ProtectionInput,
  protectionOf,
  RepositoryInput,
  RepoUrl,
  Token,
} from './inputs.ts';
import { makeRepository } from './make-repository.ts';
import { filesBelow, targetOf } from './target.ts';

export const publishGithub = defineAction({
  id: 'publish:github',
  description: 'Makes a repository on GitHub with the files of the workspace as its first commit.',
  isHarmless: false,
  input: z.object({
    repoUrl: RepoUrl,
    ...RepositoryInput,
    ...ProtectionInput,
    ...AuthorInput,
    defaultBranch: z.string().default('master').describe('Its default branch'),
    protectDefaultBranch: z.boolean().default(true).describe('Protects the default branch'),
    protectEnforceAdmins: z.boolean().default(true).describe('Rules hold for administrators too'),
    gitCommitMessage: z.string().default('initial commit').describe('Message of the first commit'),
    sourcePath: z.string().optional().describe('Folder of the workspace to publish'),
    token: Token,
  }),
  output: z.object({
    remoteUrl: z.string().describe('Where to clone it from'),
    repoContentsUrl: z.string().describe('Where its files are'),
    commitHash: z.string().describe('Its first commit'),
  }),
  examples: [
    {
      description: 'A private repository with its default branch protected',
      example: `steps:
  - id: publish
    action: publish:github
    input:
      repoUrl: github.com?owner=acme&repo=payments
      description: Takes payments
      defaultBranch: main
      requireCodeOwnerReviews: true`,
    },
  ],
  async run(context) {
    const { input } = context;
    const target = targetOf(context);
    const made = await makeRepository(context, target);
    const { commit } = await pushWorkspace(context, target);
    if (input.protectDefaultBranch)
      await protect(context, {
        ...target,
        branch: input.defaultBranch,
        protection: protectionOf(input, input.protectEnforceAdmins),
      });
    return {
      remoteUrl: made.cloneUrl,
      repoContentsUrl: `${made.url}/blob/${input.defaultBranch}`,
      commitHash: commit,
    };
  },
});

type PushInput = {
  defaultBranch: string;
  gitCommitMessage: string;
  gitAuthorName: string;
  gitAuthorEmail: string;
  sourcePath?: string | undefined;
};

/** The files of the workspace as one commit on the default branch. */
export async function pushWorkspace(
  context: ActionContext<PushInput>,
  { host, place }: { host: RepositoryHost; place: Place },
): Promise<{ commit: string }> {
  const { input, run, log } = context;
  const push: FilePush = {
    ...place,
    branch: input.defaultBranch,
    files: filesBelow(context, input.sourcePath),
    message: input.gitCommitMessage,
    author: authorOf(input),
    at: run.startedAt,
  };
  return context.once(`pushed: ${place.owner}/${place.repo}`, async () => {
    const { commit } = await host.pushFiles(push);
    log(`Pushed ${push.files.size} files to ${push.branch} as ${commit.slice(0, 7)}`);
    return { commit };
  });
}

/** Sets the rules of a branch; a plan of GitHub that has none is a line of the log. */
export async function protect(
  { log }: Pick<ActionContext<unknown>, 'log'>,
  {
    host,
    place,
    branch,
    protection,
  }: { host: RepositoryHost; place: Place; branch: string; protection: Protection },
): Promise<void> {
  const outcome = await host.protectBranch(place, branch, protection);
  log(
    outcome.kind === 'done'
      ? `Protected ${branch}`
      : `Did not protect ${branch}: ${outcome.reason}`,
  );
}
