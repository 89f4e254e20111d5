import type { Model } from './model.ts';
import type { Repository } from './types.ts';

export type CodeownersError = {
  line: number;
  column: number;
  kind: 'Unknown owner' | 'Invalid owner' | 'Invalid pattern';
  source: string;
  suggestion: string | null;
  message: string;
  path: string;
};

/** GitHub looks in this order and reads the first that it finds. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** What GitHub says is wrong with a repository's CODEOWNERS; null when there is none. */
export function codeownersErrors(model: Model, repository: Repository): CodeownersError[] | null {
  const head = model.head(repository);
  for (const path of PLACES) {
    const oid = head && model.git.at(head.tree, path)?.oid;
    const blob = oid === undefined ? undefined : model.git.get(oid);
    if (blob?.type === 'blob' && typeof blob.content === 'string') {
      return errorsIn(model, path, blob.content);
    }
  }
  return null;
}

function errorsIn(model: Model, path: string, text: string): CodeownersError[] {
  const errors: CodeownersError[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const source = line.replace(/(^|\s)#.*$/, '').trimEnd();
    const words = [...source.matchAll(/\S+/g)];
    const [pattern, ...owners] = words;
    if (!pattern) continue;
    const report = (
      kind: CodeownersError['kind'],
      column: number,
      suggestion: string | null,
    ): void => {
      errors.push({
        line: index + 1,
        column: column + 1,
        kind,
        source: line,
        suggestion,
        message: `${kind} on line ${index + 1}: ${suggestion ?? 'check the line'}\n\n  ${line}\n  ${' '.repeat(column)}^`,
        path,
      });
    };
    if (/^!|[[\]]/.test(pattern[0])) report('Invalid pattern', pattern.index, null);
    for (const owner of owners) {
      const problem = ownerProblem(model, owner[0]);
      if (problem === 'Unknown owner') {
        report(problem, owner.index, `make sure ${owner[0]} exists and has write access`);
      } else if (problem) report(problem, owner.index, null);
    }
  }
  return errors;
}

function ownerProblem(model: Model, owner: string): 'Unknown owner' | 'Invalid owner' | null {
  if (!owner.startsWith('@')) return owner.includes('@') ? null : 'Invalid owner';
  const [account = '', slug] = owner.slice(1).split('/');
  if (slug === undefined) return model.users.get(account)?.role ? null : 'Unknown owner';
  const isOurs = account.toLowerCase() === model.organization.login.toLowerCase();
  return isOurs && model.teams.has(slug) ? null : 'Unknown owner';
}
