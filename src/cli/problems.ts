import {
  type CatalogProblem,
  PROBLEM_KINDS,
  type ProblemKind,
  problems,
} from '../catalog/problems.ts';
import { canonicalRef } from '../catalog/ref.ts';
import type { CatalogView } from '../catalog/search.ts';
import type { ExitCode, Output } from '../cli.ts';
import { UserError } from '../errors.ts';
import { withCore } from './core.ts';

/** Lists what is wrong in the catalog, file by file as a compiler does; 1 when anything is. */
export function listProblems(
  options: { catalog?: string; owner?: string; kind?: string[]; json?: true },
  output: Output,
): Promise<ExitCode> {
  const kinds = options.kind?.flatMap((given) => given.split(',')).map(kindOf);
  return withCore(options.catalog, async ({ db, index }) => {
    const view = await index.current();
    const owner = options.owner && ownerOf(options.owner, view);
    const found = await problems(db, {
      ...(kinds && { kinds }),
      ...(owner && { owners: [owner] }),
    });
    if (options.json) output.out(JSON.stringify({ problems: found }, null, 2));
    else for (const line of lines(found, view.size)) output.out(line);
    return found.length > 0 ? 1 : 0;
  });
}

function kindOf(said: string): ProblemKind {
  const kind = PROBLEM_KINDS.find((one) => one === said);
  if (kind) return kind;
  throw new UserError(
    `There is no kind of problem called ${said}.`,
    `Kinds: ${PROBLEM_KINDS.join(', ')}.`,
  );
}

/** A team that is named as owner and does not exist is a good answer too: that is what may be looked for. */
function ownerOf(said: string, view: CatalogView): string {
  const ref = canonicalRef(said, { kind: 'group' });
  if (view.get(ref) || view.incoming(ref, 'ownedBy').length > 0) return ref;
  const [near] = view.find(said, { kinds: ['group', 'user'], limit: 1 });
  throw new UserError(
    `There is no ${ref} in the catalog.`,
    near ? `Is ${near.entry.ref} meant?` : 'Name a team like "group:default/payments".',
  );
}

function lines(found: readonly CatalogProblem[], entities: number): string[] {
  if (found.length === 0) return [`No problems in ${counted(entities, 'entity', 'entities')}.`];
  const files = Map.groupBy(found, ({ location }) => location.replace(/^(?:url|file):/, ''));
  const told = [...files].flatMap(([file, same]) =>
    same.flatMap(({ line, column, severity, kind, message, nextStep }) => [
      `${file}${line === null ? '' : `:${line}:${column}`}: ${severity}: ${oneLine(message)} [${kind}]`,
      `    ${oneLine(nextStep)}`,
    ]),
  );
  const errors = found.filter(({ severity }) => severity === 'error').length;
  const sum = [counted(errors, 'error'), counted(found.length - errors, 'warning')].join(' and ');
  return [...told, '', `${sum} in ${counted(files.size, 'file')}.`];
}

/** What people wrote into descriptors must not move the cursor of a terminal. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

function counted(count: number, word: string, words = `${word}s`): string {
  return `${count} ${count === 1 ? word : words}`;
}
