import { and, desc, eq, isNull, like, ne, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#dialect';
import { docPages, docSites, docViews } from '../../db/docs-tables.ts';
import { saveAges } from '../../docs/store.ts';
import { inBatches } from '../adaptive.ts';
import { type AgedFile, agesQuery } from '../queries.ts';
import type { Reader } from '../reader.ts';
import type { RunReport } from '../report.ts';
import { isSpent } from '../spent.ts';
import { repositoryIdOf } from '../store.ts';

/** Pages of one turn. Each is a walk through history at GitHub, so the rest waits for the next. */
const MOST_AT_ONCE = 500;

const History = z.object({
  nodes: z
    .array(
      z
        .object({
          committedDate: z.coerce.date(),
          author: z
            .object({
              name: z.string().nullish(),
              user: z.object({ login: z.string() }).nullish(),
            })
            .nullish(),
        })
        .nullable(),
    )
    .nullish(),
});
/** By repository and file, as the query numbers them. */
const AgesAnswer = z.looseObject({}).transform((answer) => {
  const found = new Map<string, z.infer<typeof History>>();
  for (const [repository, node] of Object.entries(answer))
    for (const [file, history] of Object.entries(Histories.safeParse(node).data?.object ?? {}))
      if (history) found.set(`${repository} ${file}`, history);
  return found;
});
const Histories = z.object({
  object: z.record(z.string(), History.nullable().catch(null)).nullable(),
});

type Page = { id: string; oid: string; repository: string; path: string };

/** Pages whose text has another age than the one that is known: those that people open first, then runbooks. */
async function dueAges(db: Db, limit: number): Promise<Page[]> {
  const views = sql`(select sum(${docViews.count}) from ${docViews} where ${docViews.page} = ${docPages.id})`;
  const rows = await db
    .select({ id: docPages.id, oid: docPages.oid, path: docPages.file, source: docSites.source })
    .from(docPages)
    .innerJoin(docSites, eq(docSites.id, docPages.site))
    .where(
      and(
        like(docSites.source, 'github:%'),
        or(isNull(docPages.agedOid), ne(docPages.agedOid, docPages.oid)),
      ),
    )
    .orderBy(
      desc(sql`coalesce(${views}, 0)`),
      desc(sql`case when ${docPages.kind} = 'runbook' then 1 else 0 end`),
      docPages.position,
      docPages.id,
    )
    .limit(limit);
  return rows.flatMap(({ source, ...page }) => {
    const repository = repositoryIdOf(source);
    return repository === null ? [] : [{ ...page, repository }];
  });
}

/**
 * Reads when pages were last changed, and by whom: some hundred a turn, of those that need it. `hidden` are pages whose history GitHub did
 * not show to this process, which it is not asked for again.
 */
export async function readAges(
  reader: Reader,
  report: RunReport,
  hidden: Set<string>,
): Promise<void> {
  const { db, client, sizes } = reader;
  const due = await dueAges(db, MOST_AT_ONCE + hidden.size);
  const keyOf = ({ id, oid }: Page) => `${id} ${oid}`;
  const wanted = due.filter((page) => !hidden.has(keyOf(page))).slice(0, MOST_AT_ONCE);
  if (wanted.length === 0) return;
  await inBatches(wanted, {
    name: 'ages',
    sizes,
    async read(batch) {
      if (isSpent(reader)) return { kind: 'done' };
      const files: AgedFile[] = batch;
      const { text, keys } = agesQuery(files);
      const answer = await client.query(AgesAnswer, text);
      if (answer.kind === 'tooMuch') return answer;
      const ages = batch.flatMap((page, place) => {
        const last = answer.data.get(keys[place] ?? '')?.nodes?.[0];
        if (!last) hidden.add(keyOf(page));
        const by = last?.author?.user?.login ?? last?.author?.name ?? null;
        const { id, oid } = page;
        return last ? [{ id, oid, changedAt: last.committedDate, changedBy: by }] : [];
      });
      await saveAges(db, ages);
      return { kind: 'done' };
    },
    giveUp: (page) => hidden.add(keyOf(page)),
  });
  if (due.length > wanted.length) report.notes.push('The ages of more pages are read next.');
}
