import type { z } from 'zod';
import { UserError } from '../../../errors.ts';
import type { Collaborator, Place, RepositoryHost, RepositoryMade } from '../../repository-host.ts';
import { repositoryThing } from '../../things.ts';
import type { ActionContext } from '../action.ts';
import type { RepositoryInput } from './inputs.ts';
import { nameIn, noteNew } from './target.ts';

type Wanted = z.output<z.ZodObject<typeof RepositoryInput>>;
type Context = ActionContext<Wanted>;

/** Makes a repository of this run, with who may do what in it and what its workflows know. */
export async function makeRepository(
  context: Context,
  { host, place }: { host: RepositoryHost; place: Place },
): Promise<RepositoryMade> {
  const { input, run, log } = context;
  const { isResumed } = await noteNew(
    context,
    repositoryThing(place, host.host),
    new UserError(
      `${place.owner}/${place.repo} already exists.`,
      'Choose another name, or delete that repository first.',
    ),
  );
  const made = await host.ensureRepository({
    ...place,
    mayExist: isResumed,
    since: run.startedAt,
    description: input.description.slice(0, MOST_DESCRIPTION),
    homepage: input.homepage,
    visibility: input.repoVisibility,
    settings: settingsOf(input),
  });
  log(`${made.isNew ? 'Created' : 'Found'} ${made.url}`);
  await grantAccess(context, { host, place });
  if (input.topics.length > 0) await host.setTopics(place, input.topics);
  if (Object.keys(input.repoVariables).length > 0)
    await host.setVariables(place, input.repoVariables);
  if (Object.keys(input.secrets).length > 0) await host.setSecrets(place, input.secrets);
  if (Object.keys(input.customProperties).length > 0)
    await host.setProperties(place, input.customProperties);
  if (input.oidcCustomization) await host.customizeOidc(place, input.oidcCustomization);
  return made;
}

/** GitHub takes no longer one. */
const MOST_DESCRIPTION = 350;

function settingsOf(input: Wanted): Record<string, boolean | string> {
  const settings = {
    delete_branch_on_merge: input.deleteBranchOnMerge,
    allow_merge_commit: input.allowMergeCommit,
    allow_squash_merge: input.allowSquashMerge,
    squash_merge_commit_title: input.squashMergeCommitTitle,
    squash_merge_commit_message: input.squashMergeCommitMessage,
    allow_rebase_merge: input.allowRebaseMerge,
    allow_auto_merge: input.allowAutoMerge,
    allow_update_branch: input.allowUpdateBranch,
    has_projects: input.hasProjects,
    has_wiki: input.hasWiki,
    has_issues: input.hasIssues,
  };
  const said = Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(said);
}

async function grantAccess(
  { input, log }: Context,
  { host, place }: { host: RepositoryHost; place: Place },
): Promise<void> {
  const { access } = input;
  if (access?.startsWith(`${place.owner}/`))
    await host.addCollaborator(place, { access: 'admin', team: nameIn(access) });
  else if (access && access !== place.owner)
    await host.addCollaborator(place, { access: 'admin', user: access });
  for (const { access: may, user, username, team } of input.collaborators) {
    const person = user ?? username;
    const who: Collaborator | null = team
      ? { access: may, team: nameIn(team) }
      : person
        ? { access: may, user: nameIn(person) }
        : null;
    if (!who) continue;
    // One person who has left is no reason to stop: Backstage goes on as well.
    await host.addCollaborator(place, who).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      log(`Skipped ${may} access of ${team ?? person}: ${error.message}`);
    });
  }
}
