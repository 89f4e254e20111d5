import { z } from 'zod';
import { defineAction } from '../action.ts';
import { RepoUrl, Token } from './inputs.ts';
import { targetOf } from './target.ts';

export const githubIssuesLabel = defineAction({
  id: 'github:issues:label',
  description: 'Puts labels on an issue or a pull request.',
  isHarmless: false,
  input: z.object({
    repoUrl: RepoUrl,
    number: z.number().int().positive().describe('Its number'),
    labels: z.array(z.string()).min(1).describe('The labels'),
    token: Token,
  }),
  output: z.object({}),
  async run(context) {
    const { host, place } = targetOf(context);
    await host.addLabels(place, context.input.number, context.input.labels);
    return {};
  },
});
