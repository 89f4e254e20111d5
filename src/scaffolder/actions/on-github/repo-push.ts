import { z } from 'zod';
import { defineAction } from '../action.ts';
import { AuthorInput, ProtectionInput, protectionOf, RepoUrl, Token } from './inputs.ts';
import { protect, pushWorkspace } from './publish-github.ts';
import { targetOf } from './target.ts';

export const githubRepoPush = defineAction({
  id: 'github:repo:push',
  description: 'Pushes the files of the workspace to a repository as one commit.',
  isHarmless: false,
  input: z.object({
    repoUrl: RepoUrl,
    ...ProtectionInput,
    ...AuthorInput,
    defaultBranch: z.string().default('master').describe('Branch to push to'),
    protectDefaultBranch: z.boolean().default(true).describe('Protects that branch'),
    protectEnforceAdmins: z.boolean().default(true).describe('Rules hold for administrators too'),
    gitCommitMessage: z.string().default('initial commit').describe('Message of the commit'),
    sourcePath: z.string().optional().describe('Folder of the workspace to push'),
    token: Token,
  }),
  output: z.object({
    remoteUrl: z.string().describe('Where to clone it from'),
    repoContentsUrl: z.string().describe('Where its files are'),
    commitHash: z.string().describe('The commit'),
  }),
  async run(context) {
    const { input } = context;
    const target = targetOf(context);
    const { host, place } = target;
    const { commit } = await pushWorkspace(context, target);
    if (input.protectDefaultBranch)
      await protect(context, {
        ...target,
        branch: input.defaultBranch,
        protection: protectionOf(input, input.protectEnforceAdmins),
      });
    const url = `https://${host.host}/${place.owner}/${place.repo}`;
    return {
      remoteUrl: `${url}.git`,
      repoContentsUrl: `${url}/blob/${input.defaultBranch}`,
      commitHash: commit,
    };
  },
});
