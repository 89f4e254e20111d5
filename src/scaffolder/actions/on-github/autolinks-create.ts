import { z } from 'zod';
import { defineAction } from '../action.ts';
import { RepoUrl, Token } from './inputs.ts';
import { targetOf } from './target.ts';

export const githubAutolinksCreate = defineAction({
  id: 'github:autolinks:create',
  description: 'Makes references like ABC-123 links in a repository.',
  isHarmless: false,
  input: z.object({
    repoUrl: RepoUrl,
    keyPrefix: z.string().min(1).describe('What the reference begins with'),
    urlTemplate: z.string().describe('Where it leads, with <num> for its number'),
    isAlphanumeric: z.boolean().default(true).describe('Whether letters may follow the prefix'),
    token: Token,
  }),
  output: z.object({}),
  async run(context) {
    const { input } = context;
    const { host, place } = targetOf(context);
    await host.ensureAutolink(place, {
      prefix: input.keyPrefix,
      urlTemplate: input.urlTemplate,
      isAlphanumeric: input.isAlphanumeric,
    });
    return {};
  },
});
