import { z } from 'zod';
import { defineAction } from '../action.ts';
import { RepoUrl, Token } from './inputs.ts';
import { nameIn, targetOf } from './target.ts';

export const githubIssuesCreate = defineAction({
  id: 'github:issues:create',
  description: 'Opens an issue.',
  isHarmless: false,
  input: z.object({
    repoUrl: RepoUrl,
    title: z.string().min(1).describe('Its title'),
    body: z.string().default('').describe('Its text'),
    assignees: z.array(z.string()).default([]).describe('People to assign'),
    milestone: z.union([z.string(), z.number()]).optional().describe('Its milestone'),
    labels: z.array(z.string()).default([]).describe('Its labels'),
    token: Token,
  }),
  output: z.object({
    issueUrl: z.string().describe('The issue'),
    issueNumber: z.number().meta({ description: 'Its number', examples: [1] }),
  }),
  async run(context) {
    const { input, run, step, log } = context;
    const { host, place } = targetOf(context);
    const made = await context.once(`issue: ${place.owner}/${place.repo} ${input.title}`, () =>
      host.createIssue(place, {
        title: input.title,
        body: input.body,
        labels: input.labels,
        assignees: input.assignees.map(nameIn),
        milestone: input.milestone ?? null,
        mark: `${run.id} ${step.id} ${input.title}`.replaceAll('--', '- -'),
      }),
    );
    log(`Opened ${made.url}`);
    return { issueUrl: made.url, issueNumber: made.number };
  },
});
