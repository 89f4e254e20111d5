import { CODEOWNERS_PATHS } from '../../catalog/codeowners.ts';
import { type Edited, editDescriptor } from '../../catalog/corrections/edit.ts';
import type { FilePlace } from '../../catalog/corrections/place.ts';
import type { Entity } from '../../catalog/entity.ts';
import type { ForeignKinds } from '../../catalog/foreign-kinds.ts';
import { UserError } from '../../errors.ts';
import { safeFilePath } from '../../scaffolder/workspace/safe-path.ts';
import type { Fix } from '../scorecard.ts';
import type { CodeHome } from './code-home.ts';
import { addCodeowner } from './codeowners-line.ts';
import { planSetting } from './descriptor-fix.ts';
import type { FixStuck } from './fixes.ts';

/** The file that a fix changes, and how. */
export type PlannedFix = {
  kind: 'planned';
  /** Of the pull request, in the imperative. */
  title: string;
  repository: string;
  path: string;
  mayCreate: boolean;
  /** The file is there by what the catalog read last, and being there is all that is wanted. */
  isThere: boolean;
  edit: (text: string) => Edited;
};

export type FixWorld = {
  ref: string;
  /** How people call it. */
  name: string;
  kinds: ForeignKinds | undefined;
  /** Where the descriptor stands, and where the code is. */
  descriptor: FilePlace;
  home: CodeHome | FixStuck;
  /** Who owns it, as people and as CODEOWNERS of this organisation say it; null where that is not known. */
  owner: { label: string; entity: Entity | null } | null;
};

/** What a fix does to which file; its texts are rendered already. Pure. */
export function planFix(fix: Fix, world: FixWorld): PlannedFix | FixStuck {
  switch (fix.action) {
    case 'edit-descriptor':
      return planDescriptor(fix, world);
    case 'add-file':
      return planFile(fix, world);
    case 'codeowners':
      return planCodeowners(world);
  }
}

function planDescriptor(
  { set }: Extract<Fix, { action: 'edit-descriptor' }>,
  { ref, name, kinds, descriptor }: FixWorld,
): PlannedFix | FixStuck {
  if (descriptor.kind === 'elsewhere') return { ...descriptor, kind: 'stuck' };
  const [first = '', ...rest] = Object.keys(set);
  const { repository, path } = descriptor;
  return {
    kind: 'planned',
    title: `State ${first}${rest.length > 0 ? ' and more' : ''} of ${name}`,
    repository,
    path,
    mayCreate: false,
    isThere: false,
    edit: (text) => editDescriptor(text, { ref, kinds, plan: (value) => planSetting(value, set) }),
  };
}

function planFile(
  { path: written, content }: Extract<Fix, { action: 'add-file' }>,
  { name, home }: FixWorld,
): PlannedFix | FixStuck {
  if (home.kind === 'stuck') return home;
  const { repository, folder, files, url } = home;
  try {
    // GitHub reads its own folder at the root alone; everything else lies beside the code it is about.
    const isOfRepository =
      written.startsWith('/') || /^\.git(?:hub\/|lab|ignore|attributes)/.test(written);
    const path = safeFilePath(written.replace(/^\/+/, ''), isOfRepository ? '' : folder);
    return {
      kind: 'planned',
      title: `Add ${path} to ${name}`,
      repository,
      path,
      mayCreate: true,
      isThere: Object.hasOwn(files, path),
      edit: (text) =>
        text.trim() === '' ? { kind: 'edited', text: withEnd(content) } : { kind: 'same' },
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'stuck', reason: error.message, nextStep: MEND_THE_FIX, url };
  }
}

function planCodeowners({ name, home, owner }: FixWorld): PlannedFix | FixStuck {
  if (home.kind === 'stuck') return home;
  const { repository, folder, files, url } = home;
  if (owner === null)
    return {
      kind: 'stuck',
      reason: 'Nobody of the catalog owns it, so there is nobody to name.',
      nextStep: 'Say first who owns it: "Wrong? Fix it" below its card does that.',
      url,
    };
  const handle = handleOf(owner.entity, repository);
  if (handle === null)
    return {
      kind: 'stuck',
      reason: `The catalog does not know what ${owner.label} is called on GitHub.`,
      nextStep: 'Add the annotation github.com/team-slug (or user-login) to its descriptor.',
      url,
    };
  return {
    kind: 'planned',
    title: `Say in CODEOWNERS that ${owner.label} owns ${name}`,
    repository,
    path: CODEOWNERS_PATHS.find((path) => Object.hasOwn(files, path)) ?? CODEOWNERS_PATHS[0],
    mayCreate: true,
    isThere: false,
    edit: (text) => addCodeowner(text, { folder, handle }),
  };
}

/** `@acme/payments`, `@ana`: GitHub takes teams of the same organisation only. */
function handleOf(owner: Entity | null, repository: string): string | null {
  const annotations = owner?.metadata.annotations ?? {};
  const organization = repository.split('/')[0] ?? '';
  const [, org = organization, slug] =
    /^@?(?:([\w.-]+)\/)?([\w.-]+)$/.exec(annotations['github.com/team-slug'] ?? '') ?? [];
  if (slug)
    return org.toLowerCase() === organization.toLowerCase() ? `@${organization}/${slug}` : null;
  const login = /^@?([\w-]{1,39})$/.exec(annotations['github.com/user-login'] ?? '')?.[1];
  return login ? `@${login}` : null;
}

export const MEND_THE_FIX = 'Mend the fix in the file of the scorecard.';

function withEnd(content: string): string {
  return content.endsWith('\n') ? content : `${content}\n`;
}
