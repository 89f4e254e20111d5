import { posix } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../../errors.ts';
import { thingIn } from '../../things.ts';
import { defineAction } from '../action.ts';
import { AuthorInput, authorOf, RepoUrl, Token } from './inputs.ts';
import { filesBelow, nameIn, noteNew, targetOf } from './target.ts';

const Opened = z.object({
  targetBranchName: z.string().describe('The branch it would be merged into'),
  remoteUrl: z.string().describe('The pull request'),
  pullRequestNumber: z.number().meta({ description: 'Its number', examples: [1] }),
});

export const publishGithubPullRequest = defineAction({
  id: 'publish:github:pull-request',
  description: 'Opens a pull request with the files of the workspace.',
  isHarmless: false,
  input: z.object({
    repoUrl: RepoUrl,
    branchName: z.string().describe('The branch to make'),
    title: z.string().describe('Title of the pull request'),
    description: z.string().describe('Its description'),
    targetBranchName: z.string().optional().describe('Branch it is for; the default one if none'),
    draft: z.boolean().default(false).describe('Opens it as a draft'),
    sourcePath: z.string().optional().describe('Folder of the workspace to take files from'),
    targetPath: z.string().optional().describe('Folder of the repository to put them into'),
    filesToDelete: z.array(z.string()).default([]).describe('Files of the repository to delete'),
    reviewers: z.array(z.string()).default([]).describe('People to ask for a review'),
    teamReviewers: z.array(z.string()).default([]).describe('Teams to ask for a review'),
    assignees: z.array(z.string()).default([]).describe('People to assign'),
    commitMessage: z.string().optional().describe('Message of the commit; the title if none'),
    update: z.boolean().default(false).describe('Puts the commit on a branch that is there'),
    createWhenEmpty: z.boolean().default(true).describe('Opens it also where nothing changes'),
    ...AuthorInput,
    forceEmptyGitAuthor: z.boolean().optional().describe('Not needed by Callboard'),
    forceFork: z.boolean().optional().describe('Callboard makes the branch in the repository'),
    token: Token,
  }),
  output: z.union([Opened, z.object({})]),
  async run(context) {
    const { input, run, log } = context;
    const { host, place } = targetOf(context);
    const [base, branch] = [input.targetBranchName ?? null, input.branchName];
    const url = `https://${host.host}/${place.owner}/${place.repo}/tree/${branch}`;
    const taken = new UserError(
      `The branch ${branch} is in ${place.owner}/${place.repo} already.`,
      'Name another one, or say "update: true" to put the change on top of it.',
    );
    await noteNew(
      context,
      thingIn(place, { kind: 'branch', within: branch, url }),
      input.update ? null : taken,
    );
    await noteNew(context, thingIn(place, { kind: 'pull-request', within: branch, url }));
    const inTarget = (path: string) => posix.join(input.targetPath ?? '', path);
    const files = [...filesBelow(context, input.sourcePath)].map(
      ([path, file]) => [inTarget(path), file] as const,
    );
    const made = await host.openPullRequest({
      ...place,
      branch,
      base,
      title: input.title,
      body: input.description,
      message: input.commitMessage ?? input.title,
      files: new Map(files),
      remove: input.filesToDelete.map((path) => posix.normalize(path)),
      author: authorOf(input),
      at: run.startedAt,
      isDraft: input.draft,
      reviewers: input.reviewers.map(nameIn),
      teamReviewers: input.teamReviewers.map(nameIn),
      assignees: input.assignees.map(nameIn),
      update: input.update,
      createWhenEmpty: input.createWhenEmpty,
    });
    if (!made) {
      log('Nothing would change, so no pull request was opened');
      return {};
    }
    log(`Opened ${made.url}`);
    return {
      targetBranchName: made.base,
      remoteUrl: made.url,
      pullRequestNumber: made.number,
    };
  },
});
