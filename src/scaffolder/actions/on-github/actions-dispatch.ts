import { z } from 'zod';
import { defineAction } from '../action.ts';
import { RepoUrl, Token } from './inputs.ts';
import { targetOf } from './target.ts';

const Ran = z.object({
  workflowRunId: z.number().describe('The run'),
  workflowRunUrl: z.string().describe('Its address in the API'),
  workflowRunHtmlUrl: z.string().describe('Its page'),
});

export const githubActionsDispatch = defineAction({
  id: 'github:actions:dispatch',
  description: 'Runs a workflow of GitHub Actions.',
  isHarmless: false,
  input: z.object({
    repoUrl: RepoUrl,
    workflowId: z.string().describe('Its file, as ci.yml'),
    branchOrTagName: z.string().describe('Where to run it'),
    workflowInputs: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .default({})
      .describe('What it is given'),
    returnWorkflowRunDetails: z.boolean().default(false).describe('Says which run it is'),
    token: Token,
  }),
  output: z.union([Ran, z.object({})]),
  async run(context) {
    const { input, log } = context;
    const { host, place } = targetOf(context);
    const { workflowId: workflow, branchOrTagName: ref } = input;
    const dispatch = { ...place, workflow, ref };
    const key = `${place.owner}/${place.repo} ${workflow} ${ref} ${JSON.stringify(input.workflowInputs)}`;
    // GitHub says of no run who asked for it: one that is newer than the newest before is ours.
    let mayExist = true;
    const after = await context.once(`before: ${key}`, () => {
      mayExist = false;
      return host.newestDispatch(dispatch);
    });
    const run = await context.once(`ran: ${key}`, () => {
      const inputs = Object.entries(input.workflowInputs);
      const texts = Object.fromEntries(inputs.map(([name, value]) => [name, String(value)]));
      return host.dispatchWorkflow({ ...dispatch, inputs: texts, after, mayExist });
    });
    log(run ? `Asked for ${run.htmlUrl}` : `Asked for a run of ${workflow}`);
    if (!run || !input.returnWorkflowRunDetails) return {};
    return { workflowRunId: run.id, workflowRunUrl: run.url, workflowRunHtmlUrl: run.htmlUrl };
  },
});
