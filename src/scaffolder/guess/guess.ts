import { parseCodeowners } from '../../catalog/codeowners.ts';
import { codeownersOf } from '../../catalog/codeowners-match.ts';
import { excerpt } from '../../catalog/excerpt.ts';
import { nameFormat, tagFormat } from '../../catalog/format.ts';
import type { Survey } from '../../catalog/platform.ts';
import type { JsonObject } from '../json.ts';
import { apisIn } from './apis.ts';
import { CLUES, type Clue, type ComponentType } from './clues.ts';

/** One thing that was guessed, and from what; `isSure` false: somebody has to look. */
export type Reason = { field: string; value: string; from: string; isSure: boolean };

export type Guess = { name: string; entities: JsonObject[]; reasons: Reason[] };

/** What somebody says of all repositories alike; it stands above what is found. */
export type Given = { owner?: string | undefined; system?: string | undefined };

type Found = { path: string; clue: Clue };

/**
 * The entities that a repository without a descriptor seems to hold. `refOfHandle` knows whom CODEOWNERS means: `@acme/payments`.
 * An owner nobody names stays "unknown": a wrong one is worse than none.
 */
export function guessEntities(
  survey: Survey,
  given: Given,
  refOfHandle: (handle: string) => string | null,
): Guess {
  const { slug, url, manifests, paths } = survey;
  const name = entityName(slug);
  const found = Object.keys(CLUES).flatMap((path) => {
    const text = manifests.get(path);
    const clue = text === undefined ? undefined : CLUES[path]?.(text);
    return clue ? [{ path, clue }] : [];
  });
  const description = describe(survey, found);
  const type = typeOf(survey, found);
  const lifecycle = lifecycleOf(survey, found);
  const owner = ownerOf(survey, given, refOfHandle);
  const tags = tagsOf(survey, found);
  const { apis, left } = apisIn(manifests, name);
  const docs = paths.find((path) => /^mkdocs\.ya?ml$/.test(path));
  const runbook = paths.find((path) => /^(?:docs\/)?runbook\.md$/i.test(path));
  const shared = { lifecycle: lifecycle.value, owner: owner.value };
  const component: JsonObject = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      ...(description && { description: description.value }),
      annotations: {
        'github.com/project-slug': slug,
        ...(docs && { 'backstage.io/techdocs-ref': 'dir:.' }),
      },
      ...(tags.length > 0 && { tags }),
      ...(runbook && {
        links: [{ url: `${url}/blob/HEAD/${runbook}`, title: 'Runbook', type: 'runbook' }],
      }),
    },
    spec: {
      type: type.value,
      ...shared,
      ...(given.system && { system: given.system }),
      ...(apis.length > 0 && { providesApis: apis.map((api) => api.name) }),
    },
  };
  const entities = apis.map(({ name, title, type, path }) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: { name, ...(title && { title }) },
    spec: { type, ...shared, definition: { $text: `./${path}` } },
  }));
  const sure = (field: string, value: string, from: string) => ({
    field,
    value,
    from,
    isSure: true,
  });
  return {
    name,
    entities: [component, ...entities],
    reasons: [
      sure('name', name, 'the name of the repository'),
      owner,
      type,
      lifecycle,
      description ?? { field: 'description', value: '', from: 'nothing says it', isSure: false },
      ...(tags.length > 0 ? [sure('tags', tags.join(', '), 'manifests, language and topics')] : []),
      ...apis.map(({ name, path }) => sure('API', name, path)),
      ...left.map((path) => ({ field: 'API', value: '', from: `${path} too`, isSure: false })),
      ...(docs ? [sure('docs', 'dir:.', docs)] : []),
      ...(runbook ? [sure('runbook', runbook, runbook)] : []),
    ],
  };
}

function entityName(slug: string): string {
  const name = (slug.split('/').at(-1) ?? '').toLowerCase();
  const fit = name
    .replace(/[^a-z0-9_.-]+/g, '-')
    .slice(0, 63)
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
  return nameFormat.isValid(fit) ? fit : 'unnamed';
}

