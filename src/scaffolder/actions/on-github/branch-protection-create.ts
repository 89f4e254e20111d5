import { z } from 'zod';
import { defineAction } from '../action.ts';
import { ProtectionInput, protectionOf, RepoUrl, Token } from './inputs.ts';
import { protect } from './publish-github.ts';
import { targetOf } from './target.ts';

export const githubBranchProtectionCreate = defineAction({
  id: 'github:branch-protection:create',
  description: 'Sets the rules of a branch.',
  isHarmless: false,
  input: z.object({
    repoUrl: RepoUrl,
    branch: z.string().default('').describe('The branch; the default one if none'),
    enforceAdmins: z.boolean().default(true).describe('Rules hold for administrators too'),
    ...ProtectionInput,
    token: Token,
  }),
  output: z.object({}),
  async run(context) {
    const { input } = context;
    const target = targetOf(context);
    const branch = input.branch || (await target.host.defaultBranch(target.place));
    const protection = protectionOf(input, input.enforceAdmins);
    await protect(context, { ...target, branch, protection });
    return {};
  },
});
