import { randomUUID } from 'node:crypto';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import type { Outside as AppOutside } from './app.ts';
import { locationByTarget } from './catalog/location-store.ts';
import { ownerDirectory } from './catalog/owner-directory.ts';
import type { Platform } from './catalog/platform.ts';
import type { Registry } from './catalog/registry.ts';
import { entityByRef } from './catalog/store.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { entities } from './db/schema.ts';
import { UserError } from './errors.ts';
import { webHostOf } from './github/address.ts';
import type { GitHubSync } from './github/sync.ts';
import type { MakeFormLink } from './http/pages/templates/form-links.ts';
import { writeAudit } from './operations/audit.ts';
import { channelOf } from './operations/waking.ts';
import type { Scaffolding } from './questions/scaffolding/scaffolding.ts';
import { connectHost, connectReader } from './repository-host.ts';
import { shippedTemplates } from './root.ts';
import { ACTIONS } from './scaffolder/actions/table.ts';
import { createScaffolder, type RunningScaffolder } from './scaffolder/create.ts';
import { sandbox } from './scaffolder/expressions/sandbox.ts';
import { createCandidates } from './scaffolder/form/candidates.ts';
import { prefill } from './scaffolder/form/prefill.ts';
import { createForms } from './scaffolder/forms.ts';
import { createLibrary } from './scaffolder/library.ts';
import type { Outside, ReadFiles, Remove } from './scaffolder/outside.ts';
import type { RepositoryHost } from './scaffolder/repository-host.ts';
import { createSeal } from './scaffolder/runs/seal.ts';
import { createTemplates } from './scaffolder/templates.ts';
import { readLocalFiles } from './scaffolder/workspace/local-files.ts';
import { memoryWorkspace } from './scaffolder/workspace/memory.ts';
import { packWorkspace, unpackWorkspace } from './scaffolder/workspace/pack.ts';
import type { ScorecardsOfRuns } from './scorecards/projected.ts';
import type { ScaffoldParts } from './slack/scaffold/parts.ts';
import type { Slack } from './slack/slack.ts';

export type ScaffolderOptions = {
  config: Config;
  outside: AppOutside;
  core: Core;
  now: () => Date;
  /** These are asked for when a step needs them: they are given the scaffolder, or know those that are. */
  registry: () => Registry;
  platform: () => Platform;
  github: () => GitHubSync | null;
  slack: () => Slack | null;
};

/** Templates that ship with Callboard. */
export const SHIPPED = shippedTemplates();

/** Puts the scaffolder together: where templates are, what steps may do outside, and who is told. */
export function composeScaffolder(options: ScaffolderOptions): RunningScaffolder {
  const { config, core, now, outside } = options;
  const { db, index, queries } = core;
  const host = connectHost(config, outside, now);
  const catalog = catalogFor(options);
  const library = createLibrary({
    db,
    index,
    actions: ACTIONS,
    shipped: config['templates.shipped'] ? SHIPPED : null,
  });
  const forms = createForms({ db, index, queries });
  return createScaffolder({
    db,
    index,
    now,
    log: outside.log,
    newId: randomUUID,
    admins: config.admins,
    actions: new Map(ACTIONS.map((action) => [action.id, action])),
    render: sandbox().renderValue,
    outside: { readFiles: readerOf(options), host, catalog, notify: notifierOf(options) },
    seal: createSeal(config['scaffolder.secretsKey']),
    workspaces: {
      open: (packed) => (packed === null ? memoryWorkspace() : unpackWorkspace(packed)),
      pack: packWorkspace,
    },
    userOf: async (ref) => (await entityByRef(db, ref))?.entity ?? null,
    templates: (parts) => createTemplates(library, forms, parts),
    remove: removerOf(host, catalog),
    record: ({ who, what, run, detail }) =>
      writeAudit(db, {
        id: randomUUID(),
        at: now(),
        who: who ?? 'a program',
        what: `template ${what}`,
        target: run.templateRef,
        outcome: 'done',
        detail,
        proposal: null,
      }),
  });
}

/** What questions read of it. */
export function scaffoldingFor(scaffolder: () => RunningScaffolder): Scaffolding {
  return {
    templates: () => scaffolder().templates(),
    runs: (filter) => scaffolder().runs(filter),
    async prefill(template, said) {
      return prefill(await scaffolder().form({ template, values: {}, by: null }), said);
    },
  };
}

/** Where repositories are made unless a template says where. */
export function placesOf(config: Config): { host: string; owner: string }[] {
  const owner = config['github.organization'];
  return owner ? [{ host: webHostOf(config['github.apiUrl']), owner }] : [];
}