function describe({ description, manifests }: Survey, found: Found[]): Reason | null {
  const told = (text: string | undefined | null, from: string): Reason | null => {
    const value = excerpt(text?.trim().replace(/\s+/g, ' ') ?? '', 300);
    return value ? { field: 'description', value, from, isSure: true } : null;
  };
  const readme = manifests.get('README.md') ?? manifests.get('readme.md');
  return (
    told(description, 'what GitHub says of the repository') ??
    found.map(({ path, clue }) => told(clue.description, path)).find((one) => one !== null) ??
    told(firstSentence(readme), 'README.md')
  );
}

/** The first line of a README that is a sentence: no heading, badge, list or code. */
function firstSentence(readme = ''): string | undefined {
  const line = readme
    .replace(/^(```|~~~)[\s\S]*?^\1/gm, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .find((part) => /^[\p{L}`*]/u.test(part) && part.length > 20 && !/^\S*:\/\//.test(part));
  const plain = line
    ?.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]/g, '')
    .replace(/\s+/g, ' ');
  return /^.+?[.!?](?=\s|$)/.exec(plain ?? '')?.[0] ?? plain;
}

function typeOf({ manifests, paths }: Survey, found: Found[]): Reason {
  const reason = (value: ComponentType, from: string, isSure = true): Reason => ({
    field: 'type',
    value,
    from,
    isSure,
  });
  const said = found.find(({ clue }) => clue.type);
  if (said?.clue.type) return reason(said.clue.type, said.path);
  if (manifests.has('go.mod') && !paths.some((path) => /^(?:cmd\/.+\/)?main\.go$/.test(path)))
    return reason('library', 'go.mod, and no main.go');
  const runs = ['Dockerfile', 'Chart.yaml'].find((path) => manifests.has(path));
  if (runs) return reason('service', runs);
  if (manifests.has('go.mod')) return reason('service', 'main.go');
  const module = paths.find((path) => /^[\w-]+\.tf$/.test(path));
  if (module) return reason('library', module);
  if (found.length === 0 && manifests.has('mkdocs.yml'))
    return reason('documentation', 'mkdocs.yml and nothing that is built');
  return reason('service', 'nothing says what it is', false);
}

function lifecycleOf({ isArchived }: Survey, found: Found[]): Reason {
  if (isArchived)
    return {
      field: 'lifecycle',
      value: 'deprecated',
      from: 'the repository is archived',
      isSure: true,
    };
  const early = found.find(({ clue }) => clue.isEarly);
  return early
    ? {
        field: 'lifecycle',
        value: 'experimental',
        from: `the version in ${early.path}`,
        isSure: false,
      }
    : { field: 'lifecycle', value: 'production', from: 'nothing says otherwise', isSure: false };
}

function ownerOf(
  { codeowners }: Survey,
  given: Given,
  refOfHandle: (handle: string) => string | null,
): Reason {
  const field = 'owner';
  if (given.owner) return { field, value: given.owner, from: 'the form', isSure: true };
  const rule = codeownersOf(parseCodeowners(codeowners ?? ''), 'catalog-info.yaml');
  for (const handle of rule?.owners ?? []) {
    const value = refOfHandle(handle);
    if (value) return { field, value, from: `CODEOWNERS names ${handle}`, isSure: true };
  }
  const [handle] = rule?.owners ?? [];
  const from = handle
    ? `the catalog does not know ${handle} of CODEOWNERS`
    : 'no CODEOWNERS names anybody';
  return { field, value: 'unknown', from, isSure: false };
}

const MOST_TAGS = 8;

function tagsOf({ language, topics }: Survey, found: Found[]): string[] {
  const spoken = SPOKEN[language?.toLowerCase() ?? ''] ?? language?.toLowerCase() ?? '';
  const isTold = found.some(({ clue }) => clue.tags?.length);
  const all = [
    ...found.flatMap(({ clue }) => clue.tags ?? []),
    // What GitHub counts most of may be generated; it speaks where no manifest does.
    ...(isTold ? [] : [spoken]),
    ...topics,
  ];
  return [...new Set(all)].filter(tagFormat.isValid).slice(0, MOST_TAGS);
}

const SPOKEN: Readonly<Record<string, string>> = {
  hcl: 'terraform',
  'c#': 'csharp',
  'jupyter notebook': 'python',
};
