import { canonicalRef } from '../../catalog/ref.ts';
import { valueAt } from '../json.ts';
import type { Template } from '../template.ts';
import { fieldsFor } from './complete.ts';
import type { Field, Values } from './form.ts';
import { asksForOwner } from './form-of.ts';
import { type RepoUrl, readRepoUrl } from './repo-url.ts';

/** What is being made, as far as the values tell, and which fields say so. */
export type Subject = {
  name: string | null;
  /** A canonical ref. */
  owner: string | null;
  repository: RepoUrl | null;
  paths: { name: readonly string[] | null; repository: readonly string[] | null };
};

/** What templates call the parameter that is the name, the surest first. */
const NAMES =
  'name component_id componentid componentname component_name servicename service_name appname app_name projectname project_name reponame repo_name repository_name'.split(
    ' ',
  );

/** The name is what an EntityNamePicker holds, else a parameter that is called so, else that of the repository. */
export function subjectOf(template: Pick<Template, 'pages'>, values: Values): Subject {
  const fields = fieldsFor(template, values);
  const textAt = (field: Field | undefined): string | null => {
    const value = field && valueAt(values, field.path);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  const repositoryField = fields.find(
    (field) => field.input.kind === 'repository' && textAt(field),
  );
  const repository = readRepoUrl(textAt(repositoryField) ?? '');
  const nameField =
    fields.find((field) => field.input.kind === 'entity-name' && textAt(field)) ??
    NAMES.flatMap((name) => fields.filter((field) => isCalled(field, name) && textAt(field)))[0];
  const ownerField =
    fields.find((field) => asksForOwner(field) && textAt(field)) ??
    fields.find((field) => isCalled(field, 'owner') && textAt(field));
  return {
    name: textAt(nameField) ?? repository?.repo ?? null,
    owner: refOr(textAt(ownerField)),
    repository,
    paths: {
      name: nameField?.path ?? repositoryField?.path ?? null,
      repository: repositoryField?.path ?? null,
    },
  };
}

function isCalled({ path, input }: Field, name: string): boolean {
  const isWord = input.kind === 'text' || input.kind === 'entity-name' || input.kind === 'entity';
  return isWord && path.at(-1)?.toLowerCase() === name;
}

function refOr(owner: string | null): string | null {
  try {
    return owner && canonicalRef(owner, { kind: 'group' });
  } catch {
    // What is typed where anything may be typed need not be a ref.
    return null;
  }
}
