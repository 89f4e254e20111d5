import { z } from 'zod';
import { parseRef } from '../../../catalog/ref.ts';
import type { Environment } from '../../repository-host.ts';
import { thingIn } from '../../things.ts';
import { type ActionContext, defineAction } from '../action.ts';
import { RepoUrl, Token } from './inputs.ts';
import { nameIn, noteNew, targetOf } from './target.ts';

export const githubEnvironmentCreate = defineAction({
  id: 'github:environment:create',
  description: 'Makes an environment to deploy to, with its reviewers, variables and secrets.',
  isHarmless: false,
  input: z.object({
    repoUrl: RepoUrl,
    name: z.string().min(1).describe('Its name'),
    deploymentBranchPolicy: z
      .object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() })
      .optional()
      .describe('Which branches may deploy: protected ones, or those listed'),
    customBranchPolicyNames: z.array(z.string()).default([]).describe('Branches that may deploy'),
    customTagPolicyNames: z.array(z.string()).default([]).describe('Tags that may be deployed'),
    environmentVariables: z.record(z.string(), z.string()).default({}).describe('Its variables'),
    secrets: z.record(z.string(), z.string()).default({}).describe('Its secrets'),
    waitTimer: z.number().int().min(0).max(43_200).optional().describe('Minutes to wait before'),
    preventSelfReview: z.boolean().optional().describe('Who asks may not approve'),
    reviewers: z
      .array(z.string())
      .default([])
      .describe('Who has to approve: refs of people and groups'),
    token: Token,
  }),
  output: z.object({}),
  async run(context) {
    const { input } = context;
    const { host, place } = targetOf(context);
    const { name, deploymentBranchPolicy: policy } = input;
    await noteNew(context, thingIn(place, { kind: 'environment', within: name }));
    await host.ensureEnvironment(place, {
      name,
      waitTimer: input.waitTimer ?? null,
      preventSelfReview: input.preventSelfReview ?? null,
      reviewers: await reviewersOf(context, input.reviewers),
      branches: policy
        ? {
            protectedOnly: policy.protected_branches,
            names: policy.custom_branch_policies ? input.customBranchPolicyNames : [],
            tags: policy.custom_branch_policies ? input.customTagPolicyNames : [],
          }
        : null,
    });
    const scope = { ...place, environment: name };
    if (Object.keys(input.environmentVariables).length > 0)
      await host.setVariables(scope, input.environmentVariables);
    if (Object.keys(input.secrets).length > 0) await host.setSecrets(scope, input.secrets);
    context.log(`Made the environment ${name}`);
    return {};
  },
});

/** Who people and groups of the catalog are at GitHub: as their annotations say, else by their names. */
async function reviewersOf(
  { outside }: Pick<ActionContext<unknown>, 'outside'>,
  refs: readonly string[],
): Promise<Environment['reviewers']> {
  const found = [];
  for (const ref of refs) {
    const entity = await outside.catalog.entity(ref);
    const { kind } = parseRef(ref, { kind: 'user', namespace: 'default' });
    const annotations = entity?.metadata.annotations ?? {};
    if (kind.toLowerCase() === 'group')
      found.push({ team: nameIn(annotations['github.com/team-slug'] ?? ref) });
    else found.push({ user: annotations['github.com/user-login'] ?? nameIn(ref) });
  }
  return found;
}
