import { z } from 'zod';
import { defineAction } from '../action.ts';
import { RepositoryInput, RepoUrl, Token } from './inputs.ts';
import { makeRepository } from './make-repository.ts';
import { targetOf } from './target.ts';

export const githubRepoCreate = defineAction({
  id: 'github:repo:create',
  description: 'Makes an empty repository on GitHub.',
  isHarmless: false,
  input: z.object({
    repoUrl: RepoUrl,
    ...RepositoryInput,
    autoInit: z.boolean().optional().describe('Not needed: github:repo:push fills an empty one'),
    token: Token,
  }),
  output: z.object({
    remoteUrl: z.string().describe('Where to clone it from'),
    repoContentsUrl: z.string().describe('Where its files will be'),
  }),
  async run(context) {
    const made = await makeRepository(context, targetOf(context));
    return {
      remoteUrl: made.cloneUrl,
      repoContentsUrl: `${made.url}/blob/${made.defaultBranch}`,
    };
  },
});
