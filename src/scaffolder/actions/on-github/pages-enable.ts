import { z } from 'zod';
import { defineAction } from '../action.ts';
import { RepoUrl, Token } from './inputs.ts';
import { targetOf } from './target.ts';

export const githubPagesEnable = defineAction({
  id: 'github:pages:enable',
  description: 'Switches GitHub Pages on.',
  isHarmless: false,
  input: z.object({
    repoUrl: RepoUrl,
    buildType: z.enum(['legacy', 'workflow']).default('workflow').describe('How it is built'),
    sourceBranch: z.string().default('main').describe('Branch it is built from'),
    sourcePath: z.enum(['/', '/docs']).default('/').describe('Folder it is built from'),
    token: Token,
  }),
  output: z.object({}),
  async run(context) {
    const { input, log } = context;
    const { host, place } = targetOf(context);
    const { url } = await host.enablePages(place, {
      buildType: input.buildType,
      source: { branch: input.sourceBranch, path: input.sourcePath },
    });
    log(`Switched on ${url}`);
    return {};
  },
});
