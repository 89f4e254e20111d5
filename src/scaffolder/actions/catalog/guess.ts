import { z } from 'zod';
import { parseCodeowners } from '../../../catalog/codeowners.ts';
import { codeownersOf } from '../../../catalog/codeowners-match.ts';
import { UserError } from '../../../errors.ts';
import { guessEntities } from '../../guess/guess.ts';
import { descriptorText, pullRequestText } from '../../guess/tell.ts';
import { type ActionContext, defineAction } from '../action.ts';

/** So many pull requests at once are what one person can look after. */
const MOST = 50;

const Input = z.object({
  repositories: z
    .union([z.array(z.string()), z.string().transform((text) => text.split(/[\s,]+/))])
    .transform((all) => all.map((one) => one.trim()).filter(Boolean))
    .pipe(z.array(z.string()).min(1).max(MOST))
    .describe('`owner/name` or the address of each repository.'),
  owner: z.string().optional().describe('Who owns them all; without it CODEOWNERS is asked.'),
  system: z.string().optional().describe('The system they are a part of.'),
});

const Guessed = z.object({
  repoUrl: z.string(),
  slug: z.string(),
  name: z.string(),
  folder: z.string(),
  body: z.string(),
});

export const catalogGuess = defineAction({
  id: 'catalog:guess',
  description:
    'Looks into repositories that have no descriptor and writes a catalog-info.yaml for each, guessed from manifests, CODEOWNERS, API definitions and docs.',
  input: Input,
  output: z.object({
    repositories: z.array(Guessed),
    skipped: z.array(z.object({ slug: z.string(), reason: z.string() })),
  }),
  isHarmless: true,
  examples: [
    {
      description: 'Write a descriptor for one repository, into the folder of its name',
      example: `steps:
  - id: guess
    action: catalog:guess
    input:
      repositories: [acme/ledger]
`,
    },
  ],
  async run(context) {
    const { input, log } = context;
    const repositories: z.infer<typeof Guessed>[] = [];
    const skipped: { slug: string; reason: string }[] = [];
    for (const address of new Set(input.repositories.map((one) => addressOf(one, context)))) {
      context.signal.throwIfAborted();
      const guessed = await guess(address, context);
      if (guessed.kind === 'guessed') repositories.push(guessed.repository);
      else {
        skipped.push({ slug: guessed.slug, reason: guessed.reason });
        log(`${guessed.slug} is left out: ${guessed.reason}`);
      }
    }
    if (repositories.length === 0)
      throw new UserError(
        `There is nothing to describe: ${skipped.map(({ slug, reason }) => `${slug}: ${reason}`).join(' ')}`,
        'Name repositories that have no catalog-info.yaml yet.',
      );
    return { repositories, skipped };
  },
});

type Context = ActionContext<z.output<typeof Input>>;

async function guess(address: string, { input, log, outside, workspace }: Context) {
  const survey = await outside.catalog.survey(address);
  const { host, pathname } = new URL(address);
  const asked = pathname.slice(1);
  if (!survey)
    return {
      kind: 'skipped' as const,
      slug: asked,
      reason: 'GitHub shows no such repository to Callboard.',
    };
  const { slug, files } = survey;
  const [there] = files;
  if (there) return { kind: 'skipped' as const, slug, reason: `It has ${there.path} already.` };
  if (survey.isArchived)
    return {
      kind: 'skipped' as const,
      slug,
      reason: 'It is archived, and takes no pull requests.',
    };
  const known = new Map<string, string | null>();
  const rule = codeownersOf(parseCodeowners(survey.codeowners ?? ''), 'catalog-info.yaml');
  for (const handle of rule?.owners ?? []) known.set(handle, await outside.catalog.ownerOf(handle));
  const made = guessEntities(survey, input, (handle) => known.get(handle) ?? null);
  for (const { field, value, from } of made.reasons)
    log(`${slug}: ${field} ${value || 'unknown'} (${from})`);
  const bytes = Buffer.from(descriptorText(made));
  workspace.write(`${slug}/catalog-info.yaml`, { bytes, isExecutable: false });
  const [owner = '', repo = ''] = slug.split('/');
  const repository = {
    repoUrl: `${host}?owner=${encodeURIComponent(owner)}&repo=${encodeURIComponent(repo)}`,
    slug,
    name: made.name,
    folder: slug,
    body: pullRequestText(made),
  };
  return { kind: 'guessed' as const, repository };
}

/** `name`, `owner/name` and every address of a repository to one address. */
function addressOf(text: string, { outside }: Context): string {
  const { host = 'github.com', organization } = outside.host ?? {};
  const path = text.replace(/^(?:https?:\/\/|git@)[^/:]+[/:]/, '').replace(/\.git$|\/+$/g, '');
  const [first = '', second] = path.split('/');
  const slug = second ? `${first}/${second}` : organization && `${organization}/${first}`;
  if (!slug || !/^[\w.-]+\/[\w.-]+$/.test(slug) || /^\.+(?:\/|$)|\/\.+$/.test(slug))
    throw new UserError(`"${text}" names no repository.`, 'Write owner/name, one on each line.');
  const said = /^https?:\/\/([^/]+)/.exec(text)?.[1];
  return `https://${said ?? host}/${slug}`;
}
