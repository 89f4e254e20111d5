import { z } from 'zod';
import type { RepositoryHealth } from '../../scorecards/facts/health.ts';
import { isLookedFor } from '../../scorecards/facts/looked-for.ts';
import { inBatches } from '../adaptive.ts';
import { TreeEntry } from '../answers.ts';
import type { Reader } from '../reader.ts';
import { readWholeTree } from '../rest.ts';
import { isSpent } from '../spent.ts';

type DeepFiles = NonNullable<RepositoryHealth['deepFiles']>;
export type Place = { id: string; slug: string; head: string };

const ENTRIES = 'name type oid';
/** Four levels of folders: deep enough for most, and of Java what lies deeper is asked for by itself. 1 point. */
const DEEP = `query DeepFiles($ids: [ID!]!) {
  rateLimit { cost limit remaining resetAt }
  nodes(ids: $ids) { ... on Repository { id
    root: object(expression: "HEAD:") { ... on Tree { entries { ${ENTRIES}
      object { ... on Tree { entries { ${ENTRIES}
        object { ... on Tree { entries { ${ENTRIES}
          object { ... on Tree { entries { ${ENTRIES} } } }
        } } }
      } } }
    } } }
  } }
}`;

const DeepAnswer = z.object({
  nodes: z.array(
    z
      .object({
        id: z.string(),
        root: z.object({ entries: z.array(TreeEntry).nullish() }).nullish(),
      })
      .nullable()
      .catch(null),
  ),
});

/** A row has to stay small; a repository with more files that facts look for is not listed whole. */
const MOST_FILES = 500;
/** Lists of single repositories by REST in one turn. */
const MOST_WHOLE = 100;

/** The files that facts look for anywhere in repositories, by node id; what cannot be listed now is left out. */
export async function readDeepFiles(
  reader: Reader,
  places: readonly Place[],
): Promise<Map<string, DeepFiles>> {
  const { client, sizes } = reader;
  const found = new Map<string, DeepFiles>();
  const deeper: Place[] = [];
  await inBatches(places, {
    name: 'deepFiles',
    sizes,
    async read(batch) {
      if (isSpent(reader)) return { kind: 'done' };
      const answer = await client.query(DeepAnswer, DEEP, { ids: batch.map(({ id }) => id) });
      if (answer.kind === 'tooMuch') return answer;
      batch.forEach((place, index) => {
        const entries = answer.data.nodes[index]?.root?.entries;
        if (!entries) return;
        const list = flatten(entries);
        found.set(place.id, kept(place.head, list));
        if (list.unopened.length > 0) deeper.push(place);
      });
      return { kind: 'done' };
    },
    giveUp: (place) => deeper.push(place),
  });
  for (const place of deeper.slice(0, MOST_WHOLE)) {
    const read = await readWholeTree(client, place);
    if (read.kind === 'failed') continue;
    const { files, isCut } = read.data;
    found.set(place.id, kept(place.head, { files, unopened: isCut ? [''] : [] }));
  }
  return found;
}

type List = { files: { path: string; oid: string }[]; unopened: string[] };

function flatten(entries: readonly TreeEntry[], prefix = ''): List {
  const list: List = { files: [], unopened: [] };
  for (const { name, type, oid, object } of entries) {
    const path = prefix + name;
    if (type === 'blob') list.files.push({ path, oid });
    if (type !== 'tree') continue;
    if (!object?.entries) list.unopened.push(path);
    else {
      const inner = flatten(object.entries, `${path}/`);
      list.files.push(...inner.files);
      list.unopened.push(...inner.unopened);
    }
  }
  return list;
}

const TESTLIKE = /(?:^|\/)(?:tests?|__tests__|specs?)\/|[._-](?:test|spec)\.|_test\.|test_/i;

/** What is worth keeping: of many tests in one folder the first says that there are some. */
function kept(head: string, { files, unopened }: List): DeepFiles {
  const tested = new Set<string>();
  const wanted = files.filter(({ path }) => {
    const isNear = !path.includes('/') || /^(?:\.github|docs)\//.test(path);
    if (isNear || !isLookedFor(path)) return false;
    if (!TESTLIKE.test(path)) return true;
    const folder = path.slice(0, path.lastIndexOf('/'));
    if (tested.has(folder)) return false;
    tested.add(folder);
    return true;
  });
  const first = wanted.slice(0, MOST_FILES);
  const below = unopened.filter((path) => !/^(?:\.github|docs)(?:\/|$)/.test(path));
  return {
    head,
    files: Object.fromEntries(first.map(({ path, oid }) => [path, oid])),
    isWhole: below.length === 0 && first.length === wanted.length,
  };
}