/** What Slack needs of it. */
export function slackScaffold({
  core,
  scaffolder,
  places,
  formLink,
  scorecards,
}: {
  core: Core;
  scaffolder: RunningScaffolder;
  places: ReturnType<typeof placesOf>;
  formLink: MakeFormLink;
  scorecards: ScorecardsOfRuns;
}): ScaffoldParts {
  return {
    scaffolder,
    index: core.index,
    candidates: createCandidates(core),
    async tags(kinds) {
      const values = kinds.map((kind) => kind.toLowerCase());
      const where = values.length > 0 ? { kind: 'in' as const, key: 'kind', values } : null;
      const { 'metadata.tags': tags = [] } = await core.queries.facets({
        fields: ['metadata.tags'],
        where,
      });
      return [...tags].sort((a, b) => b.count - a.count).map(({ value }) => value);
    },
    places,
    formLink,
    scorecards,
  };
}

/** Files beside templates on this machine, and those at GitHub. */
function readerOf({ config, outside, now }: ScaffolderOptions): ReadFiles {
  const github = connectReader(config, outside, now);
  const folders = [SHIPPED, ...(config['catalog.folder'] ? [config['catalog.folder']] : [])];
  return async (address, asked) => {
    if (address.startsWith('file:')) {
      const path = fileURLToPath(address);
      const folder = folders.find((one) => !relative(one, path).startsWith('..')) ?? SHIPPED;
      return readLocalFiles(folder)(address, asked);
    }
    if (github) return github(address, asked);
    throw new UserError(
      `${address} cannot be read: Callboard is not connected to GitHub.`,
      'Set GITHUB_ORG and GITHUB_TOKEN.',
    );
  };
}

function catalogFor({
  core: { db, index },
  registry,
  platform,
  github,
}: ScaffolderOptions): Outside['catalog'] {
  return {
    entity: async (ref) => {
      const found = await entityByRef(db, ref);
      return found && { ...found.entity, relations: found.relations };
    },
    async register(target) {
      // The repository may be minutes old: it is read with what was pushed last, and with it most descriptors.
      await github()?.delta();
      const known = await refsAt(db, target);
      if (known.length > 0) return { refs: known };
      await registry().register({ type: 'url', target }, { by: null, onConflict: 'refresh' });
      const refs = await refsAt(db, target);
      const row = refs.length > 0 ? null : await locationByTarget(db, { type: 'url', target });
      if (row?.readError)
        throw new UserError(
          `${target} could not be read: ${row.readError}`,
          'Retry when it can be read; `optional: true` lets a run go on without it.',
        );
      return { refs };
    },
    survey: (address) => platform().survey(address),
    ownerOf: async (handle) => ownerDirectory(await index.current()).refOfHandle(handle),
    async unregister(target) {
      const row = await locationByTarget(db, { type: 'url', target });
      if (row) await registry().remove(row.id);
    },
  };
}

async function refsAt(db: Db, target: string): Promise<string[]> {
  const rows = await db
    .select({ ref: entities.ref, removedAt: entities.removedAt })
    .from(entities)
    .where(eq(entities.location, `url:${target}`));
  return rows.filter(({ removedAt }) => removedAt === null).map(({ ref }) => ref);
}

function removerOf(host: RepositoryHost | null, catalog: Outside['catalog']): Remove {
  return async (thing, about) => {
    if (thing.kind === 'registration') {
      await catalog.unregister(thing.name);
      return 'removed';
    }
    if (host) return host.remove(thing, about);
    throw new UserError(
      'Callboard is not connected to GitHub for writing.',
      'Set GITHUB_ORG with GITHUB_WRITE_TOKEN, or remove it at GitHub.',
    );
  };
}

function notifierOf({ core: { db }, config, slack }: ScaffolderOptions): Outside['notify'] {
  if (!config['slack.botToken']) return null;
  return async ({ to, text, key }) => {
    const place = to.startsWith('group:') ? await channelOfTeam(db, to) : to;
    const barrier = await slack()?.notify(place, text, key);
    if (barrier)
      throw new UserError(
        `${to} cannot be told: ${barrier}.`,
        'Name another channel, or invite me.',
      );
  };
}

async function channelOfTeam(db: Db, ref: string): Promise<string> {
  const team = await entityByRef(db, ref);
  const channel = team && channelOf(team.entity);
  if (channel) return channel;
  throw new UserError(
    team ? `${ref} states no channel.` : `The catalog has no ${ref}.`,
    'Name the channel itself, or add `slack.com/channel` to the team.',
  );
}
