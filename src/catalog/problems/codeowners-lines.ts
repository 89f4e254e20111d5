import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { entities, repositories } from '../../db/schema.ts';
import { chunks } from '../chunks.ts';
import { readCodeowners } from '../codeowners.ts';
import type { UnplacedProblem } from '../problems.ts';
import type { Scope } from './scope.ts';

/**
 * Lines of CODEOWNERS that GitHub passes over. A file belongs to its repository: it is told of the one component that lives there,
 * and of nobody's entity where there are several.
 */
export async function skippedCodeownersLines(db: Db, { ref }: Scope): Promise<UnplacedProblem[]> {
  const rows = await filesWith(db, ref);
  const wrong = rows.flatMap(({ text, ...file }) =>
    readCodeowners(text ?? '').problems.map((problem) => ({ file, problem })),
  );
  const living = await componentsIn(db, [...new Set(wrong.map(({ file }) => file.id))]);
  return wrong
    .map(({ file: { id, url, branch, path }, problem: { message, line, column } }) => ({
      kind: 'codeowners' as const,
      severity: 'warning' as const,
      ref: living.get(id) ?? null,
      owner: null,
      message,
      nextStep: 'Correct the line: until then GitHub asks nobody to review what it was meant for.',
      location: `url:${url}/blob/${branch}/${path}`,
      line,
      column,
      path: '',
      since: null,
      look: null,
    }))
    .filter((problem) => ref === null || problem.ref === ref);
}

/** With a ref, only the file of the repository that states it: a page about one entity reads no other. */
async function filesWith(db: Db, ref: string | null) {
  const [stated] =
    ref === null
      ? []
      : await db.select({ source: entities.source }).from(entities).where(eq(entities.ref, ref));
  if (ref !== null && !stated) return [];
  const id = stated?.source.replace(/^github:/, '');
  return db
    .select({
      id: repositories.id,
      url: repositories.url,
      branch: repositories.defaultBranch,
      path: repositories.codeownersPath,
      text: repositories.codeowners,
    })
    .from(repositories)
    .where(
      and(
        isNotNull(repositories.codeowners),
        isNull(repositories.missingSince),
        id === undefined ? undefined : eq(repositories.id, id),
      ),
    );
}

/** By repository: its component, where it has exactly one. */
async function componentsIn(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const found: { source: string; ref: string }[] = [];
  for (const chunk of chunks(ids.map((id) => `github:${id}`)))
    found.push(
      ...(await db
        .select({ source: entities.source, ref: entities.ref })
        .from(entities)
        .where(
          and(
            inArray(entities.source, chunk),
            eq(entities.kind, 'component'),
            isNull(entities.removedAt),
          ),
        )),
    );
  const alone = [...Map.groupBy(found, ({ source }) => source)].filter(
    ([, components]) => components.length === 1,
  );
  return new Map(
    alone.map(([source, [component]]) => [source.replace(/^github:/, ''), component?.ref ?? '']),
  );
}
